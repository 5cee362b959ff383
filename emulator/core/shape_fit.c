/* A walk over shape and JSON side by side, one for each direction. Trees are as deep as the JSON reader lets them be
 * (json.h). */
#include "emulator/core/shape_fit.h"

#include <ctype.h>
#include <string.h>

#include "emulator/base/json.h"
#include "emulator/base/times.h"

/* --- in ----------------------------------------------------------------------------------------------------------- */

const struct member *shape_member_fitting(const struct shape *structure, struct span name)
{
    for (const struct member *m = structure->members; m && m->name; m++) {
        struct span own = span_of(m->name);

        if (own.size != name.size || !own.size ||
            tolower((unsigned char)own.data[0]) != tolower((unsigned char)name.data[0]))
            continue;
        if (memcmp(own.data + 1, name.data + 1, own.size - 1) == 0) return m;
    }
    return NULL;
}

static struct doc *structure_in(struct arena *a, const struct shape *shape, const struct doc *value)
{
    struct doc *fitted = doc_map(a);

    for (uint32_t i = 0; i < value->map.count; i++) {
        const struct member *m = shape_member_fitting(shape, value->map.members[i].name);

        if (m && !doc_is(value->map.members[i].value, DOC_NULL))
            doc_put(fitted, m->name, shape_fit_in(a, m->shape, value->map.members[i].value));
    }
    return fitted;
}

static struct doc *container_in(struct arena *a, const struct shape *shape, const struct doc *value)
{
    struct doc *fitted = shape->type == T_LIST ? doc_list(a) : doc_map(a);

    for (uint32_t i = 0; i < doc_count(value); i++) {
        if (shape->type == T_LIST) doc_append(fitted, shape_fit_in(a, shape->element, doc_at(value, i)));
        else
            doc_put_span(fitted, value->map.members[i].name,
                         shape_fit_in(a, shape->element, value->map.members[i].value));
    }
    return fitted;
}

struct doc *shape_fit_in(struct arena *a, const struct shape *shape, struct doc *value)
{
    int64_t ms;

    switch (shape->type) {
    case T_STRUCTURE: return doc_is(value, DOC_MAP) ? structure_in(a, shape, value) : value;
    case T_MAP: return doc_is(value, DOC_MAP) ? container_in(a, shape, value) : value;
    case T_LIST: return doc_is(value, DOC_LIST) ? container_in(a, shape, value) : value;
    case T_BLOB: return doc_blob(a, doc_is(value, DOC_STRING) ? doc_text(value) : json_text(a, value));
    case T_STRING:
        return doc_is(value, DOC_MAP) || doc_is(value, DOC_LIST) ? doc_string(a, json_text(a, value)) : value;
    case T_TIMESTAMP:
        return doc_is(value, DOC_STRING) && time_parse_iso8601(doc_text(value), &ms) ? doc_int(a, ms) : value;
    default: return value;
    }
}

/* --- out ---------------------------------------------------------------------------------------------------------- */

static struct doc *structure_out(struct arena *a, const struct shape *shape, struct doc *value)
{
    struct doc *fitted = doc_map(a);

    for (const struct member *m = shape->members; m && m->name; m++) {
        struct doc *member = doc_get(value, m->name);
        char *name = arena_string(a, span_of(m->name));

        *name = (char)toupper((unsigned char)*name);
        if (member) doc_put(fitted, name, shape_fit_out(a, m->shape, member));
    }
    return fitted;
}

struct doc *shape_fit_out(struct arena *a, const struct shape *shape, struct doc *value)
{
    struct doc *fitted;

    switch (shape->type) {
    case T_STRUCTURE: return doc_is(value, DOC_MAP) ? structure_out(a, shape, value) : value;
    case T_TIMESTAMP: return doc_is(value, DOC_INT) ? doc_string(a, time_iso8601(a, value->integer)) : value;
    case T_BLOB: return doc_string(a, doc_text(value));
    case T_LIST:
        fitted = doc_list(a);
        for (size_t i = 0; i < doc_count(value); i++)
            doc_append(fitted, shape_fit_out(a, shape->element, doc_at(value, i)));
        return fitted;
    case T_MAP:
        fitted = doc_map(a);
        for (uint32_t i = 0; i < doc_count(value); i++)
            doc_put_span(fitted, value->map.members[i].name,
                         shape_fit_out(a, shape->element, value->map.members[i].value));
        return fitted;
    default: return value;
    }
}
