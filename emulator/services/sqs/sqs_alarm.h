/* Waking receivers when a message becomes visible by time alone: a delay or a visibility timeout runs out.
 *
 * A receiver that waits sets its queue's alarm to the next such time; when it rings, as many are woken as there are
 * messages. So a thousand receivers that wait for one message need one timer, and one of them gets it. */
#ifndef NUBE_SQS_ALARM_H
#define NUBE_SQS_ALARM_H

#include "emulator/services/sqs/sqs_store.h"

/* The queue's alarm rings at due_ms, unless it does so earlier anyway. From any thread. */
void sqs_alarm_set(int64_t queue_id, int64_t due_ms);

/* The same after the call's commit. */
void sqs_alarm_set_after(struct call *c, const struct sqs_queue *q, int64_t due_ms);

/* Forgets all: their timers are gone. */
void sqs_alarm_clear(void);

/* When the next message that is not visible yet becomes so, or `otherwise`. */
int64_t sqs_next_visible_ms(struct call *c, const struct sqs_queue *q, int64_t otherwise);

/* The key that receivers of a queue wait for. */
const char *sqs_queue_key(struct call *c, const struct sqs_queue *q);

#endif
