/* What an expression sees beside its input: the Context object, made when an expression first asks for it, and
 * variables, looked up from the branch outwards.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
#include "emulator/asl/run/asl_context.h"

#include "emulator/asl/run/asl_trial.h"
#include "emulator/base/times.h"

static void execution_describe(struct asl_execution *x, struct doc *d)
{
    doc_put_str(d, "Id", x->facts.execution_arn);
    doc_put(d, "Input", json_parse(&x->arena, x->facts.input, NULL));
    doc_put_str(d, "StartTime", time_iso8601(&x->arena, x->facts.started_ms));
    doc_put_str(d, "Name", x->facts.execution_name);
    doc_put(d, "RoleArn", x->facts.role_arn.data ? doc_string(&x->arena, x->facts.role_arn) : doc_null(&x->arena));
    if (!x->facts.trial) doc_put_int(d, "RedriveCount", x->facts.redrive_count);
    if (x->facts.redriven_ms) doc_put_str(d, "RedriveTime", time_iso8601(&x->arena, x->facts.redriven_ms));
}

/* Of the task that runs, or that is about to be scheduled: its event is the next. AWS: a task that waits for a job has
 * one, too, by which it can be ended before the job. */
static struct span task_token(struct asl_execution *x, const struct asl_branch *b)
{
    if (!x->facts.task_token || !b->state || b->state->resource.pattern == ASL_REQUEST_RESPONSE)
        return (struct span){ 0 };
    return x->facts.task_token(&x->arena, x->facts.task_token_arg,
                               b->phase == PHASE_TASK ? b->task.id : x->last_event + 1);
}

static void context_describe(struct asl_execution *x, const struct asl_branch *in, struct doc *context)
{
    struct doc *d;
    struct span token;

    execution_describe(x, doc_put_map(context, "Execution"));
    d = doc_put_map(context, "StateMachine");
    doc_put_str(d, "Id", x->facts.machine_arn);
    doc_put_str(d, "Name", x->facts.machine_name);
    d = doc_put_map(context, "State");
    doc_put_str(d, "Name", x->facts.trial ? SPAN(ASL_TRIAL_NAME) : in->state->name); /* AWS: whatever its name */
    doc_put_str(d, "EnteredTime", time_iso8601(&x->arena, in->entered_ms));
    if (in->state->type == ASL_TASK || in->state->type == ASL_PARALLEL || in->state->type == ASL_MAP)
        doc_put_int(d, "RetryCount", in->retries);
    token = task_token(x, in);
    if (token.data) doc_put_str(doc_put_map(context, "Task"), "Token", token);
}

static struct doc *context_make(struct asl_execution *x, struct asl_branch *b)
{
    const struct asl_branch *in = b->state ? b : b->parent; /* an item is selected before its iteration has a state */
    struct doc *given = x->facts.trial ? x->facts.trial->context : NULL,
               *context = given ? doc_shallow(&x->arena, given) : doc_map(&x->arena), *d;

    if (!given) context_describe(x, in, context);
    while (b && !b->item.text.data && !b->item.doc) b = b->parent;
    if (!b) return context;
    d = doc_put_map(doc_put_map(context, "Map"), "Item");
    doc_put_int(d, "Index", b->index);
    if (b->origin && b->origin->key.data) doc_put_str(d, "Key", b->origin->key);
    doc_put(d, "Value", asl_payload_as_doc(&b->item, &x->arena));
    doc_put_str(d, "Source", b->origin ? b->origin->source : SPAN(ASL_ITEM_STATE_DATA));
    return context;
}

static struct doc *scope_context(void *arg)
{
    struct asl_branch_scope *who = arg;

    if (!who->context) who->context = context_make(who->x, who->b);
    return who->context;
}

static struct doc *scope_variable(void *arg, struct span name)
{
    for (struct asl_branch *b = ((struct asl_branch_scope *)arg)->b; b; b = b->parent) {
        struct doc *value = doc_get_span(b->variables, name);

        if (value) return value;
    }
    return NULL;
}

void asl_scope_open(struct asl_scope *s, struct asl_branch_scope *who, struct asl_execution *x, struct asl_branch *b,
                    struct doc *input)
{
    *who = (struct asl_branch_scope){ x, b, NULL };
    *s = (struct asl_scope){ .arena = &x->arena,
                             .input = input,
                             .context = scope_context,
                             .variable = scope_variable,
                             .arg = who,
                             .now_ms = x->now_ms };
}
