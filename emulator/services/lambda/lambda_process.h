/* A function's process: starting it, watching its memory, ending it. */
#ifndef NUBE_LAMBDA_PROCESS_H
#define NUBE_LAMBDA_PROCESS_H

#include <sys/types.h>

#include "emulator/services/lambda/lambda_launch.h"

struct lambda_process {
    pid_t pid;
    int pidfd;     /* becomes readable when it ends */
    int log_fd;    /* its standard output and error, non-blocking */
    int64_t group; /* its control group, or 0 */
    int gate_fd;   /* to its stage, where it has programs beside it (extensions); else 0 */
};

/* Starts what lambda_launch_prepare made ready, in a process group of its own. 0, or -1 with AWS's error type and
 * words. */
int lambda_process_start(const struct lambda_launch *launch, struct lambda_process *p, const char **error_type,
                         const char **error);

/* How one of its programs ended, as its stage tells by the gate (lambda_stage.c). */
struct lambda_process_end {
    int status;     /* as waitpid gives it */
    char name[128]; /* the extension's; empty: the function */
};

/* It may begin, where it has a gate: the programs beside it are ready. */
void lambda_process_begin(const struct lambda_process *p);

/* Stops it and all of its group between events, and lets them go on. */
void lambda_process_freeze(const struct lambda_process *p);
void lambda_process_thaw(const struct lambda_process *p);

/* Asks the function alone to end, by SIGTERM, and kills it alone. */
void lambda_process_terminate(const struct lambda_process *p);
void lambda_process_kill_function(const struct lambda_process *p);

/* Kills it and all of its group. */
void lambda_process_kill(const struct lambda_process *p);

/* Resident bytes of it and its children. */
int64_t lambda_process_memory(pid_t pid);

/* The next end that its gate tells. False: there is none now; *is_closed: nor will there be. */
bool lambda_process_hear(const struct lambda_process *p, struct lambda_process_end *end, bool *is_closed);

/* An end in AWS's words, "exit status 1" or "signal: killed". */
const char *lambda_process_words(struct arena *a, int status);

/* After pidfd became readable: its end in AWS's words; closes what it held. *is_out_of_memory: the kernel has ended it
 * for that. */
const char *lambda_process_reap(struct arena *a, struct lambda_process *p, bool *is_out_of_memory);

#endif
