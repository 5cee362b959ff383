/* Handlers of pipes, with their shapes' and faults' names. */
#ifndef NUBE_PIPES_PIPES_H
#define NUBE_PIPES_PIPES_H

#include "emulator/core/fault.h"

struct call;

int pipes_create_pipe(struct call *c);
int pipes_describe_pipe(struct call *c);
int pipes_update_pipe(struct call *c);
int pipes_delete_pipe(struct call *c);
int pipes_start_pipe(struct call *c);
int pipes_stop_pipe(struct call *c);
int pipes_list_pipes(struct call *c);

#endif
