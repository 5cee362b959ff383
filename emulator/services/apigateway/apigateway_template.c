/* $input and $util as objects of a template's run. The body is read when it is first asked for, and once: what a
 * template changes in $input.path('$') is in $input.json('$') afterwards. */
#include "emulator/services/apigateway/apigateway_template.h"

#include "emulator/asl/jsonpath/jsonpath.h"
#include "emulator/base/digest.h"
#include "emulator/base/json.h"

#include <ctype.h>
#include <stdio.h>

#define NODES_MAX 1000000

struct scope {
    const struct api_template_input *in;
    struct arena *json;
    struct doc *root; /* the body, once it is read */
};

/* --- the body ----------------------------------------------------------------------------------------------------- */

/* AWS: no body is {}, and what does not begin as an object or a list is a text, whatever it is: forms are read so. */
static struct doc *read_body(struct scope *s, struct vtl_call *c)
{
    struct span body = span_trim(s->in->body);
    struct doc *root = body.size ? json_parse(s->json, body, NULL) : doc_map(s->json);

    if (root) return root;
    if (body.data[0] != '{' && body.data[0] != '[') return doc_string(s->json, s->in->body);
    c->error = "the body is not JSON";
    return NULL;
}

/* AWS: `$.` may be left out. */
static struct jsonpath *compile(struct vtl_call *c, struct span path)
{
    struct jsonpath *p;

    if (!span_starts(path, "$")) path = arena_format(c->arena, "$.%.*s", SPAN_ARG(path));
    p = jsonpath_compile(c->arena, path, NULL);
    if (p && p->root == JSONPATH_INPUT) return p;
    c->error = "the JSONPath is not one";
    return NULL;
}

/* Is it a tree that one can walk all over? A template may have put a value into itself. */
static bool is_tree(const struct doc *d, int depth, int *nodes)
{
    bool is_one = depth <= JSON_DEPTH_MAX && ++*nodes <= NODES_MAX;

    for (size_t i = 0; doc_is(d, DOC_LIST) && is_one && i < doc_count(d); i++)
        is_one = is_tree(doc_at(d, i), depth + 1, nodes);
    for (uint32_t i = 0; doc_is(d, DOC_MAP) && is_one && i < d->map.count; i++)
        is_one = is_tree(d->map.members[i].value, depth + 1, nodes);
    return is_one;
}

/* The value at the path of the first argument. NULL when there is none, or with an error. */
static struct doc *value_at(struct scope *s, struct vtl_call *c)
{
    struct span text = c->count ? doc_text(c->args[0]) : SPAN("$");
    struct jsonpath *p = compile(c, text);
    int nodes = 0;

    if (p && !s->root) s->root = read_body(s, c);
    if (!p || !s->root) return NULL;
    if (p->definite || is_tree(s->root, 0, &nodes)) return jsonpath_get(p, s->json, s->root, NULL);
    c->error = "the body is too deep or too large for such a JSONPath";
    return NULL;
}

/* --- $input ------------------------------------------------------------------------------------------------------- */

static struct doc *give_buf(struct vtl_call *c, struct buf *b)
{
    struct doc *value = b->overflowed ? NULL : doc_string(c->arena, arena_span(c->arena, buf_span(b)));

    if (b->overflowed) c->error = "a text grew too large";
    buf_release(b);
    return value;
}

static struct doc *input_path(struct scope *s, struct vtl_call *c)
{
    return value_at(s, c);
}

/* AWS: what is not there is an empty text. */
static struct doc *input_json(struct scope *s, struct vtl_call *c)
{
    struct buf b = { .max = VTL_OUTPUT_BYTES_MAX };
    struct doc *value = value_at(s, c);

    if (c->error) return NULL;
    vtl_print_json(&b, value ? value : doc_string(c->arena, SPAN("")), s->json);
    return give_buf(c, &b);
}

/* All, or one by name: of the path, the query string or the headers, in this order. */
static struct doc *input_params(struct scope *s, struct vtl_call *c)
{
    static const char *const where[] = { "path", "querystring", "header" };

    if (!c->count) return s->in->params;
    for (size_t i = 0; i < sizeof where / sizeof *where; i++) {
        struct doc *value = doc_get_span(doc_get(s->in->params, where[i]), doc_text(c->args[0]));
        if (value) return value;
    }
    return NULL;
}

static struct doc *input_call(const struct vtl_object *o, struct vtl_call *c)
{
    static const struct {
        const char *name;
        struct doc *(*run)(struct scope *s, struct vtl_call *c);
    } methods[] = { { "path", input_path }, { "json", input_json }, { "params", input_params } };

    if (c->count > 1 || (c->count && !doc_is(c->args[0], DOC_STRING))) return NULL;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (span_is(c->method, methods[i].name)) return methods[i].run(o->self, c);
    return NULL;
}

static struct doc *input_get(const struct vtl_object *o, struct arena *a, struct span property)
{
    const struct scope *s = o->self;

    if (!span_is(property, "body")) return NULL;
    return doc_string(a, s->in->body.size ? s->in->body : SPAN("{}"));
}

/* --- $util -------------------------------------------------------------------------------------------------------- */

static void escape_unit(struct buf *b, uint32_t unit)
{
    static const char from[] = "\b\n\t\f\r\"'\\/", to[] = "bntfr\"'\\/";
    const char *hit = unit && unit < 128 ? strchr(from, (int)unit) : NULL;

    if (hit) {
        buf_add_char(b, '\\');
        buf_add_char(b, to[hit - from]);
    } else if (unit < 32 || unit > 126) {
        buf_printf(b, "\\u%04X", unit);
    } else {
        buf_add_char(b, (char)unit);
    }
}

/* AWS: by JavaScript's rules, with ' and / escaped, too. */
static struct doc *util_escape(struct scope *s, struct vtl_call *c)
{
    struct span text = vtl_text(c->arena, c->args[0], s->json);
    struct buf b = { .max = VTL_OUTPUT_BYTES_MAX };
    uint32_t code;

    while (span_take_code_point(&text, &code) && !b.overflowed) {
        if (code >= 0x10000) {
            escape_unit(&b, 0xD800 + ((code - 0x10000) >> 10));
            code = 0xDC00 + ((code - 0x10000) & 0x3FF);
        }
        escape_unit(&b, code);
    }
    return give_buf(c, &b);
}

static struct doc *util_parse(struct scope *s, struct vtl_call *c)
{
    struct span text = span_trim(arena_span(s->json, vtl_text(c->arena, c->args[0], s->json)));
    struct doc *value = json_parse(s->json, text, NULL);

    if (!value) c->error = "the text is not JSON";
    return value;
}

static struct doc *util_url_encode(struct scope *s, struct vtl_call *c)
{
    struct span text = vtl_text(c->arena, c->args[0], s->json);
    struct buf b = { .max = VTL_OUTPUT_BYTES_MAX };

    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];

        if (byte == ' ') buf_add_char(&b, '+');
        else if (byte < 128 && (isalnum(byte) || (byte && strchr(".-*_", byte)))) buf_add_char(&b, (char)byte);
        else buf_printf(&b, "%%%02X", byte);
    }
    return give_buf(c, &b);
}

static int hex_digit(struct span s, size_t at)
{
    unsigned char c = at < s.size ? (unsigned char)s.data[at] : 0;

    return isdigit(c) ? c - '0' : isxdigit(c) ? (c | 32) - 'a' + 10 : -1;
}

static struct doc *util_url_decode(struct scope *s, struct vtl_call *c)
{
    struct span text = vtl_text(c->arena, c->args[0], s->json);
    char *out = arena_raw(c->arena, text.size + 1, 1);
    size_t size = 0;

    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];

        if (byte == '%') {
            if (hex_digit(text, i + 1) < 0 || hex_digit(text, i + 2) < 0) {
                c->error = "the text is not URL encoded";
                return NULL;
            }
            byte = (char)(hex_digit(text, i + 1) << 4 | hex_digit(text, i + 2));
            i += 2;
        }
        out[size++] = text.data[i] == '+' && byte == '+' ? ' ' : byte;
    }
    return doc_string(c->arena, (struct span){ out, size });
}

static struct doc *util_base64_encode(struct scope *s, struct vtl_call *c)
{
    return doc_string(c->arena, base64_text(c->arena, vtl_text(c->arena, c->args[0], s->json)));
}

static struct doc *util_base64_decode(struct scope *s, struct vtl_call *c)
{
    struct span bytes;

    if (base64_decode(c->arena, vtl_text(c->arena, c->args[0], s->json), &bytes)) return doc_string(c->arena, bytes);
    c->error = "the text is not base64";
    return NULL;
}

static struct doc *util_call(const struct vtl_object *o, struct vtl_call *c)
{
    static const struct {
        const char *name;
        struct doc *(*run)(struct scope *s, struct vtl_call *c);
    } methods[] = { { "escapeJavaScript", util_escape },    { "parseJson", util_parse },
                    { "urlEncode", util_url_encode },       { "urlDecode", util_url_decode },
                    { "base64Encode", util_base64_encode }, { "base64Decode", util_base64_decode } };

    if (c->count != 1 || !c->args[0]) return NULL;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (span_is(c->method, methods[i].name)) return methods[i].run(o->self, c);
    return NULL;
}

/* --- the run ------------------------------------------------------------------------------------------------------ */

static struct doc *map_in(struct doc *map, const char *name)
{
    struct doc *there = doc_get(map, name);

    return doc_is(there, DOC_MAP) ? there : doc_put_map(map, name);
}

/* What a template can put into without making it first. */
static struct doc *with_overrides(struct doc *context)
{
    struct doc *request = map_in(context, "requestOverride");

    map_in(request, "header");
    map_in(request, "querystring");
    map_in(request, "path");
    map_in(map_in(context, "responseOverride"), "header");
    return context;
}

bool api_template_run(const struct vtl *template, struct arena *a, struct arena *json,
                      const struct api_template_input *in, struct buf *out, struct vtl_error *error)
{
    static const struct vtl_class input = { .get = input_get, .call = input_call }, util = { .call = util_call };
    struct scope scope = { .in = in, .json = json };
    struct doc *names = doc_map(a);
    struct vtl_world world = { .arena = a, .json = json, .names = names, .out = out };

    doc_put(names, "input", vtl_object_new(a, &input, &scope));
    doc_put(names, "util", vtl_object_new(a, &util, &scope));
    doc_put(names, "context", with_overrides(in->context));
    doc_put(names, "stageVariables", in->stage_variables ? in->stage_variables : doc_map(a));
    return vtl_run(template, &world, error);
}
