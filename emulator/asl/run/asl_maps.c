/* What every Map does before its items are worked on, inline or by executions of their own: which items, how many at
 * once, and what each becomes.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html
 */
#include "emulator/asl/run/asl_maps.h"

#include "emulator/asl/expression/asl_query.h"
#include "emulator/asl/run/asl_context.h"
#include "emulator/asl/run/asl_fail.h"
#include "emulator/asl/run/asl_queries.h"

/* What ItemSelector makes of the item. AWS: in the Map's own scope, with the item in the Context object. */
bool asl_map_item_select(struct asl_execution *x, struct asl_branch *b, struct asl_branch *child, struct doc *input,
                         struct asl_error *e)
{
    const struct asl_query *q = b->state->query.selector;
    struct asl_branch_scope who;
    struct asl_scope s;
    struct doc *made;

    if (!q && !b->state->parameters) return true;
    asl_scope_open(&s, &who, x, child, q ? asl_payload_as_doc(&b->input, &x->arena) : input);
    made = q ? asl_query_value(q, &s) : asl_template_value(b->state->parameters, &s);
    if (made) child->input = asl_payload_doc(made);
    *e = s.error;
    return made != NULL;
}

/* A number, or a text of one: AWS takes both here. */
static bool integer_read(const struct doc *d, int64_t *value)
{
    if (doc_is(d, DOC_INT)) *value = d->integer;
    return doc_is(d, DOC_INT) || (doc_is(d, DOC_STRING) && span_int(doc_text(d), value));
}

static struct span shown(struct asl_execution *x, const struct doc *value)
{
    return !value ? SPAN("null") : doc_is(value, DOC_STRING) ? doc_text(value) : json_text(&x->arena, value);
}

static struct doc *referred(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p,
                            struct asl_payload *input)
{
    struct asl_branch_scope who;
    struct asl_scope scope;

    asl_scope_open(&scope, &who, x, b, asl_payload_as_doc(input, &x->arena));
    return asl_path_value(p, &scope, NULL);
}

static bool number_refused(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p, const char *field,
                           const struct doc *value, const char *kind)
{
    asl_fail_format(x, b, "The %s field refers to value \"%.*s\" which is not a valid %s: %.*s", field,
                    SPAN_ARG(shown(x, value)), kind, SPAN_ARG(p->text));
    return false;
}

bool asl_map_integer(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p, const char *field,
                     struct asl_payload *input, int64_t *value)
{
    struct doc *found = referred(x, b, p, input);

    if (integer_read(found, value) && *value >= 0) return true;
    return number_refused(x, b, p, field, found, "integer");
}

bool asl_map_number(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p, const char *field,
                    struct asl_payload *input, double *value)
{
    struct doc *found = referred(x, b, p, input), *number = found;

    if (doc_is(found, DOC_STRING)) number = json_parse(&x->arena, doc_text(found), NULL); /* AWS: a text of one, too */
    *value = doc_as_double(number);
    return doc_is_number(number) || number_refused(x, b, p, field, found, "float");
}

/* Its items are read from elsewhere, later. */
static bool has_reader(const struct asl_branch *b)
{
    return b->state->distributed && b->state->distributed->reader.service.data;
}

/* AWS: a distributed Map goes over the members of an object, too. */
static bool are_items(const struct asl_branch *b, const struct doc *d)
{
    return doc_is(d, DOC_LIST) || (b->state->distributed && doc_is(d, DOC_MAP));
}

/* The items of a JSONata Map: those of Items, or its input. */
static struct doc *items_query(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_error e = { .name = SPAN("States.QueryEvaluationError") };
    const struct asl_query *q = b->state->query.items;
    struct doc *items;

    if (q) {
        items = asl_field_value(x, b, q, b->state->distributed ? NULL : "array");
        return !items || are_items(b, items) ? items : asl_field_value(x, b, q, "array"); /* which says what is wrong */
    }
    items = asl_payload_as_doc(&b->input, &x->arena);
    if (are_items(b, items)) return items;
    e.cause = arena_format(&x->arena, "Map state input must be an array but was: %.*s",
                           SPAN_ARG(json_text(&x->arena, items)));
    asl_fail_runtime(x, b, &e);
    return NULL;
}

static bool prepare_query(struct asl_execution *x, struct asl_branch *b)
{
    struct doc *items;

    b->join.concurrency = b->state->concurrency_max;
    if (!asl_field_integer(x, b, b->state->query.concurrency, 0, INT32_MAX, &b->join.concurrency)) return false;
    if (has_reader(b)) return true;
    if (!(items = items_query(x, b))) return false;
    b->join.items = asl_payload_doc(items);
    b->join.child_count = (uint32_t)doc_count(items);
    return true;
}

bool asl_map_prepare(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    const struct asl_state *s = b->state;
    struct doc *items = asl_payload_as_doc(input, &x->arena);
    struct asl_branch_scope who;
    struct asl_scope scope;

    if (s->jsonata) return prepare_query(x, b);
    b->join.concurrency = s->concurrency_max;
    if (s->concurrency_path &&
        !asl_map_integer(x, b, s->concurrency_path, "MaxConcurrencyPath", input, &b->join.concurrency))
        return false;
    if (has_reader(b)) return true;
    asl_scope_open(&scope, &who, x, b, items);
    if (s->items_path) items = asl_path_value(s->items_path, &scope, NULL);
    if (!are_items(b, items)) {
        asl_fail_format(x, b, "Reference path \"%.*s\" must point to array.",
                        SPAN_ARG(s->items_path ? s->items_path->text : SPAN("$")));
        return false;
    }
    b->join.items = asl_payload_doc(items);
    b->join.child_count = (uint32_t)doc_count(items);
    return true;
}
