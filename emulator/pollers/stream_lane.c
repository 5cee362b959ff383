/* A lane goes from step to step, each on a worker; between two it is under way in a call, an invocation or a job of the
 * writer's, or it waits: for the bell, for its window's end, or to try again.
 *
 * A batch that failed may be halved: then `ends` has where the parts end that follow the one under way. */
#include "emulator/pollers/stream_lane.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/buf.h"
#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/chore.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/patterns/event_pattern.h"
#include "emulator/pollers/poller_records.h"
#include "emulator/pollers/stream_gather.h"

#define READ_MAX    1000
#define BYTES_FULL  ((size_t)4 * 1024 * 1024) /* a read gives a megabyte and more; AWS: a payload has six at most */
#define REST_MS     500                       /* AWS: seen to try 8 times in a minute */
#define REST_MS_MAX 60000

struct stream_lane {
    struct stream_poller *poller;
    int index;
    struct bell bell;
    struct buf shard, number, iterator; /* read so far; the number is empty where nothing of the shard was */
    int64_t since_ms;                   /* with no number: what is older is not wanted */
    bool is_shard_over;
    struct stream_gather gather;
    struct stream_batch batch; /* under way where its count is not 0 */
    size_t ends[STREAM_SPLITS_MAX];
    int end_count;
    enum stream_batch_end end; /* of the last try, with how many good ones */
    size_t good;
    size_t done; /* records of the batch that are to be saved as done; 0: none */
    struct stream_loss loss;
    int64_t rest_ms;

    struct { /* under the lock */
        bool waits, rests, is_rung;
        uint64_t timer;
    } state;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void lane_step(void *arg);

/* --- waiting ------------------------------------------------------------------------------------------------------ */

static void text_set(struct buf *b, struct span text)
{
    buf_clear(b);
    buf_add_span(b, text);
}

static bool lane_is_stopped(const struct stream_lane *lane)
{
    bool is_stopped;

    pthread_mutex_lock(&lock);
    is_stopped = lane->poller->is_stopped;
    pthread_mutex_unlock(&lock);
    return is_stopped;
}

/* Under the lock. */
static void lane_wake(struct stream_lane *lane)
{
    if (!lane->state.waits && !lane->state.rests) return;
    lane->state.waits = lane->state.rests = false;
    if (lane->state.timer) timer_cancel(lane->state.timer);
    lane->state.timer = 0;
    workers_submit(lane_step, lane);
}

static void timed_out(void *arg)
{
    struct stream_lane *lane = arg;

    pthread_mutex_lock(&lock);
    lane->state.timer = 0;
    lane_wake(lane);
    pthread_mutex_unlock(&lock);
}

static void rung(void *arg)
{
    struct stream_lane *lane = arg;

    pthread_mutex_lock(&lock);
    if (lane->state.waits) lane_wake(lane);
    else lane->state.is_rung = true;
    pthread_mutex_unlock(&lock);
}

/* For the bell, and for a time, unless that is 0. */
static void lane_wait(struct stream_lane *lane, int64_t until_ms)
{
    pthread_mutex_lock(&lock);
    lane->state.waits = true;
    if (lane->state.is_rung || lane->poller->is_stopped) lane_wake(lane);
    else if (until_ms) lane->state.timer = timer_add(until_ms, timed_out, lane);
    lane->state.is_rung = false;
    pthread_mutex_unlock(&lock);
}

static void lane_rest(struct stream_lane *lane)
{
    lane->rest_ms = lane->rest_ms ? lane->rest_ms * 2 : REST_MS;
    if (lane->rest_ms > REST_MS_MAX) lane->rest_ms = REST_MS_MAX;
    pthread_mutex_lock(&lock);
    lane->state.rests = true;
    if (lane->poller->is_stopped) lane_wake(lane);
    else lane->state.timer = timer_add(clock_now_ms() + lane->rest_ms, timed_out, lane);
    pthread_mutex_unlock(&lock);
}

static void lane_end(struct stream_lane *lane)
{
    struct stream_poller *p = lane->poller;
    bool is_last;

    bell_leave(&lane->bell);
    pthread_mutex_lock(&lock);
    p->lane[lane->index] = NULL;
    is_last = --p->lanes == 0;
    pthread_mutex_unlock(&lock);
    stream_gather_release(&lane->gather);
    buf_release(&lane->shard);
    buf_release(&lane->number);
    buf_release(&lane->iterator);
    free(lane);
    if (!is_last) return;
    arena_release(&p->arena);
    free(p);
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

/* NULL: there is no such operation, and the lane rests. */
static struct call *lane_open(struct stream_lane *lane, const char *operation, void (*done)(struct call *c, void *arg))
{
    struct call *c = door_open("dynamodbstreams", operation, &lane->poller->who, lane->poller->plan.endpoint);

    if (!c) {
        lane_rest(lane);
        return NULL;
    }
    c->done = done;
    c->done_arg = lane;
    return c;
}

static bool is_fault(const struct call *c, const char *code)
{
    return strcmp(c->fault.kind->code, code) == 0;
}

static void fault_tell(const struct stream_lane *lane, const struct call *c)
{
    log_debug("%s: %.*s: %s: %s", lane->poller->plan.kind->service, SPAN_ARG(lane->poller->plan.name),
              c->fault.kind->code, c->fault.message ? c->fault.message : "");
}

/* --- saving ------------------------------------------------------------------------------------------------------- */

struct span stream_batch_number(const struct stream_batch *b, size_t record)
{
    return doc_get_str(doc_get(doc_at(b->records, record), "dynamodb"), "SequenceNumber");
}

static int save(struct call *c, void *value)
{
    const struct stream_lane *lane = *(struct stream_lane **)value;
    const struct stream_plan *plan = &lane->poller->plan;
    struct stream_position at = { .shard = lane->gather.shard,
                                  .number = stream_batch_number(&lane->batch, lane->done - 1),
                                  .edition = plan->positions[lane->index].edition };

    plan->kind->save(c, plan, lane->index, &at, lane->loss.condition ? &lane->loss : NULL);
    return 0;
}

/* What is done is done: the next part of the batch, or the next batch. */
static void batch_go_on(struct stream_lane *lane)
{
    struct stream_batch *b = &lane->batch;

    b->count -= lane->done - b->first;
    b->first = lane->done;
    b->invocations = 0;
    lane->done = 0;
    lane->loss.condition = NULL;
    lane->rest_ms = 0;
    while (!b->count && lane->end_count) b->count = lane->ends[--lane->end_count] - b->first;
    if (!b->count) stream_gather_reset(&lane->gather);
}

static void saved(void *value, bool is_committed)
{
    struct stream_lane *lane = *(struct stream_lane **)value;

    if (is_committed) batch_go_on(lane);
    if (is_committed) workers_submit(lane_step, lane);
    else lane_rest(lane);
}

static void lane_save(struct stream_lane *lane)
{
    chore_once(service_find(lane->poller->plan.kind->service), save, saved, &lane, sizeof lane);
}

/* --- delivering --------------------------------------------------------------------------------------------------- */

static void records_are_done(struct stream_lane *lane, size_t count, const char *condition)
{
    lane->done = lane->batch.first + count;
    lane->loss = (struct stream_loss){
        .condition = condition, .batch = &lane->batch, .first = lane->batch.first, .count = count
    };
    lane_save(lane);
}

static void batch_halve(struct stream_lane *lane)
{
    struct stream_batch *b = &lane->batch;

    lane->ends[lane->end_count++] = b->first + b->count;
    b->count /= 2;
}

/* AWS: halving does not count as a try. */
static void batch_failed(struct stream_lane *lane)
{
    const struct stream_plan *plan = &lane->poller->plan;
    struct stream_batch *b = &lane->batch;

    b->invocations++;
    if (plan->bisects && b->count > 1 && lane->end_count < STREAM_SPLITS_MAX) {
        b->invocations = 0;
        batch_halve(lane);
        lane_rest(lane);
    } else if (plan->retries_max >= 0 && b->invocations > plan->retries_max) {
        records_are_done(lane, b->count, "RetryAttemptsExhausted");
    } else {
        lane_rest(lane);
    }
}

static void batch_over(void *arg)
{
    struct stream_lane *lane = arg;

    if (lane->end == STREAM_BATCH_TAKEN) records_are_done(lane, lane->batch.count, NULL);
    else if (lane_is_stopped(lane)) lane_end(lane);
    else if (lane->end == STREAM_BATCH_PUT_OFF) lane_rest(lane);
    else if (lane->good) records_are_done(lane, lane->good, NULL);
    else batch_failed(lane);
}

void stream_batch_done(struct stream_batch *b, enum stream_batch_end end, size_t good)
{
    struct stream_lane *lane = b->lane;

    lane->end = end;
    lane->good = good;
    workers_submit(batch_over, lane);
}

/* How many of the first ones are too old? */
static size_t old_count(const struct stream_lane *lane)
{
    int64_t age_max_ms = lane->poller->plan.age_max_ms;
    const struct stream_batch *b = &lane->batch;
    size_t count = 0;

    if (age_max_ms < 0) return 0;
    while (count < b->count && b->made_ms[b->first + count] + age_max_ms <= clock_now_ms()) count++;
    return count;
}

static void lane_deliver(struct stream_lane *lane)
{
    size_t old = old_count(lane);

    if (old) records_are_done(lane, old, "RecordAgeExceeded");
    else lane->poller->plan.kind->deliver(&lane->batch);
}

static void batch_begin(struct stream_lane *lane)
{
    struct stream_gather *g = &lane->gather;

    lane->batch = (struct stream_batch){ .plan = &lane->poller->plan,
                                         .arena = &g->arena,
                                         .records = g->records,
                                         .count = g->count,
                                         .made_ms = g->made_ms,
                                         .shard = g->shard,
                                         .lane = lane };
    lane_deliver(lane);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static int64_t window_end_ms(const struct stream_lane *lane)
{
    return lane->gather.count && lane->poller->plan.window_ms ? lane->gather.first_ms + lane->poller->plan.window_ms
                                                              : 0;
}

static bool is_full(const struct stream_lane *lane)
{
    const struct stream_gather *g = &lane->gather;

    if (!g->count) return false;
    return (int64_t)g->count >= lane->poller->plan.batch_size || g->bytes >= BYTES_FULL || lane->is_shard_over ||
           window_end_ms(lane) <= clock_now_ms();
}

/* AWS: a change is told in whole seconds, so those of the second in which the lane began are wanted, too. */
static bool is_wanted(const struct stream_lane *lane, struct arena *scratch, const struct doc *change, int64_t made_ms)
{
    const struct stream_plan *plan = &lane->poller->plan;

    if (!lane->number.size && made_ms < lane->since_ms / 1000 * 1000) return false;
    return plan->lanes == 1 || stream_lane_of(scratch, change, plan->lanes) == lane->index;
}

static void change_came(struct stream_lane *lane, struct arena *scratch, const struct doc *change)
{
    int64_t made_ms = doc_get_int(doc_get(change, "dynamodb"), "ApproximateCreationDateTime", 0);
    struct doc *record;

    if (!is_wanted(lane, scratch, change, made_ms)) return;
    record = poller_stream_record(scratch, change, lane->poller->plan.stream_arn);
    if (event_patterns_match(lane->poller->patterns, record))
        stream_gather_add(&lane->gather, record, buf_span(&lane->shard), made_ms,
                          (size_t)lane->poller->plan.batch_size);
    text_set(&lane->number, doc_get_str(doc_get(change, "dynamodb"), "SequenceNumber"));
}

static size_t changes_came(struct stream_lane *lane, struct call *c)
{
    const struct doc *changes = doc_get(c->out, "Records");

    for (size_t i = 0; i < doc_count(changes); i++) change_came(lane, &c->arena, doc_at(changes, i));
    text_set(&lane->iterator, doc_get_str(c->out, "NextShardIterator"));
    lane->is_shard_over = !lane->iterator.size;
    return doc_count(changes);
}

/* AWS: an iterator lives 15 minutes, and records a day. */
static void read_failed(struct stream_lane *lane, const struct call *c)
{
    bool is_trimmed = is_fault(c, "TrimmedDataAccessException");

    fault_tell(lane, c);
    buf_clear(&lane->iterator);
    if (is_trimmed) buf_clear(&lane->number);
    if (is_trimmed || is_fault(c, "ExpiredIteratorException")) workers_submit(lane_step, lane);
    else lane_rest(lane);
}

static void read_over(struct call *c, void *arg)
{
    struct stream_lane *lane = arg;
    size_t came = 0;

    if (c->fault.kind) {
        read_failed(lane, c);
        call_free(c);
        return;
    }
    came = changes_came(lane, c);
    call_free(c);
    lane->rest_ms = 0;
    if (came || lane->is_shard_over || is_full(lane)) workers_submit(lane_step, lane);
    else lane_wait(lane, window_end_ms(lane));
}

static void lane_read(struct stream_lane *lane)
{
    int64_t room = lane->poller->plan.batch_size - (int64_t)lane->gather.count;
    struct call *c = lane_open(lane, "GetRecords", read_over);

    if (!c) return;
    doc_put_str(c->in, "ShardIterator", buf_span(&lane->iterator));
    doc_put_int(c->in, "Limit", room < READ_MAX ? room : READ_MAX);
    door_submit(c);
}

/* --- finding the place -------------------------------------------------------------------------------------------- */

static void pointed(struct call *c, void *arg)
{
    struct stream_lane *lane = arg;
    bool goes_on = true;

    if (!c->fault.kind) {
        text_set(&lane->iterator, doc_get_str(c->out, "ShardIterator"));
    } else {
        fault_tell(lane, c);
        if (is_fault(c, "TrimmedDataAccessException")) buf_clear(&lane->number);
        else if (is_fault(c, "ResourceNotFoundException")) lane->is_shard_over = true;
        else goes_on = false;
    }
    call_free(c);
    if (goes_on) workers_submit(lane_step, lane);
    else lane_rest(lane);
}

static void lane_point(struct stream_lane *lane)
{
    struct call *c = lane_open(lane, "GetShardIterator", pointed);

    if (!c) return;
    doc_put_str(c->in, "StreamArn", lane->poller->plan.stream_arn);
    doc_put_str(c->in, "ShardId", buf_span(&lane->shard));
    doc_put_cstr(c->in, "ShardIteratorType", lane->number.size ? "AFTER_SEQUENCE_NUMBER" : "TRIM_HORIZON");
    if (lane->number.size) doc_put_str(c->in, "SequenceNumber", buf_span(&lane->number));
    door_submit(c);
}

/* Of a stream that was ended there is no further shard. */
static void described(struct call *c, void *arg)
{
    struct stream_lane *lane = arg;
    bool has_failed = c->fault.kind;
    const struct doc *shards = has_failed ? NULL : doc_get(doc_get(c->out, "StreamDescription"), "Shards");
    bool is_found = doc_count(shards) > 0;

    if (has_failed) fault_tell(lane, c);
    if (is_found) {
        text_set(&lane->shard, doc_get_str(doc_at(shards, 0), "ShardId"));
        buf_clear(&lane->number);
        lane->is_shard_over = false;
    }
    call_free(c);
    if (has_failed) lane_rest(lane);
    else if (is_found) workers_submit(lane_step, lane);
    else lane_wait(lane, 0);
}

static void lane_describe(struct stream_lane *lane)
{
    struct call *c = lane_open(lane, "DescribeStream", described);

    if (!c) return;
    doc_put_str(c->in, "StreamArn", lane->poller->plan.stream_arn);
    doc_put_int(c->in, "Limit", 1);
    if (lane->shard.size) doc_put_str(c->in, "ExclusiveStartShardId", buf_span(&lane->shard));
    door_submit(c);
}

/* AWS: a role's trust counts when the role is used. */
static void lane_step(void *arg)
{
    struct stream_lane *lane = arg;
    const struct stream_plan *plan = &lane->poller->plan;

    if (lane_is_stopped(lane)) lane_end(lane);
    else if (lane->done) lane_save(lane);
    else if (!door_may_assume(NULL, plan->kind->service, plan->role, plan->arn)) lane_rest(lane);
    else if (lane->batch.count) lane_deliver(lane);
    else if (is_full(lane)) batch_begin(lane);
    else if (lane->iterator.size) lane_read(lane);
    else if (lane->shard.size && !lane->is_shard_over) lane_point(lane);
    else lane_describe(lane);
}

/* --- the interface ------------------------------------------------------------------------------------------------ */

static struct stream_lane *lane_new(struct stream_poller *p, int index)
{
    const struct stream_position *at = &p->plan.positions[index];
    struct stream_lane *lane = memory_new(1, sizeof *lane);

    lane->poller = p;
    lane->index = index;
    lane->since_ms = at->since_ms;
    text_set(&lane->shard, at->shard);
    text_set(&lane->number, at->number);
    if (!at->number.size) text_set(&lane->iterator, at->iterator);
    lane->bell = (struct bell){ .name = p->table_arn, .rung = rung, .arg = lane };
    return lane;
}

void stream_lanes_begin(struct stream_poller *p)
{
    struct stream_lane *lanes[STREAM_LANES_MAX];

    pthread_mutex_lock(&lock);
    p->lanes = p->plan.lanes;
    for (int i = 0; i < p->plan.lanes; i++) lanes[i] = p->lane[i] = lane_new(p, i);
    pthread_mutex_unlock(&lock);
    for (int i = 0, count = p->plan.lanes; i < count; i++) {
        bell_listen(&lanes[i]->bell);
        workers_submit(lane_step, lanes[i]);
    }
}

void stream_lanes_end(struct stream_poller *p)
{
    pthread_mutex_lock(&lock);
    p->is_stopped = true;
    for (int i = 0; i < STREAM_LANES_MAX; i++)
        if (p->lane[i]) lane_wake(p->lane[i]);
    pthread_mutex_unlock(&lock);
}
