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

struct fitting {
    struct arena *arena;
    const char *mistake; /* the first */
};

static struct doc *fit(struct fitting *f, const struct shape *shape, struct doc *value, struct span name);

static struct doc *refuse(struct fitting *f, struct span name, const char *kind)
{
    if (!f->mistake)
        f->mistake = arena_printf(f->arena, "The value for the field '%.*s' must be a %s", SPAN_ARG(name), kind);
    return NULL;
}

static struct doc *fit_structure(struct fitting *f, const struct shape *shape, const struct doc *value)
{
    struct doc *fitted = doc_map(f->arena);

    for (uint32_t i = 0; i < value->map.count; i++) {
        const struct doc_member *given = &value->map.members[i];
        const struct member *m = shape_member_fitting(shape, given->name);
        struct doc *own = m && !doc_is(given->value, DOC_NULL) ? fit(f, m->shape, given->value, given->name) : NULL;

        if (own) doc_put(fitted, m->name, own);
    }
    return fitted;
}

static struct doc *fit_map(struct fitting *f, const struct shape *shape, const struct doc *value)
{
    struct doc *fitted = doc_map(f->arena);

    for (uint32_t i = 0; i < value->map.count; i++) {
        const struct doc_member *given = &value->map.members[i];
        struct doc *own = doc_is(given->value, DOC_NULL) ? NULL : fit(f, shape->element, given->value, given->name);

        if (own) doc_put_span(fitted, given->name, own);
    }
    return fitted;
}

static struct doc *fit_list(struct fitting *f, const struct shape *shape, const struct doc *value, struct span name)
{
    struct doc *fitted = doc_list(f->arena);

    for (size_t i = 0; i < doc_count(value); i++) {
        struct doc *item = doc_at(value, i), *own = NULL;

        if (!doc_is(item, DOC_NULL)) own = fit(f, shape->element, item, name);
        if (own) doc_append(fitted, own);
    }
    return fitted;
}

static struct doc *fit_integer(struct fitting *f, struct doc *value, struct span name)
{
    double number = doc_is_number(value) ? doc_as_double(value) : 0;
    int64_t integer;

    if (doc_is(value, DOC_INT)) return value;
    if (doc_is(value, DOC_STRING) && span_int(doc_text(value), &integer)) return doc_int(f->arena, integer);
    if (doc_is_number(value) && number > -9.2e18 && number < 9.2e18) return doc_int(f->arena, (int64_t)number);
    return refuse(f, name, "NUMBER");
}

static struct doc *fit_boolean(struct fitting *f, struct doc *value, struct span name)
{
    if (doc_is(value, DOC_BOOL)) return value;
    if (span_is(doc_text(value), "true")) return doc_bool(f->arena, true);
    if (span_is(doc_text(value), "false")) return doc_bool(f->arena, false);
    return refuse(f, name, "BOOLEAN");
}

static struct doc *fit_time(struct fitting *f, struct doc *value, struct span name)
{
    int64_t ms;

    if (doc_is(value, DOC_STRING) && time_parse_iso8601(doc_text(value), &ms)) return doc_int(f->arena, ms);
    return doc_is(value, DOC_INT) ? value : refuse(f, name, "TIMESTAMP");
}

static struct doc *fit(struct fitting *f, const struct shape *shape, struct doc *value, struct span name)
{
    bool is_text = doc_is(value, DOC_STRING);

    switch (shape->type) {
    case T_STRUCTURE: return doc_is(value, DOC_MAP) ? fit_structure(f, shape, value) : refuse(f, name, "MAP");
    case T_MAP: return doc_is(value, DOC_MAP) ? fit_map(f, shape, value) : refuse(f, name, "MAP");
    case T_LIST: return doc_is(value, DOC_LIST) ? fit_list(f, shape, value, name) : refuse(f, name, "LIST");
    case T_BLOB: return doc_blob(f->arena, is_text ? doc_text(value) : json_text(f->arena, value));
    case T_STRING: return is_text ? value : doc_string(f->arena, json_text(f->arena, value));
    case T_INTEGER:
    case T_LONG: return fit_integer(f, value, name);
    case T_BOOLEAN: return fit_boolean(f, value, name);
    case T_DOUBLE: return doc_is_number(value) ? value : refuse(f, name, "NUMBER");
    case T_TIMESTAMP: return fit_time(f, value, name);
    case T_DOCUMENT: break;
    }
    return value;
}

struct doc *shape_fit_in(struct arena *a, const struct shape *shape, const struct doc *value, const char **mistake)
{
    struct fitting f = { .arena = a };
    struct doc *fitted = doc_is(value, DOC_MAP) ? fit_structure(&f, shape, value) : doc_map(a);

    *mistake = f.mistake;
    return fitted;
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
