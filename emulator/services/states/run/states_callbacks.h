/* Tasks that end by a message from outside: SendTaskSuccess and SendTaskFailure with a task's token, an activity's
 * worker, the end of an execution that is waited for. Each has a row from the stretch that scheduled it to the one
 * that is told its end, so an answer that was acknowledged is durable before the execution has gone on:
 *
 *     a stretch schedules ──▶ row ──▶ a handler writes the answer into it, and counts the execution's news
 *                                ──▶ a stretch reads it, and deletes it
 *
 * A stretch that did not see all news when it began is not kept, and begins again. AWS:
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
#ifndef NUBE_STATES_CALLBACKS_H
#define NUBE_STATES_CALLBACKS_H

#include "emulator/asl/run/asl_execution.h"
#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/store/states_callbacks_store.h"

/* The execution's callbacks. */
struct states_callback *states_callbacks_read(struct db *db, struct arena *a, int64_t execution);

/* Tells the interpreter signs of life and answers. */
void states_callbacks_hear(struct states_callback *list, struct asl_execution *x);
void states_callbacks_tell(struct states_callback *list, struct asl_execution *x, int64_t now_ms);

/* The end of the call that a task with a callback is handed over by. False: the task has none. */
bool states_callbacks_submitted(struct states_callback *list, struct arena *a, struct asl_execution *x, int64_t task,
                                const struct asl_outcome *outcome, int64_t now_ms);

/* The list with a callback for each of the stretch's tasks that need one. */
struct states_callback *states_callbacks_with_new(struct states_callback *list, struct arena *a,
                                                  struct asl_execution *x);

/* In the stretch's transaction: the rows as they are now. */
void states_callbacks_write(struct db *db, const struct states_execution *e, struct states_callback *list,
                            const struct asl_execution *x, struct states_aftermath *after);

#endif
