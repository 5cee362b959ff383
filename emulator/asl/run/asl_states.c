/* What each kind of state does: from its raw input to its output and the next state.
 *
 *     raw input ─InputPath▶ effective input ─Parameters▶ [the state's work] ─ResultSelector▶ result ─ResultPath▶ ─OutputPath▶ output
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html
 */
#include "emulator/asl/run/asl_run.h"

#include "emulator/base/times.h"

const char *data_limit_cause(struct asl_execution *x, struct span name)
{
    return arena_printf(
        &x->arena,
        "The state/task '%.*s' returned a result with a size exceeding the maximum number of bytes service limit.",
        SPAN_ARG(name));
}

/* InputPath or OutputPath applied to *value; false when it leads nowhere, and the state has failed. */
static bool path_apply(struct asl_execution *x, struct asl_branch *b, const struct asl_path *p,
                       struct asl_payload *value)
{
    struct scope_of_branch who;
    struct asl_scope scope;
    struct doc *found;
    const char *why = "";

    if (p->is_null) *value = asl_payload_text(SPAN("{}"));
    if (p->is_null || !p->path) return true;
    scope_open(&scope, &who, x, b, p->path->root == JSONPATH_INPUT ? asl_payload_as_doc(value, &x->arena) : NULL);
    found = asl_path_value(p->path, &scope, &why);
    if (found) *value = asl_payload_doc(found);
    else state_fail_format(x, b, "Invalid path '%.*s' : %s", SPAN_ARG(p->path->text), why);
    return found != NULL;
}

bool state_input(struct asl_execution *x, struct asl_branch *b, struct asl_payload *effective)
{
    *effective = b->input;
    if (b->state->jsonata) return true;
    if (!path_apply(x, b, &b->state->input_path, effective)) return false;
    trial_note_input(x, b, "afterInputPath", effective);
    return true;
}

bool state_template(struct asl_execution *x, struct asl_branch *b, const struct asl_template *t,
                    struct asl_payload *value)
{
    struct scope_of_branch who;
    struct asl_scope scope;
    struct doc *made;

    if (!t) return true;
    scope_open(&scope, &who, x, b, asl_payload_as_doc(value, &x->arena));
    made = asl_template_value(t, &scope);
    if (made) *value = asl_payload_doc(made);
    else state_fail_runtime(x, b, &scope.error);
    return made != NULL;
}

static bool assign_make(struct asl_execution *x, struct asl_branch *b, const struct asl_template *t,
                        struct asl_payload *seen, struct doc **assigned)
{
    struct scope_of_branch who;
    struct asl_scope scope;

    *assigned = NULL;
    if (!t) return true;
    scope_open(&scope, &who, x, b, asl_payload_as_doc(seen, &x->arena));
    *assigned = assign_evaluate(t, &scope);
    if (!*assigned) state_fail_runtime(x, b, &scope.error);
    return *assigned && assign_fits(x, b, *assigned);
}

/* The result put into the raw input, as ResultPath says. */
static bool result_place(struct asl_execution *x, struct asl_branch *b, struct asl_payload *result)
{
    const struct asl_path *p = &b->state->result_path;
    struct asl_error e = { .name = SPAN("States.ResultPathMatchFailure") };
    struct doc *placed;
    const char *why = "";

    if (p->is_null) *result = b->input;
    if (p->is_null || !p->path) return true;
    placed = jsonpath_put(p->path, &x->arena, asl_payload_as_doc(&b->input, &x->arena),
                          asl_payload_as_doc(result, &x->arena), &why);
    if (placed) {
        *result = asl_payload_doc(placed);
        return true;
    }
    e.cause = arena_format(&x->arena, "%s \"%.*s\".", why, SPAN_ARG(asl_payload_as_text(&b->input, &x->arena)));
    state_fail_runtime(x, b, &e);
    return false;
}

/* Deeper data could not be read back. */
static bool is_deeper(const struct doc *d, int depth)
{
    if (depth == 0) return true;
    for (size_t i = 0; doc_is(d, DOC_LIST) && i < doc_count(d); i++) {
        if (is_deeper(doc_at(d, i), depth - 1)) return true;
    }
    for (uint32_t i = 0; doc_is(d, DOC_MAP) && i < d->map.count; i++) {
        if (is_deeper(d->map.members[i].value, depth - 1)) return true;
    }
    return false;
}

bool payload_fits(struct asl_execution *x, struct asl_payload *p)
{
    return !(p->doc && !p->text.data && is_deeper(p->doc, JSON_DEPTH_MAX - 8)) &&
           asl_payload_as_text(p, &x->arena).size <= ASL_DATA_BYTES_MAX;
}

bool state_data_fits(struct asl_execution *x, struct asl_branch *b, struct asl_payload *data)
{
    bool fits = payload_fits(x, data);

    if (!fits) state_fail_limit(x, b, span_of(data_limit_cause(x, b->state->name)));
    return fits;
}

static void event_exited(struct asl_execution *x, struct asl_branch *b, struct asl_payload *output,
                         const struct doc *assigned)
{
    event_open(x, b->previous, arena_printf(&x->arena, "%sStateExited", asl_type_names[b->state->type]));
    b->previous = x->last_event;
    event_details(x, "stateExitedEventDetails");
    if (doc_is(assigned, DOC_MAP)) {
        event_details(x, "assignedVariables");
        for (uint32_t i = 0; i < assigned->map.count; i++)
            event_text(x, arena_string(&x->arena, assigned->map.members[i].name),
                       json_text(&x->arena, assigned->map.members[i].value));
        buf_add_text(&x->history, "},\"assignedVariablesDetails\":{\"truncated\":false}");
    }
    event_text(x, "name", b->state->name);
    event_data(x, "output", asl_payload_as_text(output, &x->arena));
    event_close(x);
}

/* Leaves the state: to `next`, or out of the branch. */
void state_exit(struct asl_execution *x, struct asl_branch *b, struct asl_payload output, struct doc *assigned,
                const struct asl_state *next)
{
    event_exited(x, b, &output, assigned);
    assign_apply(x, b, assigned);
    if (trial_left(x, b, &output, next)) return;
    b->is_again = false;
    b->parameters = (struct asl_payload){ 0 };
    if (next) {
        b->state = next;
        b->input = output;
        branch_ready(x, b);
    } else if (b->parent) {
        b->phase = PHASE_ENDED;
        join_child_ended(x, b, output);
    } else {
        b->phase = PHASE_ENDED;
        x->output = asl_payload_as_text(&output, &x->arena);
        execution_end(x, ASL_SUCCEEDED, b->previous);
    }
}

/* The state's work gave `result`. */
void state_complete(struct asl_execution *x, struct asl_branch *b, struct asl_payload result)
{
    struct doc *assigned;

    b->due_ms = 0;
    if (b->state->jsonata) {
        query_complete(x, b, result);
        return;
    }
    if (!state_template(x, b, b->state->result_selector, &result)) return;
    trial_note(x, "afterResultSelector", &result);
    if (!assign_make(x, b, b->state->assign, &result, &assigned) || !result_place(x, b, &result)) return;
    trial_note(x, "afterResultPath", &result);
    if (!path_apply(x, b, &b->state->output_path, &result)) return;
    if (state_data_fits(x, b, &result)) state_exit(x, b, result, assigned, b->state->next);
}

/* The end of a state whose output is its effective input. */
static void state_pass_through(struct asl_execution *x, struct asl_branch *b, struct asl_payload effective,
                               const struct asl_template *assign, const struct asl_state *next)
{
    struct doc *assigned;

    b->due_ms = 0;
    if (!assign_make(x, b, assign, &effective, &assigned)) return;
    if (path_apply(x, b, &b->state->output_path, &effective) && state_data_fits(x, b, &effective))
        state_exit(x, b, effective, assigned, next);
}

static void pass_enter(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    if (b->state->jsonata) {
        query_pass_through(x, b);
        return;
    }
    if (!state_template(x, b, b->state->parameters, &input)) return;
    trial_note_input(x, b, "afterParameters", &input);
    if (b->state->result) input = asl_payload_doc(b->state->result);
    trial_note_result(x, b, &input);
    state_complete(x, b, input);
}

/* AWS: States.NoChoiceMatched is reserved, too. */
void state_fail_no_choice(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_error none = { .name = SPAN("States.Runtime"),
                              .cause = SPAN(
                                  "Failed to transition out of the state. The state does not point to a next state.") };

    state_fail_runtime(x, b, &none);
}

static void choice_enter(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    struct scope_of_branch who;
    struct asl_scope scope;

    if (b->state->jsonata) {
        query_choice(x, b);
        return;
    }
    scope_open(&scope, &who, x, b, asl_payload_as_doc(&input, &x->arena));
    for (uint32_t i = 0; i < b->state->choice_count; i++) {
        const struct asl_choice *c = &b->state->choices[i];
        int holds = asl_choice_holds(c, &scope);

        if (holds < 0) state_fail_runtime(x, b, &scope.error);
        if (holds > 0) state_pass_through(x, b, input, c->assign ? c->assign : b->state->assign, c->next);
        if (holds) return;
    }
    if (b->state->fallback) state_pass_through(x, b, input, b->state->assign, b->state->fallback);
    else state_fail_no_choice(x, b);
}

/* The value that a path of the state refers to, or NULL, and the state has failed. */
static struct doc *referred(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p,
                            struct asl_payload *input, const char *field)
{
    struct scope_of_branch who;
    struct asl_scope scope;
    struct doc *value;

    scope_open(&scope, &who, x, b, asl_payload_as_doc(input, &x->arena));
    value = asl_path_value(p, &scope, NULL);
    if (!value)
        state_fail_format(x, b, "The %s parameter does not reference an input value: %.*s", field, SPAN_ARG(p->text));
    return value;
}

static struct span plain_text(struct asl_execution *x, const struct doc *d)
{
    return doc_is(d, DOC_STRING) ? doc_text(d) : json_text(&x->arena, d);
}

bool state_seconds(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p, struct asl_payload *input,
                   const char *field, int64_t *seconds)
{
    struct doc *value = referred(x, b, p, input, field);

    if (!value) return false;
    if (!doc_is(value, DOC_INT)) {
        state_fail_format(x, b, "The %s parameter cannot be parsed as a long value: %.*s == %.*s", field,
                          SPAN_ARG(p->text), SPAN_ARG(plain_text(x, value)));
        return false;
    }
    if (value->integer < 0) {
        state_fail_format(x, b, "The %s parameter references a negative value: %.*s == %lld", field, SPAN_ARG(p->text),
                          (long long)value->integer);
        return false;
    }
    *seconds = value->integer;
    return true;
}

static bool timestamp_referred(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    const struct jsonpath *p = b->state->timestamp_path;
    struct doc *value = referred(x, b, p, input, "TimestampPath");

    if (!value) return false;
    if (time_parse_iso8601(doc_text(value), &b->due_ms)) return true;
    state_fail_format(
        x, b,
        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: %.*s == %.*s",
        SPAN_ARG(p->text), SPAN_ARG(plain_text(x, value)));
    return false;
}

/* Seconds from now as a point in time; far enough away it stays representable. */
int64_t time_after(const struct asl_execution *x, int64_t seconds)
{
    const int64_t most = (int64_t)100 * 366 * 24 * 3600;

    return x->now_ms + (seconds > most ? most : seconds) * 1000;
}

static void wait_enter(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    const struct asl_state *s = b->state;
    int64_t seconds = s->seconds;

    if (s->query.timestamp && !query_timestamp(x, b, s->query.timestamp, &b->due_ms)) return;
    if (!query_seconds(x, b, s->query.seconds, 0, &seconds)) return;
    if (s->timestamp_path && !timestamp_referred(x, b, &input)) return;
    if (s->seconds_path && !state_seconds(x, b, s->seconds_path, &input, "SecondsPath", &seconds)) return;
    if (s->timestamp_text.data) b->due_ms = s->timestamp_ms;
    else if (!s->timestamp_path && !s->query.timestamp) b->due_ms = time_after(x, seconds);
    b->phase = PHASE_WAIT;
    if (b->due_ms <= x->now_ms) state_wait_over(x, b);
}

void state_wait_over(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_payload effective;

    if (b->state->jsonata) query_pass_through(x, b);
    else if (state_input(x, b, &effective)) state_pass_through(x, b, effective, b->state->assign, b->state->next);
}

static bool fail_text(struct asl_execution *x, struct asl_branch *b, const struct asl_expression *e, const char *field,
                      struct span *text)
{
    struct scope_of_branch who;
    struct asl_scope scope;
    struct doc *value;

    if (!e) return true;
    scope_open(&scope, &who, x, b, asl_payload_as_doc(&b->input, &x->arena));
    value = asl_expression_value(e, &scope, span_of(field));
    if (!value) {
        state_fail_runtime(x, b, &scope.error);
        return false;
    }
    *text = plain_text(x, value);
    return true;
}

static bool fail_query(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, struct span *text)
{
    struct doc *value = q ? query_value(x, b, q, "string") : NULL;

    if (value) *text = doc_text(value);
    return value || !q;
}

static void fail_enter(struct asl_execution *x, struct asl_branch *b)
{
    struct span error = b->state->error, cause = b->state->cause;

    if (!fail_query(x, b, b->state->query.error, &error) || !fail_query(x, b, b->state->query.cause, &cause)) return;
    if (!fail_text(x, b, b->state->error_path, "ErrorPath", &error) ||
        !fail_text(x, b, b->state->cause_path, "CausePath", &cause))
        return;
    state_fail(x, b, error, cause);
}

void state_enter(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_payload input;

    b->decided = b->previous;
    b->branch_failed = false;
    if (!b->is_again) {
        b->entered_ms = x->now_ms;
        b->retries = 0;
        b->attempts = ARENA_ARRAY(&x->arena, uint32_t, b->state->retrier_count + 1);
        trial_attempts(x, b);
        event_state_entered(x, b);
    }
    b->due_ms = 0;
    if (!state_input(x, b, &input)) return;
    switch (b->state->type) {
    case ASL_TASK: task_enter(x, b, input); break;
    case ASL_PASS: pass_enter(x, b, input); break;
    case ASL_CHOICE: choice_enter(x, b, input); break;
    case ASL_WAIT: wait_enter(x, b, input); break;
    case ASL_SUCCEED:
        if (b->state->jsonata) query_pass_through(x, b);
        else state_pass_through(x, b, input, NULL, NULL);
        break;
    case ASL_FAIL: fail_enter(x, b); break;
    case ASL_PARALLEL:
    case ASL_MAP: join_start(x, b, input); break;
    }
}
