/* Deployed APIs as requests meet them: compiled once, and kept until something is deployed, or a stage or an API is
 * changed or deleted. */
#ifndef NUBE_APIGATEWAY_LIVE_H
#define NUBE_APIGATEWAY_LIVE_H

#include "emulator/services/apigateway/apigateway_routes.h"
#include "emulator/services/apigateway/apigateway_store.h"

/* What a request needs to know of the stage it came to. */
struct api_live {
    struct span account, region, deployment_id;
    struct doc *variables;          /* of the stage, or NULL */
    struct doc *binary_media_types; /* of the API, or NULL */
};

enum api_found {
    API_NO_STAGE, /* no such API or stage, or it could not be read */
    API_NO_ROUTE, /* none of its resources fits, or none with that method */
    API_ROUTE
};

/* Finds the stage and the method that a request is for. `live` is filled unless there is no stage, `match` when
 * there is a route; both lie in the arena. From any thread, without a reader in hand. */
enum api_found api_live_find(struct arena *a, struct span api_id, struct span stage, struct span method,
                             struct span path, struct api_live *live, struct api_match *match);

/* Before the first request. */
void api_live_start(void);

#endif
