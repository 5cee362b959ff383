/*                 fresh ──────────────────────────────▶ Hit
 *   the cache? ─┬─ stale, one asks meanwhile ─────────▶ Hit
 *               └─ the origin? ─┬─ it still holds ────▶ RefreshHit
 *                               ├─ it fails, and may be served stale ─▶ Hit
 *                               ├─ kept: others who waited have it, too ─▶ Miss, or Error
 *                               └─ not kept: as it comes ─▶ Miss, or Error
 *
 * A body is never waited for: who serves an object sends what has come of it. */
#include "emulator/services/cloudfront/cloudfront_content.h"

#include "emulator/base/clock.h"
#include "emulator/services/cloudfront/cloudfront_aside.h"
#include "emulator/services/cloudfront/cloudfront_deliver.h"
#include "emulator/services/cloudfront/cloudfront_kept.h"
#include "emulator/services/cloudfront/cloudfront_origin.h"
#include "emulator/services/cloudfront/cloudfront_paths.h"
#include "emulator/services/cloudfront/cloudfront_place.h"
#include "emulator/services/cloudfront/cloudfront_tee.h"

#define MILLISECONDS 1000

/* One look for something. */
struct look {
    struct cloudfront_visit *v;
    struct cloudfront_cache_key key;
    struct cloudfront_cache_found found;
    int64_t now_ms;
    bool caches;  /* answers are kept, beside errors */
    bool is_part; /* the origin was asked for a part */
};

static bool keeps(const struct cloudfront_visit *v)
{
    return v->behavior->ttls.max_seconds > 0;
}

static const char *result_of(int status, const char *otherwise)
{
    return cloudfront_is_error(status) ? "Error" : otherwise;
}

/* --- errors ------------------------------------------------------------------------------------------------------- */

/* A page for it is asked for as a viewer would; the answer has the status that is wanted. False: there is none. */
static bool error_page_serve(struct cloudfront_visit *v, const struct cloudfront_error_rule *rule)
{
    struct cloudfront_visit page = *v;
    struct http_response *response = v->c->response;

    page.request.path = rule->page;
    page.request.query = (struct span){ NULL, 0 };
    page.request.body = (struct span){ NULL, 0 };
    page.request.stream = NULL;
    if (!(v->method & (CLOUDFRONT_GET | CLOUDFRONT_HEAD))) {
        page.request.method = SPAN("GET");
        page.method = CLOUDFRONT_GET;
    }
    page.behavior = cloudfront_plan_behavior(v->plan, cloudfront_path_normal(v->a, rule->page));
    page.is_page = true;
    cloudfront_content_serve(&page);
    if (response->status >= 300) return false;
    response->status = rule->response_status ? rule->response_status : rule->status;
    return true;
}

bool cloudfront_content_error(struct cloudfront_visit *v, int status)
{
    const struct cloudfront_error_rule *rule = v->is_page ? NULL : cloudfront_plan_error(v->plan, status);

    return rule && rule->page.data && error_page_serve(v, rule);
}

/* --- the cache ---------------------------------------------------------------------------------------------------- */

static const char *object_serve(struct look *l, struct cloudfront_object *o, const char *result)
{
    if (cloudfront_is_error(o->head.status) && cloudfront_content_error(l->v, o->head.status)) return "Error";
    if (o->body && cloudfront_body_is_awaited(o->body) && !cloudfront_place_take(l->v)) {
        cloudfront_error_page(l->v->c->response, CLOUDFRONT_NO_ROOM, l->v->id);
        return "Error";
    }
    cloudfront_deliver_object(l->v, o, strcmp(result, "Hit") == 0, l->now_ms);
    return result_of(o->head.status, result);
}

/* Answers to GET stand for those to HEAD. */
static bool head_from_get(struct look *l, const char **result)
{
    struct cloudfront_cache_key key = cloudfront_forward_key(l->v, CLOUDFRONT_GET);
    struct cloudfront_object *o = l->v->method == CLOUDFRONT_HEAD ? cloudfront_cache_peek(&key, l->now_ms) : NULL;

    if (!o) return false;
    *result = object_serve(l, o, "Hit");
    cloudfront_object_release(o);
    return true;
}

/* --- the origin --------------------------------------------------------------------------------------------------- */

static struct cloudfront_life life_of(const struct look *l, const struct cloudfront_reply *reply)
{
    return cloudfront_life_of(&reply->head, &l->v->behavior->ttls,
                              cloudfront_plan_error_seconds(l->v->plan, reply->head.status), l->now_ms);
}

static void put(struct look *l, struct cloudfront_object *o)
{
    cloudfront_cache_put(&l->found, &l->key, o);
}

static const char *renewed_serve(struct look *l, struct cloudfront_reply *reply)
{
    struct cloudfront_object *o;

    cloudfront_kept_head(l->v, reply);
    o = cloudfront_kept_renewed(l->v, l->found.object, reply, l->now_ms);
    if (o->life.is_kept) put(l, o);
    object_serve(l, o, "RefreshHit");
    cloudfront_object_release(o);
    return "RefreshHit";
}

static bool fails(const struct cloudfront_reply *reply)
{
    return !reply->is_answered || reply->head.status >= 500;
}

/* May what was there be served in place of an origin that fails? */
static bool may_be_stale(const struct look *l)
{
    const struct cloudfront_object *o = l->found.object;

    if (!o || cloudfront_is_error(o->head.status)) return false;
    return o->life.if_error_ms < 0 || l->now_ms < o->stale_from_ms + o->life.if_error_ms;
}

static const char *stale_serve(struct look *l, int status)
{
    int64_t seconds = cloudfront_plan_error_seconds(l->v->plan, status);
    struct cloudfront_object *o = cloudfront_kept_stale(l->found.object, l->now_ms, seconds);
    const char *result;

    put(l, o);
    result = object_serve(l, o, "Hit");
    cloudfront_object_release(o);
    return result;
}

/* What the edge itself says of an origin that it did not reach is kept as an error of the origin's. */
static const char *failure_serve(struct look *l, enum cloudfront_error error)
{
    int status = cloudfront_error_status(error);
    int64_t seconds = cloudfront_plan_error_seconds(l->v->plan, status);
    struct cloudfront_answer_head head = { .status = status };
    struct http_header type = { SPAN("Content-Type"), SPAN("text/html") };
    struct cloudfront_life life = { .is_kept = seconds > 0,
                                    .is_shared = seconds > 0,
                                    .fresh_ms = seconds * MILLISECONDS };
    struct cloudfront_object *o;

    head.headers = &type;
    head.header_count = 1;
    o = cloudfront_object_new(&head, cloudfront_body_of(NULL, 0), &life, l->now_ms);
    o->error = error;
    o->is_generated = true;
    if (life.is_kept && l->v->is_cached && !cloudfront_error_is_own(error)) put(l, o);
    cloudfront_cache_end(&l->found);
    object_serve(l, o, "Error");
    cloudfront_object_release(o);
    return "Error";
}

/* A large object of which a part is wanted: the origin gives the part. */
static bool is_part_of_large(const struct look *l, const struct cloudfront_reply *reply)
{
    return reply->head.status == 200 && http_header(&l->v->request, "Range").size && reply->size >= 0 &&
           (uint64_t)reply->size > cloudfront_cache_object_max();
}

static const char *passed_serve(struct look *l, struct cloudfront_reply *reply)
{
    int status = reply->head.status;

    cloudfront_cache_end(&l->found);
    if (cloudfront_is_error(status) && cloudfront_content_error(l->v, status)) return "Error";
    cloudfront_deliver_reply(l->v, reply, l->caches && !l->is_part);
    return result_of(status, "Miss");
}

static const char *part_serve(struct look *l, struct cloudfront_reply *reply)
{
    struct cloudfront_conditions conditions = { .sends_viewers = true };

    cloudfront_reply_drop(reply);
    l->is_part = true;
    cloudfront_origin_ask(l->v, &conditions, reply);
    if (!reply->is_answered) return failure_serve(l, reply->error);
    cloudfront_kept_head(l->v, reply);
    return passed_serve(l, reply);
}

static const char *reply_serve(struct look *l, struct cloudfront_reply *reply)
{
    struct cloudfront_life life = life_of(l, reply);
    struct cloudfront_object *o = NULL;
    const char *result;

    cloudfront_kept_head(l->v, reply);
    if (is_part_of_large(l, reply)) return part_serve(l, reply);
    cloudfront_kept_compress(l->v, reply);
    if (!reply->is_answered) return failure_serve(l, reply->error);
    if (life.is_kept && l->v->is_cached) o = cloudfront_kept_object(reply, &life, l->now_ms);
    if (!o && life.is_kept && l->v->is_cached && reply->body && reply->size < 0)
        cloudfront_tee(reply, &l->key, &life, l->now_ms);
    if (!o) return passed_serve(l, reply);
    put(l, o);
    result = object_serve(l, o, "Miss");
    cloudfront_object_release(o);
    return result;
}

/* What is there is asked after by its tag and time, where it may be. */
static struct cloudfront_conditions conditions_of(const struct look *l)
{
    const struct cloudfront_object *o = l->found.object;
    struct cloudfront_conditions conditions = { .sends_viewers = !l->caches };

    if (!o || o->life.asks_plainly || o->head.status >= 300) return conditions;
    conditions.etag = cloudfront_head_find(&o->head, "ETag");
    conditions.changed = cloudfront_head_find(&o->head, "Last-Modified");
    return conditions;
}

static const char *origin_serve(struct look *l)
{
    struct cloudfront_conditions conditions = conditions_of(l);
    struct cloudfront_reply reply;
    const char *result;

    cloudfront_origin_ask(l->v, &conditions, &reply);
    l->now_ms = clock_now_ms();
    if (fails(&reply) && may_be_stale(l))
        result = stale_serve(l, reply.is_answered ? reply.head.status : cloudfront_error_status(reply.error));
    else if (!reply.is_answered) result = failure_serve(l, reply.error);
    else if (reply.head.status == 304 && l->found.object && !conditions.sends_viewers)
        result = renewed_serve(l, &reply);
    else result = reply_serve(l, &reply);
    cloudfront_reply_drop(&reply);
    cloudfront_cache_end(&l->found);
    return result;
}

/* What is stale is served, and asked for aside. */
static void refresh(struct cloudfront_visit *v, struct cloudfront_cache_found *found)
{
    struct look l = { .v = v, .key = cloudfront_forward_key(v, v->method), .found = *found, .caches = true };

    *found = (struct cloudfront_cache_found){ .object = NULL };
    origin_serve(&l);
}

static const char *hit_serve(struct look *l)
{
    struct cloudfront_object *o = cloudfront_object_hold(l->found.object);
    const char *result;

    if (l->found.claim) cloudfront_aside(l->v, &l->found, refresh);
    else cloudfront_cache_end(&l->found);
    result = object_serve(l, o, "Hit");
    cloudfront_object_release(o);
    return result;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

/* Where nothing but errors is kept nobody waits for another's answer. */
static const char *uncached_serve(struct look *l)
{
    struct cloudfront_object *o = l->v->is_cached ? cloudfront_cache_peek(&l->key, l->now_ms) : NULL;
    const char *result;

    if (o && cloudfront_is_error(o->head.status)) result = object_serve(l, o, "Hit");
    else result = origin_serve(l);
    cloudfront_object_release(o);
    return result;
}

/* Who would wait for another's answer needs a place for that. */
static enum cloudfront_cache_verdict find(struct look *l)
{
    enum cloudfront_cache_verdict verdict = cloudfront_cache_find(&l->key, l->now_ms, false, &l->found);

    if (verdict == CLOUDFRONT_CACHE_SERVE || l->found.claim || l->v->is_passed_on || !cloudfront_place_take(l->v))
        return verdict;
    cloudfront_cache_end(&l->found);
    return cloudfront_cache_find(&l->key, l->now_ms, true, &l->found);
}

const char *cloudfront_content_serve(struct cloudfront_visit *v)
{
    struct look l = { .v = v, .now_ms = clock_now_ms() };
    const char *result;

    v->encodings = cloudfront_encodings_of(&v->request, v->behavior->gzip, v->behavior->brotli);
    v->is_cached = v->method & v->behavior->cached & (CLOUDFRONT_GET | CLOUDFRONT_HEAD | CLOUDFRONT_OPTIONS);
    l.caches = v->is_cached && keeps(v);
    l.key = cloudfront_forward_key(v, v->method);
    if (!l.caches) return uncached_serve(&l);
    if (head_from_get(&l, &result)) return result;
    return find(&l) == CLOUDFRONT_CACHE_SERVE ? hit_serve(&l) : origin_serve(&l);
}
