/* How it works.
 *
 *   rows in lanes, one lane a subscription ── pick ──▶ slots (128, at most 4 a lane) ──▶ sent ──▶ settled on the writer ──▶ pick
 *
 * Picking goes round the lanes, from behind the one that was served last, so a lane with a hundred thousand rows, or an endpoint that never answers, holds
 * only its own four slots. It runs on a worker, once at a time, whenever a row was added, a slot came free, or the next row is due. What is in a slot is known
 * in memory only: after a crash all rows are free again. Who picks looks at a snapshot, which may be older than a settling that ends meanwhile; so a slot stays taken
 * until the picking is over. */
#include "emulator/services/sns/sns_outbox.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/door.h"
#include "emulator/http/http_client.h"
#include "emulator/services/sns/sns_envelope.h"
#include "emulator/services/sns/sns_outbox_settle.h"
#include "emulator/services/sns/sns_pace.h"
#include "emulator/services/sns/sns_rules.h"
#include "emulator/store/store.h"

#define SLOTS           128
#define LANE_SLOTS      4
#define HTTP_TIMEOUT_MS 15000 /* AWS: an endpoint has so long to answer */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* over all of these */
static struct sending *slots[SLOTS];
static int free_slots = SLOTS;
static bool is_stopping, is_picking, must_pick_again;
static int64_t timer_due; /* of the timer that will pick; 0: none */
static long generation;   /* of the store: what was picked from an earlier one is not settled in this */
static char last_lane[512];

static void outbox_tend(void *unused);

/* --- adding ------------------------------------------------------------------------------------------------------- */

void sns_outbox_add(struct call *c, const struct sns_parcel *parcel)
{
    struct doc *d = doc_map(&c->arena);

    doc_put_cstr(d, "type", parcel->type);
    doc_put_str(d, "protocol", parcel->protocol);
    doc_put_str(d, "endpoint", parcel->endpoint);
    doc_put_str(d, "topic", parcel->topic_arn);
    doc_put_str(d, "message", parcel->message_id);
    doc_put_str(d, "content", parcel->content_type);
    doc_put_bool(d, "raw", parcel->is_raw);
    if (parcel->max_per_second) doc_put_int(d, "pace", parcel->max_per_second);
    db_run(c->db, "INSERT INTO sns_outbox (lane, due_ms, attempts, delivery, body) VALUES (?, ?, 0, ?, ?)", "titt",
           parcel->subscription_arn, c->now_ms, json_text(&c->arena, d), parcel->body);
    call_after_commit(c, outbox_tend, NULL, 0);
}

/* --- slots -------------------------------------------------------------------------------------------------------- */

static int lane_count(struct span lane)
{
    int count = 0;

    for (int i = 0; i < SLOTS; i++)
        if (slots[i] && !slots[i]->is_settled && span_eq(slots[i]->lane, lane)) count++;
    return count;
}

static bool is_in_slot(int64_t id)
{
    for (int i = 0; i < SLOTS; i++)
        if (slots[i] && slots[i]->id == id && slots[i]->generation == generation) return true;
    return false;
}

static bool slot_take(struct sending *s)
{
    bool taken = false;

    pthread_mutex_lock(&lock);
    if (!is_stopping && !is_in_slot(s->id) && lane_count(s->lane) < LANE_SLOTS)
        for (int i = 0; i < SLOTS && !taken; i++) {
            if (slots[i]) continue;
            slots[i] = s;
            s->slot = i;
            s->generation = generation;
            free_slots--;
            taken = true;
        }
    pthread_mutex_unlock(&lock);
    return taken;
}

static void sending_free(struct sending *s)
{
    arena_release(&s->arena);
    free(s);
}

/* Under the lock. */
static void slots_clear(void)
{
    for (int i = 0; i < SLOTS; i++) {
        if (!slots[i] || !slots[i]->is_settled) continue;
        sending_free(slots[i]);
        slots[i] = NULL;
        free_slots++;
    }
}

static void slot_give(struct sending *s)
{
    pthread_mutex_lock(&lock);
    s->is_settled = true;
    if (!is_picking) slots_clear();
    pthread_mutex_unlock(&lock);
}

/* --- the end of a try --------------------------------------------------------------------------------------------- */

static void settled(struct call *c, void *arg)
{
    if (c->fault.kind) log_warn("sns: a delivery could not be settled: %s", c->fault.message);
    call_free(c);
    slot_give(arg);
    outbox_tend(NULL);
}

/* On whatever thread the try ended. */
static void try_over(struct sending *s)
{
    bool is_current;
    struct call *c;

    pthread_mutex_lock(&lock);
    is_current = !is_stopping && s->generation == generation;
    pthread_mutex_unlock(&lock);
    if (!is_current) {
        slot_give(s);
        return;
    }
    c = sns_settle_open(s);
    c->done = settled;
    c->done_arg = s;
    door_submit(c);
}

/* AWS: what is the sender's fault is not tried again; too many requests and the server's own faults are. */
static void http_over(const struct http_client_result *r, void *arg)
{
    struct sending *s = arg;

    s->outcome = r->status >= 200 && r->status < 300                       ? SENDING_DONE
                 : r->status >= 400 && r->status < 500 && r->status != 429 ? SENDING_REFUSED
                                                                           : SENDING_FAILED;
    if (s->outcome != SENDING_DONE) log_debug("sns: %s: %d %s", s->url, r->status, r->error ? r->error : "");
    try_over(s);
}

static void lambda_over(struct call *c, void *arg)
{
    struct sending *s = arg;
    const struct fault_kind *kind = c->fault.kind;

    s->outcome = !kind ? SENDING_DONE : kind->blame == SENDER && kind->status != 429 ? SENDING_REFUSED : SENDING_FAILED;
    if (kind) log_debug("sns: %.*s: %s", SPAN_ARG(s->lane), c->fault.message);
    call_free(c);
    try_over(s);
}

/* --- trying ------------------------------------------------------------------------------------------------------- */

static void header(struct http_client_request *r, const char *name, struct span value)
{
    if (value.size && r->header_count < HTTP_CLIENT_HEADERS_MAX)
        r->headers[r->header_count++] = (struct http_header){ span_of(name), value };
}

/* AWS: https://docs.aws.amazon.com/sns/latest/dg/http-header.html */
static void http_try(struct sending *s)
{
    struct http_client_request *r = &s->request;
    struct span type = doc_get_str(s->delivery, "type"), content = doc_get_str(s->delivery, "content");
    bool is_raw = doc_get_bool(s->delivery, "raw", false), is_notification = span_is(type, "Notification");

    s->url = doc_get_cstr(s->delivery, "endpoint");
    *r = (struct http_client_request){ .url = s->url, .body = s->body, .timeout_ms = HTTP_TIMEOUT_MS };
    header(r, "x-amz-sns-message-type", type);
    header(r, "x-amz-sns-message-id", doc_get_str(s->delivery, "message"));
    header(r, "x-amz-sns-topic-arn", doc_get_str(s->delivery, "topic"));
    if (!span_is(type, "SubscriptionConfirmation")) header(r, "x-amz-sns-subscription-arn", s->lane);
    if (is_raw && is_notification) header(r, "x-amz-sns-rawdelivery", SPAN("true"));
    header(r, "Content-Type", content.size ? content : SPAN("text/plain; charset=UTF-8"));
    header(r, "User-Agent", SPAN("Amazon Simple Notification Service Agent"));
    header(r, "Accept-Encoding", SPAN("gzip,deflate"));
    http_client_send(r, http_over, s);
}

static void lambda_try(struct sending *s)
{
    struct span arn = doc_get_str(s->delivery, "endpoint");
    struct identity who = identity_default;
    struct call *c;

    identity_of_service_at("sns", arn, doc_get_str(s->delivery, "topic"), &who);
    c = door_open("lambda", "Invoke", &who, SPAN("http://localhost"));
    doc_put_str(c->in, "FunctionName", arn);
    doc_put_cstr(c->in, "InvocationType", "Event");
    doc_put_blob(c->in, "Payload", sns_lambda_event(&c->arena, s->body, s->lane));
    c->done = lambda_over;
    c->done_arg = s;
    door_submit(c);
}

static void try(struct sending *s)
{
    if (span_is(doc_get_str(s->delivery, "protocol"), "lambda")) lambda_try(s);
    else http_try(s);
}

/* --- picking ------------------------------------------------------------------------------------------------------ */

static struct sending *sending_read(struct rows *r, struct span lane)
{
    struct sending *s = calloc(1, sizeof *s);

    if (!s) abort();
    s->id = rows_int(r, 0);
    s->attempts = rows_int(r, 1);
    s->lane = arena_span(&s->arena, lane);
    s->delivery = json_parse(&s->arena, rows_copy(r, 2, &s->arena), NULL);
    s->body = rows_copy(r, 3, &s->arena);
    return s;
}

/* Starts what is due in a lane, as far as there is room and its pace allows; tells when that will allow more. */
static void lane_pick(struct db *db, struct span lane, int64_t now, int64_t *again)
{
    struct sending *found[2 * LANE_SLOTS];
    int count = 0;
    struct rows *r = db_query(db,
                              "SELECT id, attempts, delivery, body FROM sns_outbox WHERE lane = ? AND due_ms <= ?"
                              " ORDER BY due_ms, id LIMIT ?",
                              "tii", lane, now, (int64_t)(2 * LANE_SLOTS));

    while (rows_next(r)) found[count++] = sending_read(r, lane);
    for (int i = 0; i < count; i++) {
        if (sns_pace_is_open(lane, now, again) && slot_take(found[i])) {
            sns_pace_count(lane, doc_get_int(found[i]->delivery, "pace", 0), now);
            try(found[i]);
        } else {
            sending_free(found[i]);
        }
    }
}

static bool has_room(void)
{
    bool has;

    pthread_mutex_lock(&lock);
    has = free_slots > 0 && !is_stopping;
    pthread_mutex_unlock(&lock);
    return has;
}

static struct span lane_behind(struct db *db, struct arena *a, struct span lane)
{
    return db_text(db, a, "SELECT lane FROM sns_outbox WHERE lane > ? ORDER BY lane LIMIT 1", "t", lane);
}

/* Once round, from behind the lane that was served last. Returns when a lane that is due may go on; 0: there is none. */
static int64_t lanes_pick(struct db *db)
{
    struct arena a = { 0 };
    struct span first = arena_span(&a, span_of(last_lane)), lane = first;
    bool wrapped = false;
    int64_t now = clock_now_ms(), again = 0;

    while (has_room()) {
        struct span next = lane_behind(db, &a, lane);
        if (!next.data && wrapped) break;
        if (!next.data) {
            wrapped = true;
            lane = SPAN("");
            continue;
        }
        if (wrapped && span_compare(next, first) > 0) break;
        lane = next;
        if (sns_pace_is_open(lane, now, &again)) lane_pick(db, lane, now, &again);
        if (lane.size < sizeof last_lane) memcpy(last_lane, lane.data, lane.size), last_lane[lane.size] = '\0';
    }
    arena_release(&a);
    return again;
}

static void timer_set(int64_t due)
{
    bool is_earlier;

    pthread_mutex_lock(&lock);
    is_earlier = !is_stopping && due > 0 && (timer_due == 0 || due < timer_due);
    if (is_earlier) timer_due = due;
    pthread_mutex_unlock(&lock);
    if (is_earlier) timer_add(due, outbox_tend, NULL);
}

static void pick(void *unused)
{
    struct db *db = store_reader_take();
    int64_t next = 0, paced = 0;
    bool again;

    (void)unused;
    if (db) {
        paced = lanes_pick(db);
        next = db_int(db, 0, "SELECT min(due_ms) FROM sns_outbox WHERE due_ms > ?", "i", clock_now_ms());
        store_reader_give(db);
    }
    timer_set(next);
    timer_set(paced);
    pthread_mutex_lock(&lock);
    slots_clear();
    again = must_pick_again && !is_stopping;
    is_picking = again;
    must_pick_again = false;
    pthread_mutex_unlock(&lock);
    if (again) workers_submit(pick, NULL);
}

/* Sees to it that someone picks after now. */
static void outbox_tend(void *unused)
{
    bool starts;

    (void)unused;
    pthread_mutex_lock(&lock);
    if (timer_due && timer_due <= clock_now_ms()) timer_due = 0;
    starts = !is_stopping && !is_picking;
    if (starts) is_picking = true;
    else must_pick_again = true;
    pthread_mutex_unlock(&lock);
    if (starts) workers_submit(pick, NULL);
}

/* --- start, stop -------------------------------------------------------------------------------------------------- */

void sns_outbox_start(void)
{
    struct db *db = store_reader_take();
    bool has_rows = db && db_int(db, 0, "SELECT 1 FROM sns_outbox LIMIT 1", "") != 0;

    if (db) store_reader_give(db);
    pthread_mutex_lock(&lock);
    slots_clear();
    is_stopping = is_picking = must_pick_again = false;
    timer_due = 0;
    pthread_mutex_unlock(&lock);
    if (has_rows) outbox_tend(NULL);
}

void sns_outbox_stop(void)
{
    pthread_mutex_lock(&lock);
    is_stopping = true;
    pthread_mutex_unlock(&lock);
    http_client_stop();
}

void sns_outbox_reset(void)
{
    sns_outbox_stop();
    pthread_mutex_lock(&lock);
    generation++;
    last_lane[0] = '\0';
    sns_pace_clear();
    pthread_mutex_unlock(&lock);
}
