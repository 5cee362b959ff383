/* The order of what tells a lifetime: s-maxage, max-age, Expires, and the default where there is none of them; held
 * within the minimum and the maximum. */
#include "emulator/services/cloudfront/cloudfront_freshness.h"

#include "emulator/base/times.h"
#include "emulator/services/cloudfront/cloudfront_cache_control.h"

struct span cloudfront_head_find(const struct cloudfront_answer_head *head, const char *name)
{
    for (size_t i = 0; i < head->header_count; i++)
        if (span_is_nocase(head->headers[i].name, name)) return head->headers[i].value;
    return (struct span){ NULL, 0 };
}

bool cloudfront_is_error(int status)
{
    return status >= 400;
}

static struct cloudfront_cache_control cache_control_of(const struct cloudfront_answer_head *head)
{
    struct cloudfront_cache_control cc;

    cloudfront_cache_control_begin(&cc);
    for (size_t i = 0; i < head->header_count; i++)
        if (span_is_nocase(head->headers[i].name, "Cache-Control"))
            cloudfront_cache_control_add(&cc, head->headers[i].value);
    return cc;
}

static int64_t at_most(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t at_least(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* A date that cannot be read is in the past (RFC 9111, section 5.3). */
static int64_t expires_seconds(struct span expires, int64_t now_ms)
{
    int64_t ms;

    if (!time_parse_http(span_trim(expires), &ms) || ms <= now_ms) return 0;
    return (ms - now_ms) / 1000;
}

/* -1: the answer tells none. */
static int64_t told_seconds(const struct cloudfront_answer_head *head, const struct cloudfront_cache_control *cc,
                            int64_t now_ms)
{
    struct span expires = cloudfront_head_find(head, "Expires");

    if (cc->s_maxage >= 0) return cc->s_maxage;
    if (cc->max_age >= 0) return cc->max_age;
    return expires.data ? expires_seconds(expires, now_ms) : -1;
}

/* How old it was when it came, where a cache stands before the origin. */
static int64_t age_seconds(const struct cloudfront_answer_head *head)
{
    int64_t age;

    return span_int(span_trim(cloudfront_head_find(head, "Age")), &age) && age > 0
               ? at_most(age, CLOUDFRONT_SECONDS_MAX)
               : 0;
}

/* --- errors ------------------------------------------------------------------------------------------------------- */

static bool is_always_kept(int status)
{
    return status == 404 || status == 405 || status == 414 || (status >= 500 && status <= 504);
}

/* Only with a lifetime of their own. */
static bool is_kept_when_told(int status)
{
    return status == 400 || status == 403 || status == 412 || status == 415;
}

static struct cloudfront_life error_life(int status, const struct cloudfront_cache_control *cc, int64_t error_seconds)
{
    int64_t told = cc->s_maxage >= 0 ? cc->s_maxage : cc->max_age, seconds = at_least(told, error_seconds);
    bool is_kept = seconds > 0 && (is_always_kept(status) || (is_kept_when_told(status) && told >= 0));

    return (struct cloudfront_life){
        .is_kept = is_kept, .is_shared = is_kept, .asks_plainly = true, .fresh_ms = is_kept ? seconds * 1000 : 0
    };
}

/* --- the rest ----------------------------------------------------------------------------------------------------- */

static bool is_cacheable(const struct cloudfront_answer_head *head, const struct cloudfront_cache_control *cc)
{
    switch (head->status) {
    case 200:
    case 203:
    case 204:
    case 300:
    case 301:
    case 302:
    case 303: return true;
    case 307:
    case 308: return cc->max_age >= 0 || cc->s_maxage >= 0; /* AWS: only with a Cache-Control */
    default: return false;
    }
}

static bool varies_by_all(const struct cloudfront_answer_head *head)
{
    return span_is(span_trim(cloudfront_head_find(head, "Vary")), "*");
}

static int64_t fresh_seconds(const struct cloudfront_answer_head *head, const struct cloudfront_cache_control *cc,
                             const struct cloudfront_ttls *ttls, int64_t now_ms)
{
    bool is_refused = cc->no_store || cc->no_cache || cc->is_private;
    int64_t told = told_seconds(head, cc, now_ms);

    if (is_refused) return ttls->min_seconds;
    if (told < 0) return at_least(ttls->default_seconds, ttls->min_seconds);
    told = at_least(told - age_seconds(head), 0);
    return at_least(at_most(told, ttls->max_seconds), ttls->min_seconds);
}

/* AWS: an object that is there is served where the origin fails, unless stale-if-error says how long; RFC 9111,
 * section 5.2.2: not where it must be asked for. */
static int64_t if_error_ms(const struct cloudfront_cache_control *cc)
{
    if (cc->must_revalidate || cc->proxy_revalidate) return 0;
    return cc->stale_if_error < 0 ? -1 : cc->stale_if_error * 1000;
}

/* With a minimum of 0 what is not to be stored is not; what is to be asked for each time is stored and asked for. */
struct cloudfront_life cloudfront_life_of(const struct cloudfront_answer_head *head, const struct cloudfront_ttls *ttls,
                                          int64_t error_seconds, int64_t now_ms)
{
    struct cloudfront_cache_control cc = cache_control_of(head);
    struct cloudfront_life life = { .is_kept = false };
    bool is_patient = !cc.must_revalidate && !cc.proxy_revalidate;

    if (cloudfront_is_error(head->status)) return error_life(head->status, &cc, error_seconds);
    if (!is_cacheable(head, &cc) || ttls->max_seconds == 0) return life;
    if (!ttls->min_seconds && (cc.no_store || cc.is_private)) return life;
    life.is_kept = true;
    life.asks_plainly = !ttls->min_seconds && varies_by_all(head);
    life.fresh_ms = life.asks_plainly ? 0 : fresh_seconds(head, &cc, ttls, now_ms) * 1000;
    life.is_shared = life.fresh_ms > 0;
    life.revalidate_ms =
        is_patient && cc.stale_while_revalidate > 0 && !cc.no_cache ? cc.stale_while_revalidate * 1000 : 0;
    life.if_error_ms = if_error_ms(&cc);
    return life;
}
