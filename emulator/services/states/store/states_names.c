/* What things are called: ARNs, statuses, task tokens. */
#include "emulator/services/states/store/states_names.h"

#include "emulator/base/digest.h"

const char *const states_status_names[] = { "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT",
                                            "ABORTED" }; /* ORDER states_status */

_Static_assert(sizeof states_status_names / sizeof *states_status_names == STATES_ABORTED + 1, "ORDER states_status");

struct span states_execution_arn(struct arena *a, const struct states_execution *e)
{
    if (e->express_uuid.data)
        return arena_format(a, "arn:aws:states:%.*s:%.*s:express:%.*s:%.*s:%.*s", SPAN_ARG(e->region),
                            SPAN_ARG(e->account), SPAN_ARG(e->machine), SPAN_ARG(e->name), SPAN_ARG(e->express_uuid));
    return arena_format(a, "arn:aws:states:%.*s:%.*s:execution:%.*s:%.*s", SPAN_ARG(e->region), SPAN_ARG(e->account),
                        SPAN_ARG(e->machine), SPAN_ARG(e->name));
}

struct span states_execution_machine_arn(struct arena *a, const struct states_execution *e)
{
    return arena_format(a, "arn:aws:states:%.*s:%.*s:stateMachine:%.*s", SPAN_ARG(e->region), SPAN_ARG(e->account),
                        SPAN_ARG(e->machine));
}

/* AWS: a Map Run's child is redriven by its run. */
const char *states_redrive_status(const struct states_execution *e, bool can)
{
    if (!can) return "NOT_REDRIVABLE";
    return e->machine_id < 0 ? "REDRIVABLE_BY_MAP_RUN" : "REDRIVABLE";
}

struct span states_machine_arn(struct arena *a, const struct states_machine *m)
{
    return arena_format(a, "arn:aws:states:%.*s:%.*s:stateMachine:%.*s", SPAN_ARG(m->region), SPAN_ARG(m->account),
                        SPAN_ARG(m->name));
}

struct span states_version_arn(struct arena *a, const struct states_machine *m, int64_t number)
{
    return arena_format(a, "arn:aws:states:%.*s:%.*s:stateMachine:%.*s:%lld", SPAN_ARG(m->region), SPAN_ARG(m->account),
                        SPAN_ARG(m->name), (long long)number);
}

const char *states_activity_key(struct arena *a, struct span activity)
{
    return arena_printf(a, "states:%.*s", SPAN_ARG(activity));
}

/* --- tokens of tasks ---------------------------------------------------------------------------------------------- */

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
