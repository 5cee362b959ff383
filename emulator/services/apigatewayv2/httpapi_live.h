/* HTTP APIs as requests meet them: read and compiled once, and kept until one is changed. */
#ifndef NUBE_HTTPAPI_LIVE_H
#define NUBE_HTTPAPI_LIVE_H

#include "emulator/core/routes.h"
#include "emulator/services/apigatewayv2/httpapi_store.h"

struct httpapi_stage {
    struct span name;
    const struct doc *document; /* Stage */
    const struct doc *snapshot; /* of its deployment */
    struct routes routes;
    const struct doc *fallback; /* the route $default, or NULL */
    struct httpapi_stage *next;
};

/* Nothing of it changes, so that any thread may read it while it is taken. */
struct httpapi_live {
    bool is_there; /* is there such an API? If not there is nothing else */
    struct span id, account, region;
    struct httpapi_stage *stages;
};

struct kept;

/* The API of that id, to be given back by kept_release; NULL: it is none of ours, or could not be read. From any
 * thread, without a reader in hand. */
struct kept *httpapi_live_take(struct span api_id, const struct httpapi_live **live);

/* NULL: it has none of that name. */
const struct httpapi_stage *httpapi_live_stage(const struct httpapi_live *live, struct span name);

/* Parts of what a stage serves, by their id; NULL: there is none. */
const struct doc *httpapi_live_part(const struct httpapi_stage *stage, const char *parts, const char *id_member,
                                    struct span id);

/* Before the first request. */
void httpapi_live_start(void);

#endif
