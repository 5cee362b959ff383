/* Usage plans, the keys that have them, and how much those used.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html */
#ifndef NUBE_APIGATEWAY_USAGE_PLANS_H
#define NUBE_APIGATEWAY_USAGE_PLANS_H

#include "emulator/core/call.h"

/* The plan takes the key (an ApiKey) in. */
void api_usage_plan_take(struct call *c, struct span plan_id, const struct doc *key);

/* No plan has the key any more. */
void api_usage_plans_forget_key(struct call *c, struct span key_id);

int api_create_usage_plan(struct call *c);
int api_get_usage_plan(struct call *c);
int api_get_usage_plans(struct call *c);
int api_update_usage_plan(struct call *c);
int api_delete_usage_plan(struct call *c);
int api_create_usage_plan_key(struct call *c);
int api_get_usage_plan_key(struct call *c);
int api_get_usage_plan_keys(struct call *c);
int api_delete_usage_plan_key(struct call *c);

#endif
