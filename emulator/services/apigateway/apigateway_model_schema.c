/* Walks over a schema. Models may refer to each other in circles: a walk goes DEPTH_MAX deep, and a sample that has
 * become long ends. */
#include "emulator/services/apigateway/apigateway_model_schema.h"

#include "emulator/base/buf.h"
#include "emulator/base/json.h"

#define DEPTH_MAX        32
#define SAMPLE_BYTES_MAX ((size_t)64 * 1024)

struct span api_schema_model_of(struct span reference)
{
    static const char models[] = "/models/";

    if (!span_starts(reference, "https://apigateway.amazonaws.com/restapis/")) return (struct span){ NULL, 0 };
    for (size_t i = 0; i + sizeof models - 1 < reference.size; i++) {
        struct span rest = span_sub(reference, i, SIZE_MAX);
        if (span_starts(rest, models)) return span_sub(rest, sizeof models - 1, SIZE_MAX);
    }
    return (struct span){ NULL, 0 };
}

/* --- flattening --------------------------------------------------------------------------------------------------- */

struct flattening {
    struct arena *arena;
    struct doc *definitions;
    api_schema_find *find;
    void *arg;
};

static struct doc *flatten(struct flattening *f, const struct doc *schema, int depth);

/* "#/definitions/NAME", with that definition made. */
static struct doc *local_reference(struct flattening *f, struct span name, int depth)
{
    struct doc *model;

    if (!doc_get_span(f->definitions, name)) {
        doc_put_span(f->definitions, name, doc_map(f->arena));
        model = f->find(name, f->arg);
        if (model) doc_put_span(f->definitions, name, flatten(f, model, depth + 1));
    }
    return doc_string(f->arena, arena_format(f->arena, "#/definitions/%.*s", SPAN_ARG(name)));
}

static struct doc *flatten(struct flattening *f, const struct doc *schema, int depth)
{
    struct doc *copy;

    if (depth > DEPTH_MAX) return doc_copy(f->arena, schema);
    if (doc_is(schema, DOC_LIST)) {
        copy = doc_list(f->arena);
        for (size_t i = 0; i < doc_count(schema); i++) doc_append(copy, flatten(f, doc_at(schema, i), depth + 1));
        return copy;
    }
    if (!doc_is(schema, DOC_MAP)) return doc_copy(f->arena, schema);
    copy = doc_map(f->arena);
    for (size_t i = 0; i < doc_count(schema); i++) {
        const struct doc_member *m = &schema->map.members[i];
        struct span name =
            span_is(m->name, "$ref") ? api_schema_model_of(doc_text(m->value)) : (struct span){ NULL, 0 };
        doc_put_span(copy, m->name, name.data ? local_reference(f, name, depth) : flatten(f, m->value, depth + 1));
    }
    return copy;
}

struct doc *api_schema_flatten(struct arena *a, const struct doc *schema, api_schema_find *find, void *arg)
{
    struct flattening f = { a, doc_map(a), find, arg };
    struct doc *flat = flatten(&f, schema, 0), *own = doc_get(flat, "definitions");

    for (size_t i = 0; own && i < doc_count(own); i++)
        if (!doc_get_span(f.definitions, own->map.members[i].name))
            doc_put_span(f.definitions, own->map.members[i].name, own->map.members[i].value);
    if (doc_count(f.definitions)) doc_put(flat, "definitions", f.definitions);
    return flat;
}

/* --- a sample ----------------------------------------------------------------------------------------------------- */

struct sample {
    struct buf text;
    const struct doc *root; /* for references into the schema itself */
    api_schema_find *find;
    void *arg;
};

static const struct doc *resolved(const struct sample *s, const struct doc *schema)
{
    static const char local[] = "#/definitions/";

    for (int i = 0; i < DEPTH_MAX; i++) {
        struct span reference = doc_get_str(schema, "$ref"), name = api_schema_model_of(reference);
        if (!reference.data) return schema;
        if (name.data) schema = s->find(name, s->arg);
        else if (span_starts(reference, local))
            schema = doc_get_span(doc_get(s->root, "definitions"), span_sub(reference, sizeof local - 1, SIZE_MAX));
        else return NULL;
    }
    return NULL;
}

static void indent(struct sample *s, int depth)
{
    for (int i = 0; i < depth; i++) buf_add_text(&s->text, "  ");
}

static void sample_value(struct sample *s, const struct doc *schema, int depth);

static void sample_object(struct sample *s, const struct doc *properties, int depth)
{
    buf_add_char(&s->text, '{');
    for (size_t i = 0; i < doc_count(properties); i++) {
        buf_add_text(&s->text, i ? ",\n" : "\n");
        indent(s, depth + 1);
        json_write_string(&s->text, properties->map.members[i].name);
        buf_add_text(&s->text, " : ");
        sample_value(s, properties->map.members[i].value, depth + 1);
    }
    buf_add_char(&s->text, '\n');
    indent(s, depth);
    buf_add_char(&s->text, '}');
}

static void sample_list(struct sample *s, const struct doc *item, int depth)
{
    buf_add_text(&s->text, "[\n##TODO: Update this foreach loop to reference array from input json\n"
                           "#foreach($elem in $inputRoot)\n");
    indent(s, depth + 1);
    sample_value(s, item, depth + 1);
    buf_add_text(&s->text, "#if($foreach.hasNext),#end\n#end\n");
    indent(s, depth);
    buf_add_char(&s->text, ']');
}

static void sample_value(struct sample *s, const struct doc *schema, int depth)
{
    struct span type;

    schema = resolved(s, schema);
    type = doc_get_str(schema, "type");
    if (depth > DEPTH_MAX || s->text.size > SAMPLE_BYTES_MAX) buf_add_text(&s->text, "{}");
    else if (span_is(type, "array")) sample_list(s, doc_get(schema, "items"), depth);
    else if (span_is(type, "string")) buf_add_text(&s->text, "\"foo\"");
    else if (span_is(type, "integer")) buf_add_text(&s->text, "42");
    else if (span_is(type, "number")) buf_add_text(&s->text, "3.14");
    else if (span_is(type, "boolean")) buf_add_text(&s->text, "true");
    else if (span_is(type, "null")) buf_add_text(&s->text, "null");
    else sample_object(s, doc_get(schema, "properties"), depth);
}

struct span api_schema_template(struct arena *a, const struct doc *schema, api_schema_find *find, void *arg)
{
    struct sample s = { .root = schema, .find = find, .arg = arg };
    struct span text;

    buf_add_text(&s.text, "#set($inputRoot = $input.path('$'))\n");
    sample_value(&s, schema, 0);
    text = arena_span(a, buf_span(&s.text));
    buf_release(&s.text);
    return text;
}
