/* Parts of a Stage's document, and their checks: what CreateStage, CreateDeployment and UpdateStage have in common. */
#ifndef NUBE_APIGATEWAY_STAGE_PARTS_H
#define NUBE_APIGATEWAY_STAGE_PARTS_H

#include "emulator/core/call.h"

/* The checks give 0, or -1 with BadRequestException. */
int api_stage_name_check(struct call *c, struct span name);

/* Names and values of stage variables, those of a canary, too; and their number. */
int api_stage_variables_check(struct call *c, const struct doc *variables);

/* How many a stage has. AWS: 100 at most. */
int api_stage_variables_count_check(struct call *c, const struct doc *variables);

/* A canary's share of the traffic: 0 to 100. */
int api_stage_percent_check(struct call *c, const struct doc *percent);

/* Switches the stage's cache on or off: its size is 0.5 unless it has one. */
void api_stage_cache_put(struct doc *stage, bool is_enabled);

/* The stage's canarySettings, made of what AWS begins with where there are none: its deployment, no traffic. */
struct doc *api_stage_canary(struct call *c, struct doc *stage);

#endif
