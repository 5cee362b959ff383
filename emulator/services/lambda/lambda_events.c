/* Deliveries whose lane is the function's ARN. What is known about one is JSON: { account, region, name,
 * qualifier, request }. */
#include "emulator/services/lambda/lambda_events.h"

#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/services/lambda/lambda_destination.h"
#include "emulator/services/lambda/lambda_lineage.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_pool.h"
#include "emulator/store/store.h"

#define SLOTS           256
#define LANE_SLOTS      64
#define RETRIES_MAX     2
#define AGE_SECONDS_MAX INT64_C(21600)

void lambda_event_add(struct call *c, const struct lambda_function *f, struct span request_id, struct span trace_id,
                      struct span payload)
{
    struct doc *about = doc_map(&c->arena);

    doc_put_str(about, "account", f->account);
    doc_put_str(about, "region", f->region);
    doc_put_str(about, "name", f->name);
    doc_put_str(about, "qualifier", f->qualifier);
    doc_put_str(about, "request", request_id);
    doc_put_str(about, "trace", trace_id.size ? trace_id : lambda_trace_new(&c->arena));
    delivery_add(c, &lambda_event_delivery,
                 &(struct delivery_parcel){ .lane = f->arn, .about = about, .body = payload });
}

/* What its send needs, and its end. False: the function was deleted. */
static bool target_of(struct db *db, struct arena *a, const struct delivery *d, struct lambda_function *f,
                      struct lambda_event_config *config)
{
    struct lambda_name n = { doc_get_str(d->about, "account"), doc_get_str(d->about, "region"),
                             doc_get_str(d->about, "name"), doc_get_str(d->about, "qualifier") };

    if (!lambda_name_resolve(db, a, &n, LAMBDA_DRAWN, f)) return false;
    if (!lambda_store_event_config_find(db, a, f, n.qualifier.size ? n.qualifier : SPAN(LAMBDA_LATEST), config))
        *config = (struct lambda_event_config){ .retries_max = -1, .age_max_seconds = -1 };
    if (config->retries_max < 0) config->retries_max = RETRIES_MAX;
    if (config->age_max_seconds < 0) config->age_max_seconds = AGE_SECONDS_MAX;
    return true;
}

/* --- invoking ----------------------------------------------------------------------------------------------------- */

/* What the last try came to. */
struct
try {
    struct delivery *delivery;
    struct span version; /* that ran */
    struct lambda_result result;
};

static void over(const struct lambda_result *r, void *arg)
{
    struct try *try = arg;
    struct delivery *d = try->delivery;

    try->result = *r;
    try->result.payload = arena_span(&d->arena, r->payload);
    try->result.log_tail = (struct span){ NULL, 0 };
    d->learned = try;
    delivery_done(d, r->is_throttled ? DELIVERY_NOT_TRIED : r->function_error ? DELIVERY_FAILED : DELIVERY_DONE);
}

static struct try *try_new(struct delivery *d, const struct lambda_function *f)
{
    struct try *try = ARENA_NEW(&d->arena, struct try);

    try->delivery = d;
    try->version = arena_span(&d->arena, f->version);
    return try;
}

static void invoke(struct delivery *d, const struct lambda_function *f)
{
    lambda_pool_run(f, &(struct lambda_request){ .id = doc_get_cstr(d->about, "request"),
                                                 .payload = d->body,
                                                 .trace_id = doc_get_str(d->about, "trace"),
                                                 .done = over,
                                                 .arg = try_new(d, f) });
}

/* AWS: it goes where events go that have failed. */
static void loop_break(struct delivery *d, const struct lambda_function *f)
{
    struct try *try = try_new(d, f);

    log_warn("lambda: %.*s was invoked %d times on the way of one event: the loop is broken", SPAN_ARG(f->name),
             LAMBDA_HOPS_MAX);
    try->result.function_error = "Unhandled";
    try->result.payload = SPAN("{\"errorType\":\"RecursiveInvocationException\",\"errorMessage\":\"Lambda has detected "
                               "your function being invoked in a recursive loop\"}");
    d->learned = try;
    delivery_done(d, DELIVERY_REFUSED);
}

/* AWS: recorded; where nothing is reserved for it, an event does not wait for better times. */
static void zero_refuse(struct delivery *d, const struct lambda_function *f)
{
    struct try *try = try_new(d, f);

    try->result.is_throttled = true;
    d->learned = try;
    delivery_done(d, DELIVERY_REFUSED);
}

/* The event of a function that was deleted goes, too. */
static void send(struct delivery *d)
{
    struct db *db = store_reader_take();
    struct lambda_event_config config;
    struct lambda_function f;
    bool is_found = false, has_failed = !db;

    if (db) {
        is_found = target_of(db, &d->arena, d, &f, &config);
        has_failed = db_failed(db);
        store_reader_give(db);
    }
    if (is_found) d->age_ms = config.age_max_seconds * 1000;
    if (has_failed || (is_found && clock_now_ms() >= d->created_ms + d->age_ms)) delivery_done(d, DELIVERY_NOT_TRIED);
    else if (is_found && lambda_lineage_is_loop(doc_get_str(d->about, "trace"), &f)) loop_break(d, &f);
    else if (is_found && f.reserved_concurrency == 0) zero_refuse(d, &f);
    else if (is_found) invoke(d, &f);
    else delivery_done(d, DELIVERY_REFUSED);
}

#define RETRY_MS(d) (((d)->attempts + 1) * 60000)

/* AWS: recorded; it is given up as too old at once where it would be by its next try. */
static bool comes_too_late(const struct call *c, const struct delivery *d, const struct lambda_event_config *config)
{
    return c->now_ms + RETRY_MS(d) >= d->created_ms + config->age_max_seconds * 1000;
}

static int64_t retry_ms(struct call *c, const struct delivery *d)
{
    struct lambda_event_config config;
    struct lambda_function f;

    if (!target_of(c->db, &c->arena, d, &f, &config) || d->attempts >= config.retries_max) return -1;
    return comes_too_late(c, d, &config) ? -1 : RETRY_MS(d);
}

/* --- the end ------------------------------------------------------------------------------------------------------ */

static const char *condition_of(const struct delivery *d, const struct lambda_event_config *config,
                                const struct lambda_result *last, enum delivery_end how)
{
    if (how == DELIVERY_GIVEN_UP && last->is_throttled) return "ZeroReservedConcurrency";
    return how == DELIVERY_EXPIRED || d->attempts < config->retries_max ? "EventAgeExceeded" : "RetriesExhausted";
}

static void failure_tell(struct call *c, const struct lambda_function *f, const struct lambda_event_config *config,
                         struct lambda_outcome *o)
{
    o->has_failed = true;
    log_warn("lambda: an event for %.*s is given up after %lld tries: %s", SPAN_ARG(f->name), (long long)o->invocations,
             o->condition);
    lambda_destination_tell(c, f, config->on_failure, o);
    lambda_dead_letter_send(c, f, o);
}

static struct span qualified_arn(struct call *c, const struct lambda_function *f)
{
    return f->qualifier.size ? f->invoked_arn : arena_format(&c->arena, "%.*s:" LAMBDA_LATEST, SPAN_ARG(f->arn));
}

static void end(struct call *c, const struct delivery *d, enum delivery_end how)
{
    const struct try *try = d->learned;
    const struct lambda_result *last = try ? &try->result : NULL;
    struct lambda_event_config config;
    struct lambda_function f;
    struct lambda_outcome o;

    if ((how == DELIVERY_GIVEN_UP && !last) || !target_of(c->db, &c->arena, d, &f, &config)) return;
    o = (struct lambda_outcome){ .request_id = doc_get_str(d->about, "request"),
                                 .function_arn = qualified_arn(c, &f),
                                 .version = try ? try->version : f.version,
                                 .event = d->body,
                                 .trace = lambda_lineage_add(&c->arena, doc_get_str(d->about, "trace"), &f),
                                 .condition = how == DELIVERY_ARRIVED ? "Success" : condition_of(d, &config, last, how),
                                 .invocations = d->attempts + (last && !last->is_throttled),
                                 .now_ms = c->now_ms,
                                 .last = last };
    if (how == DELIVERY_ARRIVED) lambda_destination_tell(c, &f, config.on_success, &o);
    else failure_tell(c, &f, &config, &o);
}

const struct delivery_kind lambda_event_delivery = { .name = "lambda-event",
                                                     .slots = SLOTS,
                                                     .lane_slots = LANE_SLOTS,
                                                     .age_ms = AGE_SECONDS_MAX * 1000,
                                                     .send = send,
                                                     .retry_ms = retry_ms,
                                                     .end = end };
