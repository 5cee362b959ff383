/* Expressions and templates: reading and evaluating. An intrinsic call is read here and looked up by name; what each
 * function does is in intrinsics.c. */
#include "emulator/asl/expression/asl_expression.h"
#include "emulator/asl/expression/asl_intrinsics.h"

#include <ctype.h>
#include <stdio.h>
#include "emulator/base/json.h"

#define CALL_DEPTH_MAX 10 /* AWS: intrinsic functions nest up to 10 deep */
#define ARGUMENTS_MAX  256
#define PRINTED_MAX    4096

struct reader {
    struct arena *arena;
    struct span text;
    size_t at;
    const char **error;
};

static struct asl_expression *read_call(struct reader *r, int depth);

static char peek(struct reader *r)
{
    while (r->at < r->text.size && (r->text.data[r->at] == ' ' || r->text.data[r->at] == '\n')) r->at++;
    return r->at < r->text.size ? r->text.data[r->at] : 0;
}

static void *fail(struct reader *r, const char *why)
{
    if (!*r->error) *r->error = why;
    return NULL;
}

static struct asl_expression *expression_new(struct reader *r, enum asl_expression_kind kind)
{
    struct asl_expression *e = ARENA_NEW(r->arena, struct asl_expression);

    e->kind = kind;
    return e;
}

static struct asl_expression *read_string(struct reader *r)
{
    struct asl_expression *e = expression_new(r, EXPRESSION_LITERAL);
    size_t start = ++r->at, size = 0;
    char *out = arena_alloc(r->arena, r->text.size - start + 1);

    while (r->at < r->text.size && r->text.data[r->at] != '\'') {
        if (r->text.data[r->at] == '\\' && r->at + 1 < r->text.size) r->at++;
        out[size++] = r->text.data[r->at++];
    }
    if (r->at >= r->text.size) return fail(r, "a quote is not closed");
    e->raw = span_sub(r->text, start, r->at - start);
    e->literal = doc_string(r->arena, (struct span){ out, size });
    r->at++;
    return e;
}

static struct asl_expression *read_word(struct reader *r)
{
    struct asl_expression *e = expression_new(r, EXPRESSION_LITERAL);
    size_t start = r->at;

    while (r->at < r->text.size && r->text.data[r->at] != ',' && r->text.data[r->at] != ')') r->at++;
    e->literal = json_parse(r->arena, span_trim(span_sub(r->text, start, r->at - start)), NULL);
    if (!e->literal || doc_is(e->literal, DOC_LIST) || doc_is(e->literal, DOC_MAP))
        return fail(r, "an argument was expected");
    return e;
}

static struct asl_expression *read_path(struct reader *r)
{
    struct asl_expression *e = expression_new(r, EXPRESSION_PATH);
    size_t start = r->at;

    e->path = jsonpath_compile_part(r->arena, r->text, &r->at, 0, r->error);
    e->text = span_sub(r->text, start, r->at - start);
    return e->path ? e : NULL;
}

static struct asl_expression *read_argument(struct reader *r, int depth)
{
    char c = peek(r);

    if (c == '$') return read_path(r);
    if (c == '\'') return read_string(r);
    if (c == 'S') return read_call(r, depth + 1);
    return read_word(r);
}

static bool read_arguments(struct reader *r, struct asl_expression *e, int depth)
{
    e->arguments = ARENA_ARRAY(r->arena, struct asl_expression *, ARGUMENTS_MAX);
    r->at++;
    while (peek(r) != ')') {
        if (e->count == ARGUMENTS_MAX) return fail(r, "too many arguments");
        if (!(e->arguments[e->count++] = read_argument(r, depth))) return false;
        if (peek(r) == ',') r->at++;
        else if (peek(r) != ')') return fail(r, "a call is not closed");
    }
    r->at++;
    return true;
}

static struct asl_expression *read_call(struct reader *r, int depth)
{
    struct asl_expression *e = expression_new(r, EXPRESSION_CALL);
    size_t start = r->at;

    if (depth > CALL_DEPTH_MAX) return fail(r, "functions are nested too deep");
    while (r->at < r->text.size && (isalnum((unsigned char)r->text.data[r->at]) || r->text.data[r->at] == '.')) r->at++;
    e->function = asl_intrinsic_find(span_sub(r->text, start, r->at - start));
    if (!e->function || peek(r) != '(') return fail(r, "an intrinsic function was expected");
    if (!read_arguments(r, e, depth)) return NULL;
    if (e->count < e->function->least || e->count > e->function->most)
        return fail(r, "the count of arguments is wrong");
    e->text = span_sub(r->text, start, r->at - start);
    return e;
}

struct asl_expression *asl_expression_compile(struct arena *a, struct span text, const char **error)
{
    struct reader r = { a, text, 0, error };
    struct asl_expression *e;

    *error = NULL;
    if (peek(&r) == '$') e = read_path(&r);
    else if (span_starts(text, "States.")) e = read_call(&r, 1);
    else return fail(&r, "a path or an intrinsic function was expected");
    if (e && r.at < text.size) return fail(&r, "something follows the expression's end");
    return e;
}

struct doc *asl_path_value(const struct jsonpath *p, struct asl_scope *s, const char **why)
{
    struct doc *root = p->root == JSONPATH_INPUT     ? s->input
                       : p->root == JSONPATH_CONTEXT ? s->context(s->arg)
                                                     : s->variable(s->arg, p->variable);

    if (!root) {
        if (why) *why = arena_printf(s->arena, "No results for path: $%.*s", SPAN_ARG(p->variable));
        return NULL;
    }
    return jsonpath_get(p, s->arena, root, why);
}

static struct doc *path_required(const struct asl_expression *e, struct asl_scope *s, struct span field)
{
    struct doc *value = asl_path_value(e->path, s, NULL),
               *root = e->path->root == JSONPATH_CONTEXT ? s->context(s->arg) : s->input;

    if (value) return value;
    return asl_scope_fail(s, "States.Runtime",
                          "The JSONPath '%.*s' specified for the field '%.*s' could not be found in the input '%.*s'",
                          SPAN_ARG(e->path->text), SPAN_ARG(field),
                          SPAN_ARG(span_sub(json_text(s->arena, root), 0, PRINTED_MAX)));
}

static struct doc *call_value(const struct asl_expression *e, struct asl_scope *s, struct span field)
{
    struct doc **arguments = ARENA_ARRAY(s->arena, struct doc *, e->count + 1);

    for (uint32_t i = 0; i < e->count; i++) {
        if (!(arguments[i] = asl_expression_value(e->arguments[i], s, field))) return NULL;
    }
    return e->function->value(e, s, arguments);
}

struct doc *asl_expression_value(const struct asl_expression *e, struct asl_scope *s, struct span field)
{
    switch (e->kind) {
    case EXPRESSION_PATH: return path_required(e, s, field);
    case EXPRESSION_CALL: return call_value(e, s, field);
    case EXPRESSION_LITERAL: break;
    }
    return e->literal;
}

/* A template keeps the tree it was made from; a node without expressions below it is used as it is. */
struct asl_template {
    struct doc *constant;              /* the whole value, or NULL */
    struct asl_expression *expression; /* the whole value, or NULL */
    struct span name, field;           /* as a member: of the value, and as written */
    struct asl_template **parts;       /* items or members */
    uint32_t count;
    bool is_map;
};

static struct asl_template *template_read(struct arena *a, struct doc *tree, struct span *where, const char **error);

static struct asl_template *member_read(struct arena *a, const struct doc_member *m, struct span *where,
                                        const char **error)
{
    struct asl_template *t;

    if (span_ends(m->name, ".$")) {
        t = ARENA_NEW(a, struct asl_template);
        *where = m->name;
        *error = "The value for the field must be a valid JSONPath or a valid intrinsic function call";
        if (!doc_is(m->value, DOC_STRING)) return NULL;
        if (!(t->expression = asl_expression_compile(a, doc_text(m->value), error))) return NULL;
        t->name = span_sub(m->name, 0, m->name.size - 2);
    } else {
        if (!(t = template_read(a, m->value, where, error))) return NULL;
        t->name = m->name;
    }
    t->field = m->name;
    return t;
}

static struct asl_template *template_read(struct arena *a, struct doc *tree, struct span *where, const char **error)
{
    struct asl_template *t = ARENA_NEW(a, struct asl_template);
    uint32_t count = (uint32_t)doc_count(tree);
    bool constant = true;

    t->is_map = doc_is(tree, DOC_MAP);
    if (!t->is_map && !doc_is(tree, DOC_LIST)) count = 0;
    t->parts = ARENA_ARRAY(a, struct asl_template *, count + 1);
    for (; t->count < count; t->count++) {
        struct asl_template *part = t->is_map ? member_read(a, &tree->map.members[t->count], where, error)
                                              : template_read(a, doc_at(tree, t->count), where, error);

        if (!part) return NULL;
        t->parts[t->count] = part;
        constant = constant && part->constant;
    }
    if (constant) t->constant = tree;
    return t;
}

struct asl_template *asl_template_compile(struct arena *a, struct doc *tree, struct span *where, const char **error)
{
    return template_read(a, tree, where, error);
}

struct doc *asl_template_value(const struct asl_template *t, struct asl_scope *s)
{
    struct doc *value;

    if (t->constant) return t->constant;
    if (t->expression) return asl_expression_value(t->expression, s, t->field);
    value = t->is_map ? doc_map(s->arena) : doc_list(s->arena);
    for (uint32_t i = 0; i < t->count; i++) {
        struct doc *part = asl_template_value(t->parts[i], s);

        if (!part) return NULL;
        if (t->is_map) doc_put_span(value, t->parts[i]->name, part);
        else doc_append(value, part);
    }
    return value;
}
