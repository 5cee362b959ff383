/* The Lambda Runtime API, by which a function's process takes events and gives results.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 *
 * Each process has a port of its own, so that a request tells whose it is. Ports come in listeners of
 * PORTS_PER_LISTENER, each with a thread for every port, since `next` waits by nature; a listener starts when the ports
 * before it are all in use, and stays. */
#ifndef NUBE_LAMBDA_RUNTIME_API_H
#define NUBE_LAMBDA_RUNTIME_API_H

#include "emulator/base/arena.h"

struct lambda_next {
    const char *request_id, *function_arn, *trace_id;
    int64_t deadline_ms;
    struct span payload;
};

/* Who has the processes; `port` is the one that a request came to, and each process has its own. */
struct lambda_runtime {
    /* Waits for the next event of the process; copies go into `a`. False when it is not wanted any more. */
    bool (*next)(int port, struct arena *a, struct lambda_next *event);

    /* The process's answer. False when it has no such request. */
    bool (*respond)(int port, struct span request_id, struct span payload, bool is_error);

    /* The process could not start. */
    void (*init_error)(int port, struct span payload);
};

/* Before the first port is taken. */
void lambda_runtime_register(const struct lambda_runtime *runtime);

/* A port for a new process; 0 when no listener could be started. */
int lambda_runtime_port_take(void);
void lambda_runtime_port_give(int port);

#endif
