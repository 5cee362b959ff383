/* Task tokens, and the operations that end a task by one.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
#include "emulator/services/states/run/states_tokens.h"

#include "emulator/base/digest.h"
#include "emulator/services/states/store/states_callbacks_store.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/run/states_jobs.h"
#include "emulator/services/states/states_rules.h"

struct span states_token_digest(struct arena *a, const struct states_execution *e)
{
    struct span arn = states_execution_arn(a, e);

    return span_sub(span_of(sha256_hex(a, arena_format(a, "%.*s %lld %lld", SPAN_ARG(arn), (long long)e->id,
                                                       (long long)e->started_ms))),
                    0, 40);
}

/* As long as AWS's are short: a text of base64. */
struct span states_token_of_task(struct arena *a, const struct states_execution *e, int64_t task)
{
    return base64_text(a, arena_format(a, "task:%lld:%lld:%.*s", (long long)e->id, (long long)task,
                                       SPAN_ARG(states_token_digest(a, e))));
}

bool states_token_parse(struct arena *a, struct span token, int64_t *execution, int64_t *task, struct span *digest)
{
    struct span rest, piece;

    if (!base64_decode(a, token, &rest)) return false;
    if (!span_split(&rest, ':', &piece) || !span_is(piece, "task")) return false;
    if (!span_split(&rest, ':', &piece) || !span_int(piece, execution)) return false;
    if (!span_split(&rest, ':', &piece) || !span_int(piece, task)) return false;
    *digest = rest;
    return rest.size == 40;
}

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
