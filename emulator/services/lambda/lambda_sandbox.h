/* How far functions' processes are kept apart, here: in namespaces where these are permitted, else as far as an
 * ordinary process is. lambda_stage.c does it. */
#ifndef NUBE_LAMBDA_SANDBOX_H
#define NUBE_LAMBDA_SANDBOX_H

#include "emulator/services/lambda/lambda_launch.h"

/* Does a process see /var/task, /opt and a /tmp of its own? What is permitted is tried once, and told in the log where
 * it is less than all. `folder` is that of the runtime clients, where the stage is, too. */
bool lambda_sandbox_has_places(const char *folder);

/* How many processes stand between nube and the function's own. */
int lambda_sandbox_depth(void);

/* A control group for one of the function's processes, where these are permitted; else 0. */
int64_t lambda_sandbox_group(const char *folder, const struct lambda_function *f);

/* The stage's arguments in front of the program's, which begin with the interpreter, if it has one. */
const char **lambda_sandbox_wrap(struct arena *a, const struct lambda_launch *l, const char *interpreter);

#endif
