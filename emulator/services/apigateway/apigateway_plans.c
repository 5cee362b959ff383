/* Sorted by value. */
#include "emulator/services/apigateway/apigateway_plans.h"

#include <stdlib.h>

static const struct doc *stage_of(const struct doc *plan, struct span api_id, struct span stage)
{
    const struct doc *stages = doc_get(plan, "apiStages");

    for (size_t i = 0; i < doc_count(stages); i++) {
        const struct doc *one = doc_at(stages, i);
        if (span_eq(doc_get_str(one, "apiId"), api_id) && span_eq(doc_get_str(one, "stage"), stage)) return one;
    }
    return NULL;
}

enum api_period api_plans_period(struct span name)
{
    return span_is(name, "DAY")     ? API_PERIOD_DAY
           : span_is(name, "WEEK")  ? API_PERIOD_WEEK
           : span_is(name, "MONTH") ? API_PERIOD_MONTH
                                    : API_PERIOD_NONE;
}

static const struct api_plan *plan_read(struct arena *a, const struct doc *plan, const struct doc *stage)
{
    const struct doc *quota = doc_get(plan, "quota");
    struct api_plan *p = ARENA_NEW(a, struct api_plan);

    *p = (struct api_plan){ .id = doc_get_str(plan, "id"),
                            .throttle = api_throttle_read(doc_get(plan, "throttle")),
                            .method_throttles = doc_get(stage, "throttle"),
                            .period = api_plans_period(doc_get_str(quota, "period")),
                            .quota = doc_get_int(quota, "limit", 0),
                            .offset = doc_get_int(quota, "offset", 0) };
    return p;
}

static int by_value(const void *a, const void *b)
{
    const struct api_plan_key *x = a, *y = b;

    return span_compare(x->value, y->value);
}

void api_plans_compile(struct arena *a, const struct doc *rows, struct span api_id, struct span stage,
                       struct api_plans *plans)
{
    *plans = (struct api_plans){ ARENA_ARRAY(a, struct api_plan_key, doc_count(rows) + 1), 0 };
    for (size_t i = 0; i < doc_count(rows); i++) {
        const struct doc *plan = doc_get(doc_at(rows, i), "plan"), *key = doc_get(doc_at(rows, i), "key");
        const struct doc *of = stage_of(plan, api_id, stage);
        if (of)
            plans->keys[plans->count++] =
                (struct api_plan_key){ doc_get_str(key, "value"), doc_get_str(key, "id"),
                                       doc_get_bool(key, "enabled", false), plan_read(a, plan, of) };
    }
    qsort(plans->keys, plans->count, sizeof *plans->keys, by_value);
}

const struct api_plan_key *api_plans_find(const struct api_plans *plans, struct span value)
{
    struct api_plan_key wanted = { .value = value }, *key;

    if (!value.size || !plans->count) return NULL;
    key = bsearch(&wanted, plans->keys, plans->count, sizeof *plans->keys, by_value);
    return key && key->is_enabled ? key : NULL;
}

struct api_throttle api_plan_throttle(const struct api_plan *plan, struct span resource_path, struct span method)
{
    for (size_t i = 0; i < doc_count(plan->method_throttles); i++) {
        const struct doc_member *m = &plan->method_throttles->map.members[i];
        size_t end = m->name.size > method.size ? m->name.size - method.size - 1 : 0;
        struct span path = span_sub(m->name, 0, end);
        if (m->name.size <= method.size || m->name.data[end] != '/') continue;
        if (!span_eq(span_sub(m->name, end + 1, SIZE_MAX), method)) continue;
        if (span_eq(path, resource_path) || (span_is(resource_path, "/") && !path.size))
            return api_throttle_read(m->value);
    }
    return (struct api_throttle){ -1, -1 };
}
