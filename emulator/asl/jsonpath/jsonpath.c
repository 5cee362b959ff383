/* Reading paths. One function reads one kind of step; a step knows no other. Nesting (a path in a filter in a path) is
 * bounded, so that hostile text cannot exhaust the stack. */
#include "emulator/asl/jsonpath/jsonpath.h"
#include "emulator/asl/jsonpath/jsonpath_filter.h"

#include <ctype.h>

#define STEPS_MAX 256
#define DEPTH_MAX 8

struct reader {
    struct arena *arena;
    struct span text;
    size_t at;
    const char **error;
    int depth;
};

static char peek(const struct reader *r)
{
    return r->at < r->text.size ? r->text.data[r->at] : 0;
}
static char peek_next(const struct reader *r)
{
    return r->at + 1 < r->text.size ? r->text.data[r->at + 1] : 0;
}

static void skip_spaces(struct reader *r)
{
    while (peek(r) == ' ') r->at++;
}

static bool take(struct reader *r, char c)
{
    if (peek(r) != c || r->at >= r->text.size) return false;
    r->at++;
    return true;
}

static bool fail(struct reader *r, const char *why)
{
    if (r->error && !*r->error) *r->error = why;
    return false;
}

static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '@' || (c & 0x80);
}

/* A bare name, as after a dot. */
static bool read_name(struct reader *r, struct span *name)
{
    size_t start = r->at;

    while (is_name_byte(peek(r))) r->at++;
    if (r->at > start && peek(r) == '(' && peek_next(r) == ')')
        r->at += 2; /* AWS: functions are names that nothing has */
    *name = span_sub(r->text, start, r->at - start);
    return name->size ? true : fail(r, "a name was expected");
}

/* A name in single or double quotes; a backslash escapes what follows it. */
static bool read_quoted(struct reader *r, struct span *name)
{
    char quote = peek(r);
    char *out = arena_alloc(r->arena, r->text.size - r->at + 1);
    size_t size = 0;

    r->at++;
    while (r->at < r->text.size && peek(r) != quote) {
        if (peek(r) == '\\' && r->at + 1 < r->text.size) r->at++;
        out[size++] = r->text.data[r->at++];
    }
    *name = (struct span){ out, size };
    return take(r, quote) ? true : fail(r, "a quote is not closed");
}

static bool read_integer(struct reader *r, int64_t *value)
{
    size_t start = r->at;

    if (peek(r) == '-') r->at++;
    while (isdigit((unsigned char)peek(r))) r->at++;
    return span_int(span_sub(r->text, start, r->at - start), value) ? true : fail(r, "a number was expected");
}

static bool read_names(struct reader *r, struct jsonpath_step *step)
{
    step->kind = JSONPATH_NAMES;
    do {
        struct span *names = ARENA_ARRAY(r->arena, struct span, step->count + 1);

        skip_spaces(r);
        for (uint32_t i = 0; i < step->count; i++) names[i] = step->names[i];
        if (step->count == STEPS_MAX) return fail(r, "too many names");
        if (peek(r) != '\'' && peek(r) != '"') return fail(r, "a quoted name was expected");
        if (!read_quoted(r, &names[step->count])) return false;
        step->names = names;
        step->count++;
        skip_spaces(r);
    } while (take(r, ','));
    return true;
}

/* [0], [0,2], [1:5] and their kin: the first number, if any, tells nothing yet. */
static bool read_numbers(struct reader *r, struct jsonpath_step *step)
{
    step->indexes = ARENA_ARRAY(r->arena, int64_t, 2);
    step->kind = JSONPATH_INDEXES;
    if (peek(r) != ':') {
        if (!read_integer(r, &step->indexes[0])) return false;
        step->has_from = true;
        step->count = 1;
    }
    skip_spaces(r);
    if (take(r, ':')) {
        step->kind = JSONPATH_SLICE;
        skip_spaces(r);
        if (peek(r) == ']') return true;
        step->has_to = true;
        return read_integer(r, &step->indexes[1]);
    }
    while (take(r, ',')) {
        int64_t *grown = ARENA_ARRAY(r->arena, int64_t, step->count + 1);

        if (step->count == STEPS_MAX) return fail(r, "too many indexes");
        for (uint32_t i = 0; i < step->count; i++) grown[i] = step->indexes[i];
        skip_spaces(r);
        if (!read_integer(r, &grown[step->count])) return false;
        step->indexes = grown;
        step->count++;
        skip_spaces(r);
    }
    return true;
}

/* [(@.length-1)]: so many from the end. AWS: what is below 0 without it is in no list. */
static bool read_from_end(struct reader *r, struct jsonpath_step *step)
{
    struct span words = span_sub(r->text, r->at, SIZE_MAX), from = SPAN("(@.length-");
    size_t start;

    if (!span_starts(words, "(@.length-")) return fail(r, "a number was expected");
    r->at += from.size;
    start = r->at;
    while (isdigit((unsigned char)peek(r))) r->at++;
    step->kind = JSONPATH_INDEXES;
    step->count = 1;
    step->from_end = true;
    step->indexes = ARENA_NEW(r->arena, int64_t);
    if (!span_int(span_sub(r->text, start, r->at - start), step->indexes)) return fail(r, "a number was expected");
    return take(r, ')') ? true : fail(r, "a parenthesis is not closed");
}

static bool read_bracket(struct reader *r, struct jsonpath_step *step)
{
    bool read;

    skip_spaces(r);
    if (peek(r) == '*') {
        r->at++;
        step->kind = JSONPATH_WILDCARD;
        read = true;
    } else if (peek(r) == '?') {
        step->kind = JSONPATH_FILTER;
        step->filter = jsonpath_filter_compile(r->arena, r->text, &r->at, r->depth, jsonpath_compile_part, r->error);
        read = step->filter != NULL;
    } else if (peek(r) == '(') {
        read = read_from_end(r, step);
    } else if (peek(r) == '\'' || peek(r) == '"') {
        read = read_names(r, step);
    } else {
        read = read_numbers(r, step);
    }
    if (!read) return false;
    skip_spaces(r);
    return take(r, ']') ? true : fail(r, "a bracket is not closed");
}

/* What follows a dot: a name, a wildcard, or, as AWS takes it, a bracket. */
static bool read_dotted(struct reader *r, struct jsonpath_step *step)
{
    if (take(r, '*')) {
        step->kind = JSONPATH_WILDCARD;
        return true;
    }
    if (take(r, '[')) return read_bracket(r, step);
    step->kind = JSONPATH_NAMES;
    step->count = 1;
    step->names = ARENA_NEW(r->arena, struct span);
    return read_name(r, step->names);
}

static void note_step(struct jsonpath *p, const struct jsonpath_step *step)
{
    bool single = (step->kind == JSONPATH_NAMES || step->kind == JSONPATH_INDEXES) && step->count == 1;

    if (!single) p->reference = false;
    if (!single) p->definite = false;
}

static bool read_steps(struct reader *r, struct jsonpath *p)
{
    struct jsonpath_step **end = &p->steps;

    for (int count = 0; peek(r) == '.' || peek(r) == '['; count++) {
        struct jsonpath_step *step = ARENA_NEW(r->arena, struct jsonpath_step);
        bool read;

        if (count == STEPS_MAX) return fail(r, "too many steps");
        if (take(r, '[')) {
            read = read_bracket(r, step);
        } else if (peek_next(r) == '.') {
            r->at++;
            step->kind = JSONPATH_DESCENT;
            if (peek_next(r) == '[') r->at++;
            read = true;
        } else {
            r->at++;
            read = read_dotted(r, step);
        }
        if (!read) return false;
        note_step(p, step);
        *end = step;
        end = &step->next;
        if (step->kind == JSONPATH_DESCENT && peek(r) != '.' && peek(r) != '[') return fail(r, "nothing follows ..");
    }
    return true;
}

static bool read_root(struct reader *r, struct jsonpath *p)
{
    if (!take(r, '$') && !take(r, '@')) return fail(r, "a path starts with $");
    if (take(r, '$')) {
        p->root = JSONPATH_CONTEXT;
    } else if (isalpha((unsigned char)peek(r)) || peek(r) == '_') {
        size_t start = r->at;

        p->root = JSONPATH_VARIABLE;
        while (isalnum((unsigned char)peek(r)) || peek(r) == '_') r->at++;
        p->variable = span_sub(r->text, start, r->at - start);
    }
    return true;
}

struct jsonpath *jsonpath_compile_part(struct arena *a, struct span text, size_t *at, int depth, const char **error)
{
    struct reader r = { a, text, *at, error, depth };
    struct jsonpath *p = ARENA_NEW(a, struct jsonpath);

    p->definite = p->reference = true;
    if (depth > DEPTH_MAX) return fail(&r, "nested too deep"), NULL;
    if (!read_root(&r, p) || !read_steps(&r, p)) return NULL;
    p->text = span_sub(text, *at, r.at - *at);
    *at = r.at;
    return p;
}

struct jsonpath *jsonpath_compile(struct arena *a, struct span text, const char **error)
{
    const char *ignored = NULL;
    const char **why = error ? error : &ignored;
    struct jsonpath *p;
    size_t at = 0;

    *why = NULL;
    while (text.size && text.data[text.size - 1] == ' ') text.size--; /* AWS: a blank behind is none */
    if (!span_starts(text, "$")) {
        *why = "a path starts with $";
        return NULL;
    }
    p = jsonpath_compile_part(a, text, &at, 0, why);
    if (p && at != text.size) {
        *why = "something follows the path's end";
        return NULL;
    }
    return p;
}
