/* How it works.
 *
 * One worker at a time picks, whenever a row was added, a place came free, or the next row is due. It goes round the
 * lanes of each kind, from behind the one that was served last. Who picks looks at a snapshot, which may be older than
 * a settling that ends meanwhile; so a place stays taken until the picking is over. Sending begins when the snapshot
 * was given back.
 *
 * The last places of a kind are kept for lanes that have few: a lane takes another place only while more are free than
 * it has. So a few destinations that take their time cannot take all.
 *
 * A start and a reset begin a new generation: what was picked in an earlier one is not settled in this. */
#include "emulator/core/delivery.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/chore.h"
#include "emulator/core/delivery_pace.h"
#include "emulator/core/delivery_store.h"
#include "emulator/core/service.h"
#include "emulator/core/telemetry.h"
#include "emulator/store/store.h"

#define KINDS_MAX 64
#define ROUND_MAX 1024
#define AGAIN_MS  1000

static const struct telemetry_metric arrived = { "Nube", "DeliveriesArrived", "Count" },
                                     failed = { "Nube", "DeliveriesFailed", "Count" },
                                     given_up = { "Nube", "DeliveriesGivenUp", "Count" },
                                     expired = { "Nube", "DeliveriesExpired", "Count" };

struct kind {
    const struct delivery_kind *kind;
    const struct service *service;
    struct delivery *under_way;
    char last_lane[DELIVERY_LANE_MAX + 1];
    struct telemetry_series *arrived, *failed, *given_up, *expired;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* over all of these */
static struct kind kinds[KINDS_MAX];
static int kind_count;
static bool is_stopping = true, is_picking, must_pick_again;
static int64_t timer_due; /* of the timer that will pick; 0: none */
static long generation;

static void tend(void *unused);

static struct kind *kind_of(const struct delivery_kind *kind)
{
    for (int i = 0; i < kind_count; i++)
        if (kinds[i].kind == kind) return &kinds[i];
    return NULL;
}

void delivery_add(struct call *c, const struct delivery_kind *kind, const struct delivery_parcel *parcel)
{
    assert(parcel->lane.size <= DELIVERY_LANE_MAX);
    delivery_store_insert(c, kind, parcel);
    call_after_commit(c, tend, NULL, 0);
}

/* --- places ------------------------------------------------------------------------------------------------------- */

/* Under the lock. Of this generation, also those that are settled. */
static bool is_under_way(const struct kind *k, int64_t id)
{
    for (const struct delivery *d = k->under_way; d; d = d->own.next)
        if (d->id == id && d->own.generation == generation) return true;
    return false;
}

/* Under the lock. How many are taken, of that lane or, when it is absent, of all. */
static int taken(const struct kind *k, struct span lane)
{
    int count = 0;

    for (const struct delivery *d = k->under_way; d; d = d->own.next)
        if (d->own.generation == generation && !d->own.is_settled && (!lane.data || span_eq(d->lane, lane))) count++;
    return count;
}

/* Under the lock. How many more the lane may take. */
static int lane_room(const struct kind *k, struct span lane)
{
    int free_slots = k->kind->slots - taken(k, (struct span){ NULL, 0 }), of_lane = taken(k, lane), room = 0;

    if (is_stopping) return 0;
    while (of_lane + room < k->kind->lane_slots && of_lane + room < free_slots - room) room++;
    return room;
}

static bool has_room(const struct kind *k)
{
    bool has;

    pthread_mutex_lock(&lock);
    has = !is_stopping && taken(k, (struct span){ NULL, 0 }) < k->kind->slots;
    pthread_mutex_unlock(&lock);
    return has;
}

static void delivery_free(struct delivery *d)
{
    arena_release(&d->arena);
    free(d);
}

/* Under the lock. Frees what is settled. */
static void places_clear(void)
{
    for (int i = 0; i < kind_count; i++)
        for (struct delivery **at = &kinds[i].under_way; *at;) {
            struct delivery *d = *at;
            if (!d->own.is_settled) {
                at = &d->own.next;
                continue;
            }
            *at = d->own.next;
            delivery_free(d);
        }
}

static void place_give(struct delivery *d)
{
    pthread_mutex_lock(&lock);
    d->own.is_settled = true;
    if (!is_picking) places_clear();
    pthread_mutex_unlock(&lock);
}

/* --- the end of a try --------------------------------------------------------------------------------------------- */

static bool is_too_old(const struct delivery *d, int64_t now_ms)
{
    return d->age_ms && now_ms >= d->created_ms + d->age_ms;
}

static void end(struct call *c, struct delivery *d, enum delivery_end how)
{
    d->own.counts.arrived = how == DELIVERY_ARRIVED;
    d->own.counts.given_up = how == DELIVERY_GIVEN_UP;
    d->own.counts.expired = how == DELIVERY_EXPIRED;
    if (delivery_store_delete(c, d) && d->kind->end) d->kind->end(c, d, how);
}

static void put_off(struct call *c, struct delivery *d)
{
    bool was_tried = d->own.outcome == DELIVERY_FAILED;
    int64_t after_ms = !was_tried ? AGAIN_MS : d->kind->retry_ms ? d->kind->retry_ms(c, d) : -1;

    if (after_ms < 0) end(c, d, DELIVERY_GIVEN_UP);
    else if (is_too_old(d, c->now_ms + after_ms)) end(c, d, DELIVERY_EXPIRED);
    else delivery_store_put_off(c, d, c->now_ms + after_ms, d->attempts + was_tried);
}

static bool is_current(const struct delivery *d)
{
    bool is;

    pthread_mutex_lock(&lock);
    is = d->own.generation == generation && (!is_stopping || d->own.outcome == DELIVERY_DONE);
    pthread_mutex_unlock(&lock);
    return is;
}

static int settle(struct call *c, void *value)
{
    struct delivery *d = *(struct delivery **)value;

    if (!is_current(d)) return 0;
    d->own.counts = (struct delivery_counts){ .failed = d->own.outcome == DELIVERY_FAILED };
    if (d->own.outcome == DELIVERY_DONE) end(c, d, DELIVERY_ARRIVED);
    else if (d->own.outcome == DELIVERY_REFUSED) end(c, d, DELIVERY_GIVEN_UP);
    else put_off(c, d);
    return 0;
}

static void timer_set(int64_t due)
{
    bool is_earlier;

    pthread_mutex_lock(&lock);
    is_earlier = !is_stopping && due > 0 && (timer_due == 0 || due < timer_due);
    if (is_earlier) timer_due = due;
    pthread_mutex_unlock(&lock);
    if (is_earlier) timer_add(due, tend, NULL);
}

static void count(const struct delivery *d)
{
    const struct kind *k;

    pthread_mutex_lock(&lock);
    k = kind_of(d->kind);
    pthread_mutex_unlock(&lock);
    if (d->own.counts.arrived) telemetry_add(k->arrived, 1);
    if (d->own.counts.failed) telemetry_add(k->failed, 1);
    if (d->own.counts.given_up) telemetry_add(k->given_up, 1);
    if (d->own.counts.expired) telemetry_add(k->expired, 1);
}

/* Where the store failed it keeps its place, so that it is settled later and not sent anew. */
static void settled(void *value, bool is_committed)
{
    struct delivery *d = *(struct delivery **)value;

    if (is_committed || !is_current(d)) {
        if (is_committed) count(d);
        place_give(d);
        tend(NULL);
        return;
    }
    pthread_mutex_lock(&lock);
    d->own.must_settle_again = true;
    pthread_mutex_unlock(&lock);
    timer_set(clock_now_ms() + AGAIN_MS);
}

static void settle_begin(struct delivery *d)
{
    const struct service *service;

    pthread_mutex_lock(&lock);
    service = kind_of(d->kind)->service;
    pthread_mutex_unlock(&lock);
    chore_once(service, settle, settled, &d, sizeof d);
}

void delivery_done(struct delivery *d, enum delivery_outcome outcome)
{
    d->own.outcome = outcome;
    if (is_current(d)) settle_begin(d);
    else place_give(d);
}

void delivery_call_done(struct call *c, void *delivery)
{
    const struct fault_kind *kind = c->fault.kind;
    struct delivery *d = delivery;

    if (kind) log_debug("%s: %.*s: %s", d->kind->name, SPAN_ARG(d->lane), c->fault.message);
    call_free(c);
    delivery_done(d, !kind                                          ? DELIVERY_DONE
                     : kind->blame == SENDER && kind->status != 429 ? DELIVERY_REFUSED
                                                                    : DELIVERY_FAILED);
}

static struct delivery *next_to_settle(void)
{
    struct delivery *found = NULL;

    pthread_mutex_lock(&lock);
    for (int i = 0; i < kind_count && !found; i++)
        for (struct delivery *d = kinds[i].under_way; d && !found; d = d->own.next)
            if (d->own.must_settle_again) found = d;
    if (found) found->own.must_settle_again = false;
    pthread_mutex_unlock(&lock);
    return found;
}

/* --- picking ------------------------------------------------------------------------------------------------------ */

/* What a round has found: each has its place already. */
struct round {
    struct db *db;
    int64_t now_ms, again_ms; /* when a lane that is due may go on; 0: there is none */
    struct delivery *found[ROUND_MAX];
    int count;
};

/* Takes a place for it. False when it has one already, or there is none. */
static bool place_take(struct kind *k, struct rows *r, struct span lane, struct round *round)
{
    struct delivery *d;
    int64_t per_second, id = rows_int(r, 0);
    bool is_free;

    pthread_mutex_lock(&lock);
    is_free = !is_under_way(k, id) && lane_room(k, lane) > 0;
    pthread_mutex_unlock(&lock);
    if (!is_free || round->count == ROUND_MAX) return false;
    d = delivery_store_read(r, k->kind, lane, &per_second);
    delivery_pace_count(k->kind->name, lane, per_second, round->now_ms);
    pthread_mutex_lock(&lock);
    d->own.generation = generation;
    d->own.next = k->under_way;
    k->under_way = d;
    pthread_mutex_unlock(&lock);
    round->found[round->count++] = d;
    return true;
}

/* Takes what is due in a lane, as far as there is room and its pace allows. */
static void lane_pick(struct kind *k, struct span lane, struct round *round)
{
    struct rows *r;
    int room, known = 0;

    if (!delivery_pace_is_open(k->kind->name, lane, round->now_ms, &round->again_ms)) return;
    pthread_mutex_lock(&lock);
    room = lane_room(k, lane);
    for (const struct delivery *d = k->under_way; d; d = d->own.next) known += span_eq(d->lane, lane);
    pthread_mutex_unlock(&lock);
    if (!room) return;
    r = delivery_store_due(round->db, k->kind->name, lane, round->now_ms, room + known);
    while (rows_next(r))
        if (delivery_pace_is_open(k->kind->name, lane, round->now_ms, &round->again_ms)) place_take(k, r, lane, round);
}

/* Once round, from behind the lane that was served last. */
static void kind_pick(struct kind *k, struct round *round)
{
    struct arena a = { 0 };
    struct span first = arena_span(&a, span_of(k->last_lane)), lane = first;
    bool wrapped = false;

    while (has_room(k) && round->count < ROUND_MAX) {
        struct span next = delivery_store_lane_behind(round->db, &a, k->kind->name, lane);
        if (!next.data && wrapped) break;
        if (!next.data) {
            wrapped = true;
            lane = SPAN("");
            continue;
        }
        if (wrapped && span_compare(next, first) > 0) break;
        lane = next;
        lane_pick(k, lane, round);
        memcpy(k->last_lane, lane.data, lane.size);
        k->last_lane[lane.size] = '\0';
    }
    arena_release(&a);
}

static void round_send(struct round *round)
{
    for (int i = 0; i < round->count; i++) {
        struct delivery *d = round->found[i];
        if (is_too_old(d, round->now_ms)) delivery_done(d, DELIVERY_NOT_TRIED);
        else d->kind->send(d);
    }
}

static void round_make(struct round *round)
{
    round->now_ms = clock_now_ms();
    for (int i = 0; i < kind_count; i++)
        if (!kinds[i].kind->is_open || kinds[i].kind->is_open()) kind_pick(&kinds[i], round);
    timer_set(delivery_store_next_due(round->db, round->now_ms));
    timer_set(round->again_ms);
}

static void pick(void *unused)
{
    struct round *round = memory_new(1, sizeof *round);
    struct delivery *d;
    bool again;

    (void)unused;
    while ((d = next_to_settle())) settle_begin(d);
    round->db = store_reader_take();
    if (round->db) round_make(round);
    if (!round->db || db_failed(round->db)) timer_set(clock_now_ms() + AGAIN_MS); /* there may be more than was seen */
    if (round->db) store_reader_give(round->db);
    round_send(round);
    pthread_mutex_lock(&lock);
    places_clear();
    again = (must_pick_again || round->count == ROUND_MAX) && !is_stopping;
    is_picking = again;
    must_pick_again = false;
    pthread_mutex_unlock(&lock);
    free(round);
    if (again) workers_submit(pick, NULL);
}

/* Sees to it that someone picks after now. */
static void tend(void *unused)
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

/* --- start, stop, counts ------------------------------------------------------------------------------------------ */

static struct telemetry_series *series_of(const struct telemetry_metric *metric, const struct delivery_kind *kind)
{
    struct telemetry_dimension dimension = { "Kind", span_of(kind->name) };

    return telemetry_series(metric, SPAN(""), SPAN(""), &dimension, 1);
}

/* Under the lock. A kind's place in the table is for good: what is under way names it. */
static void kind_list(const struct service *service, const struct delivery_kind *kind)
{
    const struct kind *k = kind_of(kind);

    assert(kind->send && kind->slots > 0 && kind->lane_slots > 0 && (k || kind_count < KINDS_MAX));
    if (!k)
        kinds[kind_count++] = (struct kind){ .kind = kind,
                                             .service = service,
                                             .arrived = series_of(&arrived, kind),
                                             .failed = series_of(&failed, kind),
                                             .given_up = series_of(&given_up, kind),
                                             .expired = series_of(&expired, kind) };
}

void deliveries_start(void)
{
    pthread_mutex_lock(&lock);
    for (const struct service *const *s = services; *s; s++)
        for (const struct delivery_kind *const *kind = (*s)->deliveries; kind && *kind; kind++) kind_list(*s, *kind);
    generation++;
    timer_due = 0;
    is_stopping = must_pick_again = false;
    pthread_mutex_unlock(&lock);
    if (kind_count) tend(NULL);
}

void deliveries_stop(void)
{
    pthread_mutex_lock(&lock);
    is_stopping = true;
    pthread_mutex_unlock(&lock);
}

bool deliveries_are_idle(void)
{
    bool are_idle;

    pthread_mutex_lock(&lock);
    are_idle = !is_picking && !must_pick_again && (!timer_due || timer_due > clock_now_ms());
    for (int i = 0; i < kind_count; i++)
        for (const struct delivery *d = kinds[i].under_way; d; d = d->own.next)
            are_idle = are_idle && (d->own.is_settled || d->own.must_settle_again || d->own.generation != generation);
    pthread_mutex_unlock(&lock);
    return are_idle;
}

#define RETRY_MS_MAX INT64_C(300000)

int64_t delivery_retry_doubling(struct call *c, const struct delivery *d)
{
    int64_t after = d->attempts < 9 ? INT64_C(1000) << d->attempts : RETRY_MS_MAX;

    (void)c;
    return after < RETRY_MS_MAX ? after : RETRY_MS_MAX;
}

void delivery_counts_read(const struct delivery_kind *kind, struct delivery_counts *counts)
{
    const struct kind *k;

    pthread_mutex_lock(&lock);
    k = kind_of(kind);
    pthread_mutex_unlock(&lock);
    *counts = (struct delivery_counts){ 0 };
    if (!k) return;
    counts->arrived = telemetry_total(k->arrived).count;
    counts->failed = telemetry_total(k->failed).count;
    counts->given_up = telemetry_total(k->given_up).count;
    counts->expired = telemetry_total(k->expired).count;
}
