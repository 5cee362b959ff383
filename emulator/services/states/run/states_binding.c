/* A walk over shape and parameters side by side, up to the first that does not fit. They nest no deeper than the JSON
 * reader lets them. */
#include "emulator/services/states/run/states_binding.h"

#include <ctype.h>
#include <string.h>

#include "emulator/core/shape_fit.h"

static const char *mistake_of(struct arena *a, const struct shape *shape, const struct doc *value, struct span name);

static const char *must_be_text(struct arena *a, struct span name)
{
    return arena_printf(a, "The value for the field '%.*s' must be a STRING", SPAN_ARG(name));
}

/* AWS: the fields of optimised integrations that take any JSON, and send it as a text. */
static bool takes_json(struct span name)
{
    static const char *const names[] = { "MessageBody", "Message", "Input", "Detail" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(name, names[i])) return true;
    return false;
}

static const char *structure_mistake(struct arena *a, const struct shape *shape, const struct doc *value)
{
    const char *mistake = NULL;

    for (uint32_t i = 0; i < value->map.count && !mistake; i++) {
        const struct doc_member *given = &value->map.members[i];
        const struct member *m = shape_member_fitting(shape, given->name);
        if (m && !doc_is(given->value, DOC_NULL)) mistake = mistake_of(a, m->shape, given->value, given->name);
    }
    return mistake;
}

static const char *elements_mistake(struct arena *a, const struct shape *shape, const struct doc *value,
                                    struct span name)
{
    bool is_map = doc_is(value, DOC_MAP);
    const char *mistake = NULL;

    for (uint32_t i = 0; i < doc_count(value) && !mistake; i++)
        mistake = mistake_of(a, shape->element, is_map ? value->map.members[i].value : doc_items(value)[i],
                             is_map ? value->map.members[i].name : name);
    return mistake;
}

static const char *mistake_of(struct arena *a, const struct shape *shape, const struct doc *value, struct span name)
{
    switch (shape->type) {
    case T_STRING: return doc_is(value, DOC_STRING) || takes_json(name) ? NULL : must_be_text(a, name);
    case T_STRUCTURE: return doc_is(value, DOC_MAP) ? structure_mistake(a, shape, value) : NULL;
    case T_LIST: return doc_is(value, DOC_LIST) ? elements_mistake(a, shape, value, name) : NULL;
    case T_MAP: return doc_is(value, DOC_MAP) ? elements_mistake(a, shape, value, name) : NULL;
    default: return NULL;
    }
}

/* --- DynamoDB's values -------------------------------------------------------------------------------------------- */

static const char *value_mistake(struct arena *a, const struct doc *value);

static const char *values_mistake(struct arena *a, const struct doc *values)
{
    const char *mistake = NULL;

    for (uint32_t i = 0; i < doc_count(values) && !mistake; i++)
        mistake = value_mistake(a, doc_is(values, DOC_MAP) ? values->map.members[i].value : doc_at(values, i));
    return mistake;
}

static const char *value_mistake(struct arena *a, const struct doc *value)
{
    static const char *const texts[] = { "S", "N" }, *const containers[] = { "M", "L" };
    const char *mistake = NULL;

    for (int i = 0; i < 2 && !mistake; i++) {
        const struct doc *content = doc_get(value, texts[i]), *inner = doc_get(value, containers[i]);
        if (content && !doc_is(content, DOC_STRING)) mistake = must_be_text(a, span_of(texts[i]));
        else if (doc_is(inner, DOC_MAP) || doc_is(inner, DOC_LIST)) mistake = values_mistake(a, inner);
    }
    return mistake;
}

/* AWS: a plain text stands for {"S": text}. */
static const char *items_bind(struct arena *a, struct doc *parameters)
{
    static const char *const names[] = { "Item", "Key", "ExpressionAttributeValues" };
    const char *mistake = NULL;

    for (size_t n = 0; n < sizeof names / sizeof *names && !mistake; n++) {
        struct doc *values = doc_get(parameters, names[n]);
        for (uint32_t i = 0; doc_is(values, DOC_MAP) && i < doc_count(values); i++) {
            struct doc_member *m = &values->map.members[i];
            struct doc *text = m->value;
            if (!doc_is(text, DOC_STRING)) continue;
            m->value = doc_map(a);
            doc_put(m->value, "S", text);
        }
        if (doc_is(values, DOC_MAP)) mistake = values_mistake(a, values);
    }
    return mistake;
}

const char *states_binding_mistake(struct arena *a, const struct asl_resource *r, const struct operation *o,
                                   struct doc *parameters)
{
    const char *mistake = NULL;

    if (r->is_sdk || r->is_function || !doc_is(parameters, DOC_MAP)) return NULL;
    if (span_is(r->service, "dynamodb")) mistake = items_bind(a, parameters);
    return mistake ? mistake : structure_mistake(a, o->input, parameters);
}
