/* What the paths and templates of a JSONPath state give.
 *
 *     raw input ─InputPath▶ effective input ─Parameters▶ [the state's work]
 *                                   output ◀OutputPath─ ◀ResultPath─ result ◀ResultSelector─┘
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html
 */
#include "emulator/asl/run/asl_paths.h"

#include "emulator/asl/run/asl_context.h"
#include "emulator/asl/run/asl_fail.h"
#include "emulator/asl/run/asl_trial_notes.h"
#include "emulator/base/times.h"

/* InputPath or OutputPath applied to *value; false when it leads nowhere, and the state has failed. */
bool asl_path_apply(struct asl_execution *x, struct asl_branch *b, const struct asl_path *p, struct asl_payload *value)
{
    struct asl_branch_scope who;
    struct asl_scope scope;
    struct doc *found;
    const char *why = "";

    if (p->is_null) *value = asl_payload_text(SPAN("{}"));
    if (p->is_null || !p->path) return true;
    asl_scope_open(&scope, &who, x, b, p->path->root == JSONPATH_INPUT ? asl_payload_as_doc(value, &x->arena) : NULL);
    found = asl_path_value(p->path, &scope, &why);
    if (found) *value = asl_payload_doc(found);
    else asl_fail_format(x, b, "Invalid path '%.*s' : %s", SPAN_ARG(p->path->text), why);
    return found != NULL;
}

bool asl_state_input(struct asl_execution *x, struct asl_branch *b, struct asl_payload *effective)
{
    *effective = b->input;
    if (b->state->jsonata) return true;
    if (!asl_path_apply(x, b, &b->state->input_path, effective)) return false;
    asl_trial_note_input(x, b, "afterInputPath", effective);
    return true;
}

bool asl_state_template(struct asl_execution *x, struct asl_branch *b, const struct asl_template *t,
                        struct asl_payload *value)
{
    struct asl_branch_scope who;
    struct asl_scope scope;
    struct doc *made;

    if (!t) return true;
    asl_scope_open(&scope, &who, x, b, asl_payload_as_doc(value, &x->arena));
    made = asl_template_value(t, &scope);
    if (made) *value = asl_payload_doc(made);
    else asl_fail_runtime(x, b, &scope.error);
    return made != NULL;
}

/* The value that a path of the state refers to, or NULL, and the state has failed. */
static struct doc *referred(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p,
                            struct asl_payload *input, const char *field)
{
    struct asl_branch_scope who;
    struct asl_scope scope;
    struct doc *value;

    asl_scope_open(&scope, &who, x, b, asl_payload_as_doc(input, &x->arena));
    value = asl_path_value(p, &scope, NULL);
    if (!value)
        asl_fail_format(x, b, "The %s parameter does not reference an input value: %.*s", field, SPAN_ARG(p->text));
    return value;
}

struct span asl_plain_text(struct asl_execution *x, const struct doc *d)
{
    return doc_is(d, DOC_STRING) ? doc_text(d) : json_text(&x->arena, d);
}

bool asl_state_seconds(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p,
                       struct asl_payload *input, const char *field, int64_t *seconds)
{
    struct doc *value = referred(x, b, p, input, field);

    if (!value) return false;
    if (!doc_is(value, DOC_INT)) {
        asl_fail_format(x, b, "The %s parameter cannot be parsed as a long value: %.*s == %.*s", field,
                        SPAN_ARG(p->text), SPAN_ARG(asl_plain_text(x, value)));
        return false;
    }
    if (value->integer < 0) {
        asl_fail_format(x, b, "The %s parameter references a negative value: %.*s == %lld", field, SPAN_ARG(p->text),
                        (long long)value->integer);
        return false;
    }
    *seconds = value->integer;
    return true;
}

bool asl_state_timestamp(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input, int64_t *ms)
{
    const struct jsonpath *p = b->state->timestamp_path;
    struct doc *value = referred(x, b, p, input, "TimestampPath");

    if (!value) return false;
    if (time_parse_iso8601(doc_text(value), ms)) return true;
    asl_fail_format(
        x, b,
        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: %.*s == %.*s",
        SPAN_ARG(p->text), SPAN_ARG(asl_plain_text(x, value)));
    return false;
}

/* The result put into the raw input, as ResultPath says. */
bool asl_result_place(struct asl_execution *x, struct asl_branch *b, struct asl_payload *result)
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
    asl_fail_runtime(x, b, &e);
    return false;
}
