/* API Gateway's rows: an API's definition is one document, a deployment is a copy of it, a stage points to a
 * deployment. */
#ifndef NUBE_APIGATEWAY_STORE_H
#define NUBE_APIGATEWAY_STORE_H

#include "emulator/core/call.h"

/* definition: { "rest": the RestApi's own members, "resources": { ID: { id, parentId, pathPart, path,
 * resourceMethods } } } */
struct api {
    struct span id, account, region;
    int64_t created_ms;
    struct doc *definition;
};

struct api_stage {
    struct span api_id, name, deployment_id, description;
    struct doc *variables;
    int64_t created_ms, updated_ms;
};

/* What a stage serves. */
struct api_deployed {
    struct span account, region, deployment_id;
    struct doc *definition; /* of its deployment */
    struct doc *variables;  /* of the stage, or NULL */
    uint64_t commit;        /* that it was read at: see watch.h */
};

extern const char *const api_schema[];

/* What comes back lies in the call's arena. False: there is none. */
bool api_store_find(struct call *c, struct span id, struct api *api);
void api_store_insert(struct call *c, const struct api *api);
void api_store_update(struct call *c, const struct api *api);
void api_store_delete(struct call *c, struct span id);
struct doc *api_store_ids(struct call *c, struct span after, int64_t count);

void api_store_deployment_insert(struct call *c, const struct api *api, struct span id, struct span description);
bool api_store_deployment_exists(struct call *c, struct span api_id, struct span id);
struct doc *api_store_deployments(struct call *c, struct span api_id); /* of { id, description, createdDate } */

bool api_store_stage_find(struct call *c, struct span api_id, struct span name, struct api_stage *s);
void api_store_stage_put(struct call *c, const struct api_stage *s);
void api_store_stage_delete(struct call *c, struct span api_id, struct span name);
struct doc *api_store_stage_names(struct call *c, struct span api_id);

/* For the data plane, on a reader of its own. */
bool api_store_deployed(struct arena *a, struct span api_id, struct span stage, struct api_deployed *deployed);

#endif
