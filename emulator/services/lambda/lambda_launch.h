/* What a function's process is started with: its program, its arguments, its environment. */
#ifndef NUBE_LAMBDA_LAUNCH_H
#define NUBE_LAMBDA_LAUNCH_H

#include "emulator/services/lambda/lambda_function.h"

struct lambda_credentials {
    char access_key_id[64], secret[64], token[512];
    int64_t expires_ms;
};

/* Where a process finds its things: AWS's places, or this machine's folders where it cannot have those. */
struct lambda_places {
    const char *task;    /* its code: /var/task on AWS */
    const char *runtime; /* the runtime's client: /var/runtime */
    const char *opt;     /* its layers: /opt */
};

#define LAMBDA_GATE 3

struct lambda_launch {
    const struct lambda_function *function;
    const char *folder; /* the unpacked package, or code in place */
    int port;           /* its Runtime API */
    const char *log_stream;
    bool is_provisioned; /* it is kept ready, before anybody asks */
    bool has_gate;       /* it begins when lambda_process_begin says so; its stage has the socket at LAMBDA_GATE */
    const struct lambda_credentials *credentials;
    const char *layers; /* the folder of its layers, or NULL: it has none */
    const char *wrap;   /* the command that it runs under, or NULL */

    /* By lambda_launch_prepare. */
    const char *clients; /* the runtime clients' folder */
    int64_t group;       /* the control group that it enters; 0: none */
    struct lambda_places places;
    const char **arguments; /* the program first; NULL ends it */
    char **variables;
};

/* Finds the program and makes the rest, in `a`. May ask an interpreter for its version, so it is called without locks.
 * 0, or -1 with AWS's error type and words. */
int lambda_launch_prepare(struct lambda_launch *l, struct arena *a, const char **error_type, const char **error);

#endif
