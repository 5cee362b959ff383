/* Queries: compiling the tree and its expressions, and evaluating them. A node without expressions below it is used as
 * it is. */
#include "emulator/asl/expression/asl_query.h"

#include <math.h>
#include "emulator/asl/jsonata/jsonata.h"
#include "emulator/base/format.h"
#include "emulator/base/json.h"

#define INVALID     "INVALID_JSONATA_EXPRESSION"
#define UNSUPPORTED "UNSUPPORTED_JSONATA_EXPRESSION"

struct asl_query {
    struct doc *constant;       /* the whole value, or NULL */
    struct jsonata *expression; /* the whole value, or NULL */
    struct span text;           /* of the expression */
    struct span field;          /* "Output/total" */
    struct asl_query **parts;   /* items, or members in the order of `tree` */
    struct doc *tree;
};

#define DEPTH_MAX 100 /* AWS: how many evaluations of one expression may be nested */

struct reader {
    struct arena *arena;
    struct asl_report *report;
    struct asl_query_place place;
    const char *location; /* of the expression at hand */
};

static struct asl_query *query_read(struct reader *r, struct doc *tree, const char *field);

/* Is this text an expression? */
static bool is_expression(struct span text)
{
    return text.size >= 4 && span_starts(text, "{%") && span_ends(text, "%}");
}

static void references_check(struct reader *r, const struct asl_query *q)
{
    struct asl_query_references found = { 0 };

    asl_query_references_find(r->report->arena, q->text, &found);
    for (uint32_t i = 0; i < found.count; i++)
        asl_report_error(r->report, UNSUPPORTED, r->location, "Reference to '%.*s' at the top level is not supported.",
                         SPAN_ARG(found.names[i]));
    if (found.has_root) asl_report_error(r->report, UNSUPPORTED, r->location, "Reference to '$$' is not supported.");
    if (found.has_error_output && !r->place.in_catch)
        asl_report_error(r->report, UNSUPPORTED, r->location, "Field '$states.errorOutput' does not exist.");
}

static bool expression_read(struct reader *r, struct asl_query *q, struct span text)
{
    struct jsonata_error error = { 0 };
    uint32_t before = r->report->errors;

    r->location = arena_printf(r->report->arena, "%s/%.*s", r->place.at, SPAN_ARG(q->field));
    if (!is_expression(text)) {
        asl_report_error(r->report, "SCHEMA_VALIDATION_FAILED", r->location,
                         "JSONata string must start with {%% and end with %%}");
        return false;
    }
    q->text = span_trim(span_sub(text, 2, text.size - 4));
    q->expression = jsonata_compile(r->arena, q->text, &error);
    if (!q->expression) {
        asl_report_error(r->report, INVALID, r->location, "%.*s", SPAN_ARG(error.message));
        return false;
    }
    references_check(r, q);
    return r->report->errors == before;
}

static bool parts_read(struct reader *r, struct asl_query *q, struct doc *tree, const char *field)
{
    uint32_t count = (uint32_t)doc_count(tree);
    bool is_map = doc_is(tree, DOC_MAP), good = true, constant = true;

    q->parts = ARENA_ARRAY(r->arena, struct asl_query *, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        const char *below = is_map ? arena_printf(r->arena, "%s/%.*s", field, SPAN_ARG(tree->map.members[i].name))
                                   : arena_printf(r->arena, "%s[%u]", field, i);

        q->parts[i] = query_read(r, is_map ? tree->map.members[i].value : doc_at(tree, i), below);
        good = good && q->parts[i];
        constant = constant && q->parts[i] && q->parts[i]->constant;
    }
    if (constant) q->constant = tree;
    return good;
}

static struct asl_query *query_read(struct reader *r, struct doc *tree, const char *field)
{
    struct asl_query *q = ARENA_NEW(r->arena, struct asl_query);

    q->field = span_of(field);
    q->tree = tree;
    if (doc_is(tree, DOC_STRING) && (span_starts(doc_text(tree), "{%") || span_ends(doc_text(tree), "%}")))
        return expression_read(r, q, doc_text(tree)) ? q : NULL;
    if (doc_is(tree, DOC_MAP) || doc_is(tree, DOC_LIST)) return parts_read(r, q, tree, field) ? q : NULL;
    q->constant = tree;
    return q;
}

struct asl_query *asl_query_compile(struct arena *a, struct asl_report *report, struct doc *tree,
                                    struct asl_query_place place)
{
    struct reader r = { a, report, place, NULL };

    return tree ? query_read(&r, tree, arena_copy(a, place.field, span_of(place.field).size)) : NULL;
}

/* --- evaluating --------------------------------------------------------------------------------------------------- */

struct doc *asl_query_fail(const struct asl_query *q, struct asl_scope *s, const char *format, ...)
{
    va_list args;
    struct span what;

    va_start(args, format);
    what = format_span(s->arena, format, args);
    va_end(args);
    asl_scope_fail(s, "States.QueryEvaluationError",
                   "The JSONata expression '%.*s' specified for the field '%.*s' %.*s", SPAN_ARG(q->text),
                   SPAN_ARG(q->field), SPAN_ARG(what));
    s->error.where = q->field;
    return NULL;
}

/* $states. */
static struct doc *states_make(struct asl_scope *s)
{
    struct doc *states = doc_map(s->arena);

    if (s->input) doc_put(states, "input", s->input);
    if (s->result) doc_put(states, "result", s->result);
    if (s->failure) doc_put(states, "errorOutput", s->failure);
    doc_put(states, "context", s->context(s->arg));
    return states;
}

static struct doc *variable(void *arg, struct span name)
{
    struct asl_scope *s = arg;

    if (!span_is(name, "states")) return s->variable(s->arg, name);
    if (!s->states) s->states = states_make(s);
    return s->states;
}

static struct doc *expression_value(const struct asl_query *q, struct asl_scope *s)
{
    struct jsonata_scope js = {
        .arena = s->arena, .variable = variable, .arg = s, .is_aws = true, .now_ms = s->now_ms, .depth_max = DEPTH_MAX
    };
    struct jsonata_error error = { 0 };
    struct doc *value = jsonata_value(q->expression, &js, &error);

    if (value) return value;
    if (!error.code) return asl_query_fail(q, s, "returned nothing (undefined).");
    /* AWS: what is beyond a limit has no code. */
    if (span_is(span_of(error.code), "U1001"))
        return asl_query_fail(q, s, "threw an error during evaluation: %.*s", SPAN_ARG(error.message));
    return asl_query_fail(q, s, "threw an error during evaluation. %s: %.*s", error.code, SPAN_ARG(error.message));
}

struct doc *asl_query_value(const struct asl_query *q, struct asl_scope *s)
{
    bool is_map = doc_is(q->tree, DOC_MAP);
    struct doc *value;

    if (q->constant) return q->constant;
    if (q->expression) return expression_value(q, s);
    value = is_map ? doc_map(s->arena) : doc_list(s->arena);
    for (uint32_t i = 0; i < doc_count(q->tree); i++) {
        struct doc *part = asl_query_value(q->parts[i], s);

        if (!part) return NULL;
        if (is_map) doc_put_span(value, q->tree->map.members[i].name, part);
        else doc_append(value, part);
    }
    return value;
}

static const char *kind_of(const struct doc *d)
{
    switch (d->kind) {
    case DOC_NULL: return "null";
    case DOC_BOOL: return "boolean";
    case DOC_INT:
    case DOC_NUMBER: return "number";
    case DOC_STRING:
    case DOC_BLOB: return "string";
    case DOC_LIST: return "array";
    case DOC_MAP:
    case DOC_JSON: break; /* the latter is only in answers to clients */
    }
    return "object";
}

struct doc *asl_query_of_kind(const struct asl_query *q, struct asl_scope *s, const char *kind)
{
    struct doc *value = asl_query_value(q, s);

    if (!value || span_is(span_of(kind), kind_of(value))) return value;
    return asl_query_fail(q, s, "returned an unexpected result type. Expected '%s', but was '%s' for value: %.*s", kind,
                          kind_of(value), SPAN_ARG(json_text(s->arena, value)));
}

bool asl_query_integer(const struct asl_query *q, struct asl_scope *s, int64_t least, int64_t most, int64_t *value)
{
    struct doc *d = asl_query_of_kind(q, s, "number");
    double number = doc_as_double(d);

    if (!d) return false;
    if (number == floor(number) && number >= (double)least && number <= (double)most) {
        *value = doc_is(d, DOC_INT) ? d->integer : (int64_t)number;
        return true;
    }
    asl_query_fail(
        q, s,
        "returned a value outside the acceptable range. Value must be an integer between %lld and %lld, but was: %.*s",
        (long long)least, (long long)most, SPAN_ARG(json_text(s->arena, d)));
    return false;
}
