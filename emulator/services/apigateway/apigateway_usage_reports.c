/* Handlers of usage: of each day, { used, left of the quota at its end }. What stages count comes a moment later. */
#include "emulator/services/apigateway/apigateway_usage_reports.h"

#include "emulator/base/times.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"
#include "emulator/services/apigateway/apigateway_plane_store.h"
#include "emulator/services/apigateway/apigateway_usage.h"

#define DAYS_MAX 90

/* --- days --------------------------------------------------------------------------------------------------------- */

/* "2026-12-01" as a day since 1970. */
static bool day_of(struct call *c, struct span date, int64_t *day)
{
    int64_t ms;

    if (date.size != 10 || !time_parse_iso8601(arena_format(&c->arena, "%.*sT00:00:00Z", SPAN_ARG(date)), &ms))
        return false;
    *day = ms / API_DAY_MS;
    return true;
}

static int days_require(struct call *c, int64_t *first, int64_t *last)
{
    if (!day_of(c, doc_get_str(c->in, "startDate"), first) || !day_of(c, doc_get_str(c->in, "endDate"), last))
        return fault(c, &apigateway_bad_request, "Usage Plan usage date must be in the form YYYY-MM-DD");
    if (*first > *last)
        return fault(c, &apigateway_bad_request, "Usage Plan usage start date must not be behind its end date");
    if (*last - *first < DAYS_MAX) return 0;
    return fault(c, &apigateway_bad_request, "Usage Plan usage date range must not exceed %d days", DAYS_MAX);
}

static struct span date_text(struct call *c, int64_t day)
{
    return span_sub(time_iso8601(&c->arena, day * API_DAY_MS), 0, 10);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static int64_t used_on(const struct doc *days, int64_t day)
{
    for (size_t i = 0; i < doc_count(days); i++)
        if (doc_get_int(doc_at(days, i), "day", 0) == day) return doc_get_int(doc_at(days, i), "used", 0);
    return 0;
}

/* What is left on that day's evening; 0 where the plan has no quota. */
static int64_t left_on(const struct doc *plan, const struct doc *days, int64_t day)
{
    const struct doc *quota = doc_get(plan, "quota");
    enum api_period period = api_plans_period(doc_get_str(quota, "period"));
    int64_t left = doc_get_int(quota, "limit", 0);

    if (!quota) return 0;
    for (int64_t d = api_usage_period(period, day * API_DAY_MS); d <= day; d++) left -= used_on(days, d);
    return left > 0 ? left : 0;
}

static struct doc *usage_of(struct call *c, const struct doc *plan, struct span key_id, int64_t first, int64_t last)
{
    struct doc *out = doc_list(&c->arena), *days = api_plane_store_days(c, doc_get_str(plan, "id"), key_id);

    for (int64_t day = first; day <= last; day++) {
        struct doc *pair = doc_list(&c->arena);
        doc_append(pair, doc_int(&c->arena, used_on(days, day)));
        doc_append(pair, doc_int(&c->arena, left_on(plan, days, day)));
        doc_append(out, pair);
    }
    return out;
}

static void usage_answer(struct call *c, const struct doc *plan, int64_t first, int64_t last)
{
    doc_put_str(c->out, "usagePlanId", doc_get_str(plan, "id"));
    doc_put_str(c->out, "startDate", date_text(c, first));
    doc_put_str(c->out, "endDate", date_text(c, last));
}

/* Of all keys of the plan, or of one: a page of them. */
int api_get_usage(struct call *c)
{
    struct span key = doc_get_str(c->in, "keyId");
    struct doc *plan, *keys, *asked = doc_list(&c->arena), *items;
    int64_t first = 0, last = 0;

    if (api_noun_require(c, &api_noun_usage_plan, &plan) || days_require(c, &first, &last)) return -1;
    keys = api_noun_all(c, &api_noun_usage_plan_key);
    for (size_t i = 0; i < doc_count(keys); i++)
        if (!key.data || span_eq(doc_get_str(doc_at(keys, i), "id"), key)) doc_append(asked, doc_at(keys, i));
    if (api_noun_page(c, &api_noun_usage_plan_key, asked)) return -1;
    asked = doc_get(c->out, "items");
    items = doc_put_map(c->out, "items");
    for (size_t i = 0; i < doc_count(asked); i++) {
        struct span id = doc_get_str(doc_at(asked, i), "id");
        doc_put_span(items, id, usage_of(c, plan, id, first, last));
    }
    usage_answer(c, plan, first, last);
    return 0;
}

/* --- changing ----------------------------------------------------------------------------------------------------- */

struct change {
    char plan[64], key[64];
    int64_t count;
};

static void change_count(void *value)
{
    const struct change *change = value;

    api_usage_change(span_of(change->plan), span_of(change->key), change->count);
}

/* What is left is a matter of what was used today. */
static int remaining_set(struct api_patch *p)
{
    struct call *c = p->c;
    struct span plan_id = doc_get_str(p->document, "id"), key_id = doc_get_str(c->in, "keyId");
    int64_t today = c->now_ms / API_DAY_MS, wanted;
    struct change change = { .count = 0 };

    if (!span_int(p->value, &wanted) || wanted < 0)
        return fault(c, &apigateway_bad_request, "Usage Plan remaining quota must be a number that is not negative");
    if (!doc_get(p->document, "quota"))
        return fault(c, &apigateway_bad_request, "Usage Plan %.*s has no quota", SPAN_ARG(plan_id));
    change.count = left_on(p->document, api_plane_store_days(c, plan_id, key_id), today) - wanted;
    api_plane_store_use(c->db, plan_id, key_id, today, change.count);
    memcpy(change.plan, plan_id.data, plan_id.size < 63 ? plan_id.size : 63);
    memcpy(change.key, key_id.data, key_id.size < 63 ? key_id.size : 63);
    call_after_commit(c, change_count, &change, sizeof change);
    return 0;
}

int api_update_usage(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/remaining", PATCH_REPLACE, PATCH_INTEGER, remaining_set },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };
    int64_t today = c->now_ms / API_DAY_MS;
    struct doc *plan, *key, *items;

    if (api_noun_require(c, &api_noun_usage_plan, &plan) || api_noun_require(c, &api_noun_usage_plan_key, &key) ||
        api_patch(c, &rules, plan))
        return -1;
    items = doc_put_map(c->out, "items");
    doc_put_span(items, doc_get_str(key, "id"), usage_of(c, plan, doc_get_str(key, "id"), today, today));
    usage_answer(c, plan, today, today);
    return 0;
}
