/* The data plane's SQL: what a stage needs beside its deployment, and how much keys were used. */
#ifndef NUBE_APIGATEWAY_PLANE_STORE_H
#define NUBE_APIGATEWAY_PLANE_STORE_H

#include "emulator/services/apigateway/apigateway_store.h"

/* A list of { "plan": UsagePlan, "key": ApiKey }: every key of every plan that has this stage. */
struct doc *api_plane_store_plans(struct arena *a, struct db *db, struct span account, struct span region,
                                  struct span api_id, struct span stage);

/* When a stage's caches were flushed: { "authorizers": …, "data": … }; NULL: never. */
struct doc *api_plane_store_flushed(struct arena *a, struct db *db, struct span api_id, struct span stage);

/* A deployment's snapshot; NULL: there is none. */
struct doc *api_plane_store_snapshot(struct arena *a, struct db *db, struct span api_id, struct span deployment_id);

/* A client certificate of an account's; nobody: there is none. */
struct api_client api_plane_store_client(struct arena *a, struct db *db, struct span account, struct span region,
                                         struct span id);

/* Has the account a VPC link of that id, and is it one that can be used? On a reader of its own. */
bool api_plane_store_is_linked(struct span account, struct span region, struct span id);

/* All mappings of custom domain names, of all accounts: { "domain", "base", "api", "stage" }, as a list. A name that
 * has none is there alone. */
struct doc *api_plane_store_domains(struct arena *a, struct db *db);

/* Adds to the requests that a key made under a plan on a day (since 1970). On the writer. */
void api_plane_store_use(struct db *db, struct span plan_id, struct span key_id, int64_t day, int64_t count);

/* The days on which it made some, with how many: a list of { day, used }, in the call's arena. */
struct doc *api_plane_store_days(struct call *c, struct span plan_id, struct span key_id);

/* How many it made from that day on, and which was its first day ever; -1: it made none. On a reader of its own. */
void api_plane_store_used(struct span plan_id, struct span key_id, int64_t from_day, int64_t *used, int64_t *first_day);

#endif
