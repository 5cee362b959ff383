/* The Lambda Runtime API, by which a function's process takes events and gives results.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 *
 * Whoever has the processes registers what it does with their requests; nothing here waits for it, and it waits for
 * nothing here. */
#ifndef NUBE_LAMBDA_RUNTIME_API_H
#define NUBE_LAMBDA_RUNTIME_API_H

#include "emulator/services/lambda/lambda_server.h"

struct lambda_next {
    const char *request_id, *trace_id;
    struct span function_arn;
    struct span client_context, cognito_identity; /* JSON; absent: none */
    int64_t deadline_ms;
    struct span payload;
};

enum lambda_taken { LAMBDA_TAKEN, LAMBDA_NOT_ITS_REQUEST, LAMBDA_NOT_ITS_TURN };

/* What a process says of an invocation's end. */
struct lambda_answer {
    struct span request_id;
    struct span payload;
    struct span error_type; /* as the process names it; absent: it does not */
    bool is_error, is_too_large;
};

/* Called on the Runtime API's thread, without locks; each takes a moment. */
struct lambda_runtime {
    /* The process asks for an event: it is given one by lambda_runtime_send, now or later. When that, or what follows,
     * is not taken, `state` is what the process is in, in the API's own words. */
    enum lambda_taken (*next)(struct lambda_endpoint *e, const char **state);

    /* The process's answer begins: is somebody there who takes it piece by piece? Then `piece` gives each, false when
     * no more is wanted until lambda_endpoint_go_on; `respond` ends it, without a payload but an error's; or the
     * answer breaks off. */
    bool (*begin)(struct lambda_endpoint *e, struct span request_id, struct span content_type);
    bool (*piece)(struct lambda_endpoint *e, struct span piece);
    void (*broken)(struct lambda_endpoint *e);

    /* The process's answer. */
    enum lambda_taken (*respond)(struct lambda_endpoint *e, const struct lambda_answer *answer, const char **state);

    /* The process could not start. */
    enum lambda_taken (*init_error)(struct lambda_endpoint *e, struct span error_type, struct span payload,
                                    const char **state);
};

/* Before the first endpoint is opened. */
void lambda_runtime_register(const struct lambda_runtime *runtime);

/* The Runtime API of a new process; NULL when there is no port left. */
struct lambda_endpoint *lambda_runtime_open(void *owner);

/* From any thread: gives the event to the process, which has asked for it. False: its connection is gone, and it will
 * ask again, or end. */
bool lambda_runtime_send(struct lambda_endpoint *e, const struct lambda_next *event);

#endif
