/* Jobs of the store's writer that take a few hundred rows each, so that callers get in between. A step that fails is not tried again before the next
 * occasion: the rows wait unseen. */
#include "emulator/services/sqs/sqs_sweep.h"

#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_store_fifo.h"
#include "emulator/store/store.h"

#define SWEEP_ROWS 500

struct call *sqs_background_call(struct db *db)
{
    struct call *c = calloc(1, sizeof *c);

    if (!c) abort();
    c->db = db;
    c->now_ms = clock_now_ms();
    c->effects_end = &c->effects;
    return c;
}

void sqs_background_free(struct call *c)
{
    arena_release(&c->arena);
    free(c);
}

struct sweep {
    struct store_job job;
    int64_t queue; /* 0: the boxes given up */
    bool is_more;
};

/* Bodies come along, so not too many at a time. */
static bool expired_step(struct db *db, int64_t queue)
{
    struct call *c = sqs_background_call(db);
    struct sqs_message m[10];
    struct sqs_queue q;
    int total = 0, n = 0;

    if (sqs_store_queue_by_id(c, queue, &q)) do {
            n = sqs_store_messages_expired(c, q.box, c->now_ms - sqs_retention_ms(&q), 10, m);
            for (int i = 0; i < n; i++) {
                sqs_store_message_delete(c, &q, &m[i]);
                if (q.is_fifo) sqs_store_group_refresh(c, &q, m[i].group);
            }
            total += n;
        } while (n == 10 && total < SWEEP_ROWS);
    sqs_background_free(c);
    return total >= SWEEP_ROWS;
}

static int sweep_run(struct db *db, void *arg)
{
    struct sweep *s = arg;

    s->is_more = s->queue ? expired_step(db, s->queue) : sqs_store_boxes_sweep(db, SWEEP_ROWS);
    return 0;
}

static void sweep_done(void *arg, enum store_outcome outcome)
{
    struct sweep *s = arg;

    if (outcome == STORE_COMMITTED && s->is_more) store_submit(&s->job);
    else free(s);
}

static struct sweep *sweep_new(int64_t queue)
{
    struct sweep *s = calloc(1, sizeof *s);

    if (!s) abort();
    s->queue = queue;
    s->job = (struct store_job){ .run = sweep_run, .done = sweep_done, .arg = s };
    return s;
}

static void sweep_start(void *arg)
{
    struct sweep *s = arg;

    store_submit(&s->job);
}

void sqs_sweep_boxes(void)
{
    sweep_start(sweep_new(0));
}

void sqs_sweep_boxes_after(struct call *c)
{
    call_after_commit(c, sweep_start, free, sweep_new(0));
}

void sqs_sweep_expired(struct call *c, int64_t queue_id)
{
    call_after_commit(c, sweep_start, free, sweep_new(queue_id));
}
