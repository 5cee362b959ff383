/* A function's process: starting it, watching its memory, ending it. */
#ifndef NUBE_LAMBDA_PROCESS_H
#define NUBE_LAMBDA_PROCESS_H

#include <sys/types.h>

#include "emulator/services/lambda/lambda_launch.h"

struct lambda_process {
    pid_t pid;
    int pidfd;   /* becomes readable when it ends */
    int log_fd;  /* its standard output and error, non-blocking */
    int gate_fd; /* to its stage, where it has programs beside it (extensions); else 0 */
};

/* Starts what lambda_launch_prepare made ready, in a process group of its own. 0, or -1 with AWS's error type and
 * words. */
int lambda_process_start(const struct lambda_launch *launch, struct lambda_process *p, const char **error_type,
                         const char **error);

/* It may begin, where it has a gate: the programs beside it are ready. Their ends are to be expected from now on. */
void lambda_process_begin(const struct lambda_process *p);
void lambda_process_expect_ends(const struct lambda_process *p);

/* Stops it and all of its group between events, and lets them go on. */
void lambda_process_freeze(const struct lambda_process *p);
void lambda_process_thaw(const struct lambda_process *p);

/* Kills it and all of its group. */
void lambda_process_kill(const struct lambda_process *p);

/* Resident bytes of it and its children. */
int64_t lambda_process_memory(pid_t pid);

/* How a program beside it ended that should not have, in AWS's words, by which all of it ends; NULL: none did. Before
 * lambda_process_reap. */
const char *lambda_process_crashed(struct arena *a, const struct lambda_process *p);

/* After pidfd became readable: its end in AWS's words, "exit status 1" or "signal: killed"; closes what it held. */
const char *lambda_process_reap(struct arena *a, struct lambda_process *p);

#endif
