/* API Gateway's rows. Each noun of its API is a document, as the API answers it and in its own member names: a RestApi,
 * a Resource (with its methods, their integrations and responses in it), a Stage. Numbers of milliseconds are its
 * times. A deployment has a copy of its API beside it, which is never changed: the snapshot, one document again:
 *
 *     { "rest": RestApi, "resources": [Resource with resourceMethods], "models": [Model], "requestValidators": [...],
 *       "authorizers": [...], "gatewayResponses": [those that were put], "documentationParts": [...] } */
#ifndef NUBE_APIGATEWAY_STORE_H
#define NUBE_APIGATEWAY_STORE_H

#include "emulator/core/call.h"

/* Who a stage is to servers that want to know: a certificate and its key, PEM; NULL: nobody. */
struct api_client {
    const char *certificate, *key;
};

/* What a stage serves. */
struct api_deployed {
    struct span account, region, deployment_id;
    struct doc *snapshot; /* of its deployment */
    struct doc *stage;    /* Stage */
    struct doc *canary;   /* the snapshot of its canary's deployment; NULL: it has none */
    struct doc *flushed;  /* when its caches were: { "authorizers": …, "data": … }, or NULL */
    struct doc *plans;    /* of its usage plans: see apigateway_plans.h */
    struct api_client client;
    uint64_t commit; /* that it was read at: see watch.h */
};

extern const char *const api_schema[];

/* Documents of the call's account and region, by their kind ("restapi", "stage": see apigateway_nouns.h), owner (the id
 * of the API, the usage plan or the domain name that it is a part of; empty for what stands alone) and id. What comes
 * back lies in the call's arena; NULL: there is none. */
struct doc *api_store_get(struct call *c, const char *kind, struct span owner, struct span id);

/* Inserts it, or writes it anew. */
void api_store_put(struct call *c, const char *kind, struct span owner, struct span id, const struct doc *document);

void api_store_delete(struct call *c, const char *kind, struct span owner, struct span id);

/* All of that kind and owner. */
void api_store_delete_of(struct call *c, const char *kind, struct span owner);

/* Those whose ids come behind `after` (absent: all), in the order of the ids, `limit` at most; -1: all. */
struct doc *api_store_list(struct call *c, const char *kind, struct span owner, struct span after, int64_t limit);

/* Has any account a document of that kind and id? For ids that are a part of an address. */
bool api_store_is_taken(struct call *c, const char *kind, struct span id);

/* The domain names, "a.test, b.test", that have the API mapped, or that stage of it; absent: none has. */
struct span api_store_mapped(struct call *c, struct span api_id, struct span stage);

/* Has the call's account and region an API key with that value? */
bool api_store_key_with(struct call *c, struct span value);

void api_store_snapshot_put(struct call *c, struct span api_id, struct span deployment_id, const struct doc *snapshot);
struct doc *api_store_snapshot(struct call *c, struct span api_id, struct span deployment_id);
void api_store_snapshot_delete(struct call *c, struct span api_id, struct span deployment_id);
void api_store_snapshot_delete_of(struct call *c, struct span api_id);

/* For the data plane, on a reader of its own. False: there is no such API or stage. */
bool api_store_deployed(struct arena *a, struct span api_id, struct span stage, struct api_deployed *deployed);

#endif
