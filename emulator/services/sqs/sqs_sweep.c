/* A few hundred rows at a time, so that callers get in between. */
#include "emulator/services/sqs/sqs_sweep.h"

#include "emulator/core/service.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_store_fifo.h"

#define SWEEP_ROWS 500

bool sqs_sweep_step(struct call *c, int64_t *due_ms)
{
    (void)due_ms;
    return sqs_store_boxes_sweep(c->db, SWEEP_ROWS);
}

/* Bodies come along, so not too many at a time. Returns how many there were. */
static int some_delete(struct call *c, const struct sqs_queue *q)
{
    struct sqs_message m[10];
    int n = sqs_store_messages_expired(c, q->box, c->now_ms - sqs_retention_ms(q), 10, m);

    for (int i = 0; i < n; i++) {
        sqs_store_message_delete(c, q, &m[i]);
        if (q->is_fifo) sqs_store_group_refresh(c, q, m[i].group);
    }
    return n;
}

static int expired_step(struct call *c, void *queue_id)
{
    struct sqs_queue q;
    int total = 0, n = 10;

    if (!sqs_store_queue_by_id(c, *(int64_t *)queue_id, &q)) return 0;
    for (; n == 10 && total < SWEEP_ROWS; total += n) n = some_delete(c, &q);
    if (total >= SWEEP_ROWS) sqs_sweep_expired(c, q.id);
    return 0;
}

static void expired_start(void *queue_id)
{
    chore_once(service_find("sqs"), expired_step, NULL, queue_id, sizeof(int64_t));
}

void sqs_sweep_expired(struct call *c, int64_t queue_id)
{
    call_after_commit(c, expired_start, &queue_id, sizeof queue_id);
}
