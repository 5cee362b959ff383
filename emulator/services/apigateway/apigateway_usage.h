/* How much API keys are used under their plans: counted as requests come, written soon after, and held to the plans'
 * quotas. */
#ifndef NUBE_APIGATEWAY_USAGE_H
#define NUBE_APIGATEWAY_USAGE_H

#include "emulator/services/apigateway/apigateway_plans.h"

#define API_DAY_MS INT64_C(86400000)

/* Counts a request of the key. False: the plan's quota is used up, and it does not count. From any thread, without a
 * reader in hand. AWS: days, weeks (from Sunday on) and months are UTC's. */
bool api_usage_take(const struct api_plan_key *key, int64_t now_ms);

/* So many more were used, or fewer, than were counted: for who changed what is written. */
void api_usage_change(struct span plan_id, struct span key_id, int64_t count);

/* The first day (since 1970) of the period that the time is in. */
int64_t api_usage_period(enum api_period period, int64_t now_ms);

/* Before the store is emptied. */
void api_usage_reset(void);

#endif
