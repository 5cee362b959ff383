/* Stages: what of an API is served, and how. */
#ifndef NUBE_APIGATEWAY_STAGES_H
#define NUBE_APIGATEWAY_STAGES_H

#include "emulator/core/call.h"

/* The stage serves the deployment from now on, or its canary does, as CreateDeployment's input says; it is made where
 * it is not there. 0, or -1 with the fault. */
int api_stage_deploy(struct call *c, struct span name, struct span deployment_id);

/* AWS: a stage that a usage plan has cannot go, nor can its API. An empty stage is any of the API's. */
int api_stages_unplanned_check(struct call *c, struct span api_id, struct span stage);

int api_create_stage(struct call *c);
int api_get_stage(struct call *c);
int api_get_stages(struct call *c);
int api_update_stage(struct call *c);
int api_delete_stage(struct call *c);
int api_flush_stage_cache(struct call *c);
int api_flush_stage_authorizers_cache(struct call *c);

#endif
