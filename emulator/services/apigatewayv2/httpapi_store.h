/* HTTP APIs' rows: each noun is a document, as the API answers it (core/documents.h). A deployment has a copy of its
 * API beside it, which is never changed: the snapshot, one document again:
 *
 *     { "api": Api, "routes": [Route], "integrations": [Integration], "authorizers": [Authorizer] } */
#ifndef NUBE_HTTPAPI_STORE_H
#define NUBE_HTTPAPI_STORE_H

#include "emulator/core/call.h"
#include "emulator/core/documents.h"

extern const char *const httpapi_schema[];
/* Kinds of documents; all but APIs have the API's id for their owner. */
#define HTTPAPI_API         "Api"
#define HTTPAPI_ROUTE       "Route"
#define HTTPAPI_INTEGRATION "Integration"
#define HTTPAPI_AUTHORIZER  "Authorizer"
#define HTTPAPI_STAGE       "Stage"
#define HTTPAPI_DEPLOYMENT  "Deployment"

extern const struct documents httpapi_documents;

/* Has any account an API of that id? It is a part of an address. */
bool httpapi_store_is_taken(struct call *c, struct span id);

/* Those parts of the API that the call's ApiId names: one, or all. */
struct doc *httpapi_store_part(struct call *c, const char *kind, struct span id);
struct doc *httpapi_store_parts(struct call *c, const char *kind);
void httpapi_store_part_put(struct call *c, const char *kind, struct span id, const struct doc *document);

void httpapi_store_snapshot_put(struct call *c, struct span api_id, struct span deployment_id,
                                const struct doc *snapshot);
struct doc *httpapi_store_snapshot(struct call *c, struct span api_id, struct span deployment_id); /* NULL: none */
void httpapi_store_snapshot_remove(struct call *c, struct span api_id, struct span deployment_id);
void httpapi_store_snapshots_remove(struct call *c, struct span api_id);

/* An API as it is served: of which account and region, what its stages are, and what each of them deploys. */
struct httpapi_stored {
    struct span account, region;
    struct doc *stages;    /* list of Stage */
    struct doc *snapshots; /* map: of their deployments, by deployment id */
    uint64_t commit;       /* that it was read at: see watch.h */
};

/* For the data plane, on a reader of its own. False: there is no such API. */
bool httpapi_store_served(struct arena *a, struct span api_id, struct httpapi_stored *stored);

#endif
