/* Compiling: each schema of the document becomes a node, once; a reference leads to another node, which may be one on
 * the way to it. Depth is that of a document, which its reader bounded, and of references, which is counted. */
#include "emulator/json_schema/json_schema_nodes.h"
#include "emulator/json_schema/json_schema_refs.h"

#include "emulator/base/json.h"

#define DEPTH_MAX         (4 * JSON_DEPTH_MAX)
#define PATTERN_BYTES_MAX 8192

struct compiler {
    struct arena *arena;
    struct json_schema_refs refs;
    struct doc *made; /* the schema, as the bytes of its address in memory: those of its node's */
    const char **error;
    int depth;
};

static const char *const type_names[TYPES] = { "array", "boolean", "integer", "null", "number", "object", "string" };

static void *fail(struct compiler *c, const char *reason)
{
    if (!*c->error) *c->error = reason;
    return NULL;
}

static const struct json_schema *compile(struct compiler *c, const struct doc *schema);

/* --- parts that are schemas --------------------------------------------------------------------------------------- */

static bool read_schema(struct compiler *c, const struct doc *d, const struct json_schema **out)
{
    if (d) *out = compile(c, d);
    return !d || *out;
}

static bool read_list(struct compiler *c, const struct doc *d, struct json_schema_list *list)
{
    if (!d) return true;
    if (!doc_is(d, DOC_LIST) || !doc_count(d)) return fail(c, "a list of schemas was expected");
    list->items = ARENA_ARRAY(c->arena, const struct json_schema *, doc_count(d));
    for (; list->count < doc_count(d); list->count++) {
        list->items[list->count] = compile(c, doc_at(d, list->count));
        if (!list->items[list->count]) return false;
    }
    return true;
}

static bool read_properties(struct compiler *c, const struct doc *d, struct json_schema *s)
{
    struct json_schema_list *list = &s->property_schemas;

    if (!d) return true;
    if (!doc_is(d, DOC_MAP)) return fail(c, "properties is an object");
    s->properties = doc_map_for(c->arena, d->map.count);
    list->items = ARENA_ARRAY(c->arena, const struct json_schema *, d->map.count);
    for (; list->count < d->map.count; list->count++) {
        doc_put_span(s->properties, d->map.members[list->count].name, doc_int(c->arena, list->count));
        list->items[list->count] = compile(c, d->map.members[list->count].value);
        if (!list->items[list->count]) return false;
    }
    return true;
}

static const struct regex *compile_pattern(struct compiler *c, struct span text)
{
    const struct regex *regex = NULL;

    if (text.data && text.size <= PATTERN_BYTES_MAX) regex = regex_compile(c->arena, text, REGEX_JAVASCRIPT);
    return regex ? regex : fail(c, "a regular expression was expected");
}

static bool read_patterns(struct compiler *c, const struct doc *d, struct json_schema *s)
{
    if (!d) return true;
    if (!doc_is(d, DOC_MAP)) return fail(c, "patternProperties is an object");
    s->patterns = ARENA_ARRAY(c->arena, struct json_schema_pattern, d->map.count);
    for (; s->pattern_count < d->map.count; s->pattern_count++) {
        struct json_schema_pattern *p = &s->patterns[s->pattern_count];

        p->regex = compile_pattern(c, d->map.members[s->pattern_count].name);
        p->schema = p->regex ? compile(c, d->map.members[s->pattern_count].value) : NULL;
        if (!p->schema) return false;
    }
    return true;
}

static bool are_names(const struct doc *d)
{
    if (!doc_is(d, DOC_LIST)) return false;
    for (size_t i = 0; i < doc_count(d); i++)
        if (!doc_is(doc_at(d, i), DOC_STRING)) return false;
    return true;
}

static bool read_dependencies(struct compiler *c, const struct doc *d, struct json_schema *s)
{
    if (!d) return true;
    if (!doc_is(d, DOC_MAP)) return fail(c, "dependencies is an object");
    s->dependencies = ARENA_ARRAY(c->arena, struct json_schema_dependency, d->map.count);
    for (; s->dependency_count < d->map.count; s->dependency_count++) {
        const struct doc_member *m = &d->map.members[s->dependency_count];
        struct json_schema_dependency *dependency = &s->dependencies[s->dependency_count];

        dependency->name = m->name;
        if (are_names(m->value)) dependency->names = m->value;
        else if (!read_schema(c, m->value, &dependency->schema)) return false;
    }
    return true;
}

/* true, false or a schema. */
static bool read_more(struct compiler *c, const struct doc *d, bool *none, const struct json_schema **out)
{
    if (!doc_is(d, DOC_BOOL)) return read_schema(c, d, out);
    *none = !d->boolean;
    return true;
}

/* --- parts that are values ---------------------------------------------------------------------------------------- */

static bool add_type(struct compiler *c, const struct doc *d, unsigned *types)
{
    for (int i = 0; i < TYPES; i++)
        if (span_is(doc_text(d), type_names[i])) *types |= 1u << i;
    for (int i = 0; i < TYPES; i++)
        if (doc_is(d, DOC_STRING) && span_is(doc_text(d), type_names[i])) return true;
    return fail(c, "a type was expected: array, boolean, integer, null, number, object or string");
}

static bool read_types(struct compiler *c, const struct doc *d, unsigned *types)
{
    if (!d) return true;
    if (!doc_is(d, DOC_LIST)) return add_type(c, d, types);
    for (size_t i = 0; i < doc_count(d); i++)
        if (!add_type(c, doc_at(d, i), types)) return false;
    return true;
}

static bool read_count(struct compiler *c, const struct doc *d, int64_t *count)
{
    *count = -1;
    if (!d) return true;
    if (!doc_is(d, DOC_INT) || d->integer < 0) return fail(c, "a whole number from 0 on was expected");
    *count = d->integer;
    return true;
}

static bool read_number(struct compiler *c, const struct doc *d, const struct doc **number)
{
    *number = d;
    return !d || doc_is_number(d) || fail(c, "a number was expected");
}

static bool read_numbers(struct compiler *c, const struct doc *d, struct json_schema *s)
{
    s->is_above_minimum = doc_get_bool(d, "exclusiveMinimum", false);
    s->is_below_maximum = doc_get_bool(d, "exclusiveMaximum", false);
    return read_number(c, doc_get(d, "minimum"), &s->minimum) && read_number(c, doc_get(d, "maximum"), &s->maximum) &&
           read_number(c, doc_get(d, "multipleOf"), &s->multiple_of) &&
           (!s->multiple_of || doc_as_double(s->multiple_of) > 0 || fail(c, "multipleOf is above 0"));
}

static bool read_counts(struct compiler *c, const struct doc *d, struct json_schema *s)
{
    return read_count(c, doc_get(d, "minLength"), &s->length_min) &&
           read_count(c, doc_get(d, "maxLength"), &s->length_max) &&
           read_count(c, doc_get(d, "minItems"), &s->items_min) &&
           read_count(c, doc_get(d, "maxItems"), &s->items_max) &&
           read_count(c, doc_get(d, "minProperties"), &s->members_min) &&
           read_count(c, doc_get(d, "maxProperties"), &s->members_max);
}

static bool read_values(struct compiler *c, const struct doc *d, struct json_schema *s)
{
    s->values = doc_get(d, "enum");
    s->required = doc_get(d, "required");
    s->pattern_text = doc_get_str(d, "pattern");
    s->format = doc_get_str(d, "format");
    s->are_unique = doc_get_bool(d, "uniqueItems", false);
    if (s->values && (!doc_is(s->values, DOC_LIST) || !doc_count(s->values)))
        return fail(c, "enum is a list of values");
    if (s->required && (!are_names(s->required) || !doc_count(s->required)))
        return fail(c, "required is a list of names");
    if (doc_get(d, "pattern")) s->pattern = compile_pattern(c, s->pattern_text);
    return !doc_get(d, "pattern") || s->pattern;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static bool read_parts(struct compiler *c, const struct doc *d, struct json_schema *s)
{
    const struct doc *items = doc_get(d, "items");

    return read_types(c, doc_get(d, "type"), &s->types) && read_numbers(c, d, s) && read_counts(c, d, s) &&
           read_values(c, d, s) && read_properties(c, doc_get(d, "properties"), s) &&
           read_patterns(c, doc_get(d, "patternProperties"), s) &&
           read_more(c, doc_get(d, "additionalProperties"), &s->has_no_more_members, &s->more_members) &&
           (doc_is(items, DOC_LIST) ? !doc_count(items) || read_list(c, items, &s->tuple)
                                    : read_schema(c, items, &s->items)) &&
           read_more(c, doc_get(d, "additionalItems"), &s->has_no_more_items, &s->more_items) &&
           read_dependencies(c, doc_get(d, "dependencies"), s) && read_list(c, doc_get(d, "allOf"), &s->all_of) &&
           read_list(c, doc_get(d, "anyOf"), &s->any_of) && read_list(c, doc_get(d, "oneOf"), &s->one_of) &&
           read_schema(c, doc_get(d, "not"), &s->not_of);
}

static bool read_reference(struct compiler *c, const struct doc *d, struct json_schema *s)
{
    struct span reference = doc_get_str(d, "$ref");
    const struct doc *there = json_schema_refs_find(&c->refs, d, reference);

    if (there == d) return fail(c, "a reference leads to itself");
    if (!there) return fail(c, arena_printf(c->arena, "the reference %.*s leads nowhere", SPAN_ARG(reference)));
    s->refers_to = compile(c, there);
    return s->refers_to;
}

static const struct json_schema *compile(struct compiler *c, const struct doc *schema)
{
    struct span key = { (const char *)&schema, sizeof schema };
    struct doc *made = doc_get_span(c->made, key);
    struct json_schema *s;
    bool is_good;

    if (made) return (const struct json_schema *)(uintptr_t)made->integer;
    if (!doc_is(schema, DOC_MAP)) return fail(c, "a schema is an object");
    if (++c->depth > DEPTH_MAX) return fail(c, "the schema is nested too deep");
    s = ARENA_NEW(c->arena, struct json_schema);
    doc_put_span(c->made, arena_span(c->arena, key), doc_int(c->arena, (int64_t)(uintptr_t)s));
    is_good = doc_is(doc_get(schema, "$ref"), DOC_STRING) ? read_reference(c, schema, s) : read_parts(c, schema, s);
    c->depth--;
    return is_good ? s : NULL;
}

const struct json_schema *json_schema_compile(struct arena *a, const struct doc *schema,
                                              const struct json_schema_library *library, const char **error)
{
    struct compiler c = { .arena = a, .made = doc_map(a), .error = error };

    *error = NULL;
    if (!doc_is(schema, DOC_MAP)) return fail(&c, "a schema is an object");
    json_schema_refs_init(&c.refs, a, schema, library);
    return compile(&c, schema);
}
