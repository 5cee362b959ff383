/* Scripts that the user wants run once Nube answers (--init DIR): all *.sh of a folder, in the order of their names,
 * one after the other, with the variables by which AWS's clients find Nube. One that fails is logged and told on the
 * pages; those behind it are run all the same. They are run once a start, not after a reset. */
#ifndef NUBE_INIT_SCRIPTS_H
#define NUBE_INIT_SCRIPTS_H

#include <stdbool.h>

#include "emulator/base/doc.h"

#define INIT_SCRIPTS_MAX 1000

/* Reads the folder's names. 0; or -1 with why in *error (static storage): it cannot be read, or holds more than
 * INIT_SCRIPTS_MAX. */
int init_scripts_read(const char *directory, const char **error);

/* Runs them, on a thread of their own; Nube answers by `endpoint` ("http://127.0.0.1:4566"), which is copied. */
void init_scripts_start(const char *endpoint);

/* Ends the one that runs, with what it started: two seconds after it was asked to, by force. No further one is run. */
void init_scripts_stop(void);

enum init_scripts_state { INIT_SCRIPTS_RUN, INIT_SCRIPTS_DONE, INIT_SCRIPTS_FAILED };

/* What became of them; without any they are done. */
enum init_scripts_state init_scripts_state(void);

/* Appends {"stage": "READY", "name": …, "state": "UNKNOWN", "RUNNING", "SUCCESSFUL" or "ERROR"} for each, as LocalStack
 * has it. */
void init_scripts_tell(struct doc *list);

#endif
