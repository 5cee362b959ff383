/* What became of a batch is told the queue message by message, ten a call: those that were taken are deleted, others
 * come back by themselves. */
#include "emulator/pollers/queue_batches.h"

#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/panic.h"
#include "emulator/core/door.h"

#define RETRY_MS     1000
#define RETRY_MS_MAX 60000

/* --- telling the queue -------------------------------------------------------------------------------------------- */

/* The next messages that are meant, ten at most, as the entries of a call about them; the rest of each entry is the
 * caller's. NULL when there are none left. */
static struct doc *entries_next(struct queue_batch *b, struct call *c)
{
    struct doc *entries = NULL;

    for (; b->own.told < doc_count(b->messages) && doc_count(entries) < QUEUE_RECEIVE_MAX; b->own.told++) {
        struct doc *entry;

        if (b->has_failed[b->own.told]) continue;
        if (!entries) entries = doc_put_list(c->in, "Entries");
        entry = doc_append_map(entries);
        doc_put_format(entry, "Id", "%zu", b->own.told);
        doc_put_str(entry, "ReceiptHandle", doc_get_str(doc_at(b->messages, b->own.told), "ReceiptHandle"));
    }
    return entries;
}

static void batch_delete(void *arg);

static void deleted(struct call *c, void *arg)
{
    struct queue_batch *b = arg;
    bool is_good = !c->fault.kind;

    if (!is_good) queue_call_fault(b->own.poller, c);
    call_free(c);
    if (is_good) batch_delete(b);
    else queue_batch_free(b, QUEUE_BATCH_PUT_OFF);
}

static void batch_delete(void *arg)
{
    struct queue_batch *b = arg;
    struct call *c = queue_call_open(b->own.poller, "DeleteMessageBatch");

    if (!c || !entries_next(b, c)) {
        if (c) call_free(c);
        queue_batch_free(b, QUEUE_BATCH_TAKEN);
        return;
    }
    c->done = deleted;
    c->done_arg = b;
    door_submit(c);
}

static void batch_give_back(struct queue_batch *b);

static void given_back(struct call *c, void *arg)
{
    struct queue_batch *b = arg;

    call_free(c);
    batch_give_back(b);
}

/* AWS's pollers do not need that, so it is the account's doing, not the role's. */
static void batch_give_back(struct queue_batch *b)
{
    struct call *c = queue_call_open(b->own.poller, "ChangeMessageVisibilityBatch");
    struct doc *entries = c ? entries_next(b, c) : NULL;

    if (!entries) {
        if (c) call_free(c);
        queue_batch_free(b, QUEUE_BATCH_TAKEN);
        return;
    }
    c->who.kind = IDENTITY_ROOT;
    for (size_t i = 0; i < doc_count(entries); i++) doc_put_int(doc_at(entries, i), "VisibilityTimeout", 0);
    c->done = given_back;
    c->done_arg = b;
    door_submit(c);
}

/* --- ending --------------------------------------------------------------------------------------------------- */

/* AWS: what was put off is tried again while the messages are the poller's own. */
static bool is_put_off(struct queue_batch *b)
{
    int64_t now_ms = clock_now_ms();

    b->own.retry_ms = b->own.retry_ms ? b->own.retry_ms * 2 : RETRY_MS;
    if (b->own.retry_ms > RETRY_MS_MAX) b->own.retry_ms = RETRY_MS_MAX;
    return now_ms + b->own.retry_ms < b->own.received_ms + b->own.poller->visibility_ms &&
           queue_batch_wait(b, now_ms + b->own.retry_ms);
}

/* What was taken is deleted even when the poller was stopped meanwhile, unless the process stops: it is then received
 * again. */
void queue_batch_done(struct queue_batch *b, enum queue_batch_end end)
{
    if (queue_pollers_are_closed()) queue_batch_free(b, end);
    else if (end == QUEUE_BATCH_TAKEN) workers_submit(batch_delete, b);
    else if (end != QUEUE_BATCH_PUT_OFF || !is_put_off(b)) queue_batch_free(b, end);
}

/* --- making ------------------------------------------------------------------------------------------------------- */

struct queue_batch *queue_batch_new(struct queue_poller *p)
{
    struct queue_batch *b = memory_new(1, sizeof *b);

    b->plan = &p->plan;
    b->who = &p->who;
    b->own.poller = p;
    b->own.received_ms = p->held.first_ms;
    b->records = doc_list(&b->arena);
    b->messages = doc_list(&b->arena);
    queue_poller_enter(p);
    return b;
}

void queue_batch_add(struct queue_batch *b, const struct doc *message, const struct doc *record)
{
    doc_append(b->messages, doc_copy(&b->arena, message));
    if (record) doc_append(b->records, doc_copy(&b->arena, record));
}

static void batch_close(struct queue_batch *b)
{
    b->has_failed = ARENA_ARRAY(&b->arena, bool, doc_count(b->messages));
}

void queue_batch_deliver(struct queue_batch *b)
{
    batch_close(b);
    b->plan->kind->deliver(b);
}

void queue_batch_drop(struct queue_batch *b)
{
    batch_close(b);
    batch_delete(b);
}

void queue_batch_give_back(struct queue_batch *b)
{
    batch_close(b);
    batch_give_back(b);
}
