/* Deliveries whose lane is the function's ARN. What is known about one is JSON: { account, region, name, request }. */
#include "emulator/services/lambda/lambda_events.h"

#include "emulator/base/log.h"
#include "emulator/services/lambda/lambda_pool.h"
#include "emulator/store/store.h"

#define SLOTS      256
#define LANE_SLOTS 64
#define TRIES_MAX  3
#define AGE_MS     INT64_C(21600000)

void lambda_event_add(struct call *c, const struct lambda_function *f, struct span request_id, struct span payload)
{
    struct doc *about = doc_map(&c->arena);

    doc_put_str(about, "account", f->account);
    doc_put_str(about, "region", f->region);
    doc_put_str(about, "name", f->name);
    doc_put_str(about, "request", request_id);
    delivery_add(c, &lambda_event_delivery,
                 &(struct delivery_parcel){ .lane = f->arn, .about = about, .body = payload });
}

static void over(const struct lambda_result *r, void *d)
{
    delivery_done(d, r->is_throttled ? DELIVERY_NOT_TRIED : r->function_error ? DELIVERY_FAILED : DELIVERY_DONE);
}

/* The event of a function that was deleted goes, too. */
static void send(struct delivery *d)
{
    struct db *db = store_reader_take();
    struct lambda_function f;
    bool is_found, has_failed = !db;

    is_found = db && lambda_store_find(db, &d->arena, doc_get_str(d->about, "account"), doc_get_str(d->about, "region"),
                                       doc_get_str(d->about, "name"), &f);
    if (db) has_failed = db_failed(db);
    if (db) store_reader_give(db);
    if (is_found && !has_failed) lambda_pool_invoke(&f, d->body, doc_get_cstr(d->about, "request"), over, d);
    else delivery_done(d, has_failed ? DELIVERY_NOT_TRIED : DELIVERY_REFUSED);
}

static int64_t retry_ms(struct call *c, const struct delivery *d)
{
    (void)c;
    return d->attempts + 1 < TRIES_MAX ? (d->attempts + 1) * 60000 : -1;
}

static void end(struct call *c, const struct delivery *d, enum delivery_end how)
{
    (void)c;
    if (how == DELIVERY_GIVEN_UP && d->attempts + 1 == TRIES_MAX)
        log_warn("lambda: %.*s failed %d times for an event, which is dropped", SPAN_ARG(doc_get_str(d->about, "name")),
                 TRIES_MAX);
    else if (how == DELIVERY_EXPIRED)
        log_warn("lambda: an event for %.*s is six hours old, and dropped", SPAN_ARG(doc_get_str(d->about, "name")));
}

const struct delivery_kind lambda_event_delivery = { .name = "lambda-event",
                                                     .slots = SLOTS,
                                                     .lane_slots = LANE_SLOTS,
                                                     .age_ms = AGE_MS,
                                                     .send = send,
                                                     .retry_ms = retry_ms,
                                                     .end = end };
