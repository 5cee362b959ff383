/* Task tokens, and the operations that end a task by one.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
#include "emulator/services/states/api/states_tokens.h"

#include "emulator/base/digest.h"
#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/store/states_callbacks_store.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/run/states_ends.h"
#include "emulator/services/states/states_rules.h"
#include "emulator/services/states/store/states_names.h"

static int timed_out(struct call *c)
{
    return fault(c, &states_task_timed_out, "Task Timed Out: 'Provided task does not exist anymore'");
}

/* The execution and the task of the token; the task may have ended. */
static int token_require(struct call *c, int64_t *execution, int64_t *task)
{
    struct states_execution e;
    struct span digest;

    if (!states_token_parse(&c->arena, doc_get_str(c->in, "taskToken"), execution, task, &digest))
        return fault(c, &states_invalid_token, "Invalid Token: 'Invalid token'");
    if (!states_execution_by_id(c->db, &c->arena, *execution, &e))
        return fault(c, &states_task_does_not_exist, "Task Does Not Exist: 'Provided task does not exist'");
    if (!span_eq(digest, states_token_digest(&c->arena, &e)))
        return fault(c, &states_invalid_token, "Invalid Token: 'Invalid token'");
    return 0;
}

static int answer(struct call *c, enum states_answer how, struct span output, struct span error, struct span cause)
{
    int64_t execution, task;

    if (token_require(c, &execution, &task)) return -1;
    if (!states_callback_answer(c->db, execution, task, how, output, error, cause, false)) return timed_out(c);
    states_after_news(states_aftermath_of(c), execution);
    return 0;
}

int states_send_task_success(struct call *c)
{
    struct span output = doc_get_str(c->in, "output");
    const char *why = states_input_refusal(&c->arena, output);

    if (why) return fault(c, &states_invalid_output, "Invalid Output: '%s'", why);
    return answer(c, ANSWER_SUCCESS, output, (struct span){ 0 }, (struct span){ 0 });
}

int states_send_task_failure(struct call *c)
{
    return answer(c, ANSWER_FAILURE, (struct span){ 0 }, doc_get_str(c->in, "error"), doc_get_str(c->in, "cause"));
}

int states_send_task_heartbeat(struct call *c)
{
    int64_t execution, task;

    if (token_require(c, &execution, &task)) return -1;
    if (!states_callback_hear(c->db, execution, task, c->now_ms)) return timed_out(c);
    states_after_news(states_aftermath_of(c), execution);
    return 0;
}
