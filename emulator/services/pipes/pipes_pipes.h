/* Handlers of pipes, with their shapes' and faults' names. */
#ifndef NUBE_PIPES_PIPES_H
#define NUBE_PIPES_PIPES_H

#include "emulator/base/span.h"
#include "emulator/core/fault.h"

struct call;
struct doc;

int pipes_create_pipe(struct call *c);
int pipes_describe_pipe(struct call *c);
int pipes_update_pipe(struct call *c);
int pipes_delete_pipe(struct call *c);
int pipes_start_pipe(struct call *c);
int pipes_stop_pipe(struct call *c);
int pipes_list_pipes(struct call *c);

/* A pipe's tags: see struct service, resource_tags. */
struct doc *pipes_resource_tags(struct call *c, struct span arn);

#endif
