/* What an expression sees beside its input: the Context object, made when an expression first asks for it, and variables, looked up from the branch outwards.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
#include "emulator/asl/run/asl_run.h"

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
    struct scope_of_branch *who = arg;

    if (!who->context) who->context = context_make(who->x, who->b);
    return who->context;
}

static struct doc *scope_variable(void *arg, struct span name)
{
    for (struct asl_branch *b = ((struct scope_of_branch *)arg)->b; b; b = b->parent) {
        struct doc *value = doc_get_span(b->variables, name);

        if (value) return value;
    }
    return NULL;
}

void scope_open(struct asl_scope *s, struct scope_of_branch *who, struct asl_execution *x, struct asl_branch *b,
                struct doc *input)
{
    *who = (struct scope_of_branch){ x, b, NULL };
    *s = (struct asl_scope){ .arena = &x->arena,
                             .input = input,
                             .context = scope_context,
                             .variable = scope_variable,
                             .arg = who,
                             .now_ms = x->now_ms };
}

struct doc *assign_evaluate(const struct asl_template *t, struct asl_scope *s)
{
    return t ? asl_template_value(t, s) : NULL;
}

static size_t member_bytes(struct arena *a, const struct doc_member *m)
{
    return json_text(a, doc_string(a, m->name)).size + json_text(a, m->value).size + 2; /* a colon and a comma */
}

/* Of the branch's variables and of all below it. */
static size_t variables_bytes(const struct asl_branch *b)
{
    size_t total = b->variables_bytes;

    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->started; i++) {
        if (b->children[i] && b->children[i]->phase != PHASE_ENDED) total += variables_bytes(b->children[i]);
    }
    return total;
}

/* What a scope's variables grow by; those that get a new value lose the old one. May be negative. */
static int64_t growth(struct asl_execution *x, const struct asl_branch *b, const struct doc *assigned)
{
    int64_t bytes = 0;

    for (uint32_t i = 0; i < doc_count(assigned); i++) {
        const struct doc_member *m = &assigned->map.members[i];
        struct doc *old = doc_get_span(b->variables, m->name);

        bytes += (int64_t)member_bytes(&x->arena, m);
        if (old) bytes -= (int64_t)member_bytes(&x->arena, &(struct doc_member){ .name = m->name, .value = old });
    }
    return bytes;
}

/* AWS: what one state assigns, and each variable, is up to 256 KiB; all of an execution up to 10 MiB. */
bool assign_fits(struct asl_execution *x, struct asl_branch *b, const struct doc *assigned)
{
    const char *what = NULL;

    if (!doc_is(assigned, DOC_MAP)) return true;
    if (json_text(&x->arena, assigned).size > ASL_DATA_BYTES_MAX) what = "256 KiB in one Assign";
    else if ((int64_t)variables_bytes(x->root) + growth(x, b, assigned) > ASL_VARIABLES_BYTES_MAX)
        what = "10 MiB in all";
    if (!what) return true;
    state_fail_limit(x, b,
                     arena_format(&x->arena, "The variables assigned by the state '%.*s' exceed the limit of %s.",
                                  SPAN_ARG(b->state->name), what));
    return false;
}

void assign_apply(struct asl_execution *x, struct asl_branch *b, struct doc *assigned)
{
    if (!doc_is(assigned, DOC_MAP)) return;
    b->variables_bytes = (size_t)((int64_t)b->variables_bytes + growth(x, b, assigned));
    b->variables = b->variables ? doc_shallow(&x->arena, b->variables) : doc_map(&x->arena);
    for (uint32_t i = 0; i < assigned->map.count; i++)
        doc_put_span(b->variables, assigned->map.members[i].name, assigned->map.members[i].value);
}
