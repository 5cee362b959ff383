/* The paths of the Extensions API, beside those of the Runtime API. */
#ifndef NUBE_LAMBDA_EXTENSION_API_H
#define NUBE_LAMBDA_EXTENSION_API_H

#include "emulator/services/lambda/lambda_extensions.h"
#include "emulator/services/lambda/lambda_server.h"

#define LAMBDA_EXTENSION_PREFIX "/2020-01-01/extension/"
#define LAMBDA_TELEMETRY_PATH   "/2022-07-01/telemetry"
#define LAMBDA_LOGS_PATH        "/2020-08-15/logs"

/* What a registration is answered with, besides. */
struct lambda_extension_host {
    struct span function_name, function_version, handler, account; /* in the arena that was given */
};

/* Called on the Runtime API's thread, without locks. A reply's extension is its place alone: it may be gone. */
struct lambda_extension_ways {
    void (*registers)(struct lambda_endpoint *e, struct span name, const struct doc *body, struct arena *a,
                      struct lambda_extension_host *host, char id[37], struct lambda_extension_reply *reply);

    /* Where its request is parked: 1 and more; 0: it is refused. */
    int (*place)(struct lambda_endpoint *e, struct span id, struct lambda_extension_reply *reply);

    /* It asks for an event, which is sent by lambda_extension_send. False: it is refused. */
    bool (*next)(struct lambda_endpoint *e, int place, struct lambda_extension_reply *reply);
    /* It subscribes to telemetry, by the Telemetry API or the Logs API (`is_logs`). */
    void (*subscribes)(struct lambda_endpoint *e, struct span id, bool is_logs, const struct doc *body,
                       struct lambda_extension_reply *reply);
    void (*fails)(struct lambda_endpoint *e, struct span id, bool is_init, struct span error_type,
                  struct lambda_extension_reply *reply);
};

void lambda_extension_ways_register(const struct lambda_extension_ways *ways);

/* Is the path one of these APIs'? */
bool lambda_extension_has(struct span path);

void lambda_extension_request(struct lambda_connection *c, const struct http_reader *r, struct span body);

/* From any thread: gives the event, JSON, to the extension that is parked there. */
bool lambda_extension_send(struct lambda_endpoint *e, int place, struct span event);

#endif
