/* The API keys that a stage takes, by the usage plans that it belongs to.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html */
#ifndef NUBE_APIGATEWAY_PLANS_H
#define NUBE_APIGATEWAY_PLANS_H

#include "emulator/services/apigateway/apigateway_settings.h"

enum api_period { API_PERIOD_NONE, API_PERIOD_DAY, API_PERIOD_WEEK, API_PERIOD_MONTH };

struct api_plan {
    struct span id;
    struct api_throttle throttle;
    const struct doc *method_throttles; /* of this stage: by "/PATH/METHOD"; or NULL */
    enum api_period period;
    int64_t quota, offset; /* requests a period; fewer by the offset in the first one */
};

struct api_plan_key {
    struct span value, id;
    bool is_enabled;
    const struct api_plan *plan;
};

/* Keys by their values. */
struct api_plans {
    struct api_plan_key *keys;
    size_t count;
};

/* "DAY", "WEEK" or "MONTH". */
enum api_period api_plans_period(struct span name);

/* From rows of { "plan": UsagePlan, "key": ApiKey }, as a list; it must last as long as the plans, which lie in the
 * arena. */
void api_plans_compile(struct arena *a, const struct doc *rows, struct span api_id, struct span stage,
                       struct api_plans *plans);

/* The key of that value; NULL: the stage has none, or none that is enabled. */
const struct api_plan_key *api_plans_find(const struct api_plans *plans, struct span value);

/* What a plan says of a method alone. */
struct api_throttle api_plan_throttle(const struct api_plan *plan, struct span resource_path, struct span method);

#endif
