/* Deployed APIs as requests meet them: read and compiled once, and kept until something is deployed, or a stage or
 * an API is changed or deleted. */
#ifndef NUBE_APIGATEWAY_LIVE_H
#define NUBE_APIGATEWAY_LIVE_H

#include "emulator/core/routes.h"
#include "emulator/services/apigateway/apigateway_compiled.h"
#include "emulator/services/apigateway/apigateway_metrics.h"
#include "emulator/services/apigateway/apigateway_plans.h"
#include "emulator/services/apigateway/apigateway_refusals.h"
#include "emulator/services/apigateway/apigateway_store.h"

struct kept;

/* A stage and what it serves. Nothing of it changes, so that any thread may read it while it is taken. */
struct api_live {
    struct arena *arena; /* which all of it lies in */
    struct kept *kept;   /* what is taken with it; NULL: a canary, or one of a trial's own */
    struct span api_id, stage_name, account, region, deployment_id;
    const struct doc *rest;      /* RestApi */
    const struct doc *stage;     /* Stage */
    const struct doc *variables; /* of the stage, or NULL */
    struct routes routes;
    struct api_methods methods;
    struct api_plans plans;
    const struct policy *policy; /* the API's own; NULL: it has none */
    struct api_metrics metrics;
    struct api_client client;                         /* who it is to servers */
    int64_t authorizers_flushed_ms, cache_flushed_ms; /* what was kept before counts no more; 0: all does */
    const struct api_live *canary;                    /* what some of the requests get; NULL: none do */
    double canary_percent;
    struct api_put_refusals refusals; /* that were put */
};

/* The stage itself, or its canary, as chance has it. What was taken stays what is given back. */
const struct api_live *api_live_choose(const struct api_live *live);

/* The method that a match found. */
const struct api_method *api_live_method(const struct api_live *live, const struct routes_match *match);

/* Compiles what was read into a stage of its own, for tests: all but its plans. The arena is the stage's. */
void api_live_compile(struct api_live *live, const struct doc *snapshot, struct doc *stage);

/* The stage; NULL when there is no such API or stage, or it could not be read. It stays until it is given back,
 * whatever becomes of the stage. From any thread, without a reader in hand. */
const struct api_live *api_live_take(struct span api_id, struct span stage);
void api_live_give(const struct api_live *live);

/* Before the first request. */
void api_live_start(void);

#endif
