/* References, values and expressions. One function reads one kind; each step down is counted, so that hostile text
 * cannot exhaust the stack, and so are an expression's terms, since they lean to the left. */
#include "emulator/vtl/vtl_reader.h"
#include "emulator/vtl/vtl_values.h"

#include <stdlib.h>

/* One more level; false with an error when that is too deep. */
static bool enter(struct vtl_reader *r)
{
    if (++r->depth <= VTL_DEPTH_MAX) return true;
    vtl_fail(r, "nested too deep");
    return false;
}

/* --- references --------------------------------------------------------------------------------------------------- */

bool vtl_is_reference(const struct vtl_reader *r, size_t ahead)
{
    ahead++; /* the dollar */
    if (vtl_peek(r, ahead) == '!') ahead++;
    if (vtl_peek(r, ahead) == '{') ahead++;
    return vtl_is_name_start(vtl_peek(r, ahead));
}

static struct span read_name(struct vtl_reader *r)
{
    struct span name = span_sub(r->text, r->at, vtl_name_size(r, 0));

    r->at += name.size;
    return name;
}

/* Values with commas between them, up to `close`, which it takes. */
static bool read_values(struct vtl_reader *r, char close, struct vtl_node **end)
{
    vtl_skip_space(r);
    if (vtl_take(r, close)) return true;
    for (;;) {
        struct vtl_node *value = vtl_read_value(r);

        if (!value) return false;
        *end = value;
        end = &value->next;
        vtl_skip_space(r);
        if (vtl_take(r, close)) return true;
        if (!vtl_take(r, ',')) return vtl_fail(r, "a comma or the end of the list was expected");
    }
}

/* .name or .name(…) */
static struct vtl_node *read_member(struct vtl_reader *r)
{
    struct vtl_node *step;

    r->at++;
    step = vtl_node_new(r, VTL_PROPERTY);
    step->text = read_name(r);
    if (!vtl_take(r, '(')) return step;
    step->kind = VTL_METHOD;
    return read_values(r, ')', &step->left) ? step : NULL;
}

static struct vtl_node *read_index(struct vtl_reader *r)
{
    struct vtl_node *step = vtl_node_new(r, VTL_INDEX);

    r->at++;
    step->left = vtl_read_value(r);
    if (!step->left) return NULL;
    vtl_skip_space(r);
    return vtl_take(r, ']') ? step : vtl_fail(r, "a bracket is not closed");
}

static bool read_steps(struct vtl_reader *r, struct vtl_node **end)
{
    for (;;) {
        struct vtl_node *step;

        if (vtl_peek(r, 0) == '[') step = read_index(r);
        else if (vtl_peek(r, 0) == '.' && vtl_is_letter(vtl_peek(r, 1))) step = read_member(r);
        else return true;
        if (!step) return false;
        *end = step;
        end = &step->next;
    }
}

struct vtl_node *vtl_read_reference(struct vtl_reader *r)
{
    struct vtl_node *n = vtl_node_new(r, VTL_REFERENCE);
    size_t start = r->at;
    bool is_braced;

    if (!enter(r)) return NULL;
    r->at++;
    vtl_take(r, '!');
    is_braced = vtl_take(r, '{');
    n->text = read_name(r);
    doc_put_span(r->names, n->text, doc_bool(r->arena, true));
    if (!read_steps(r, &n->left)) return NULL;
    if (is_braced && !vtl_take(r, '}')) return vtl_fail(r, "a reference's brace is not closed");
    n->image = span_sub(r->text, start, r->at - start);
    r->depth--;
    return n;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_digits(struct vtl_reader *r)
{
    while (is_digit(vtl_peek(r, 0))) r->at++;
}

/* e10, E-3; what is no exponent is left. */
static bool take_exponent(struct vtl_reader *r)
{
    size_t sign = vtl_peek(r, 1) == '+' || vtl_peek(r, 1) == '-';

    if ((vtl_peek(r, 0) | 32) != 'e' || !is_digit(vtl_peek(r, 1 + sign))) return false;
    r->at += 1 + sign;
    skip_digits(r);
    return true;
}

/* 7, -7, 1.5, .5, 1., 1e3; the dots of 1..3 are a range's. */
static struct vtl_node *read_number(struct vtl_reader *r)
{
    struct vtl_node *n = vtl_node_new(r, VTL_CONSTANT);
    size_t start = r->at;
    struct span image;
    bool is_whole = true;
    char *end;

    vtl_take(r, '-');
    skip_digits(r);
    if (vtl_peek(r, 0) == '.' && vtl_peek(r, 1) != '.') {
        is_whole = false;
        r->at++;
        skip_digits(r);
    }
    if (take_exponent(r)) is_whole = false;
    image = span_sub(r->text, start, r->at - start);
    if (is_whole) n->value = doc_number(r->arena, image);
    if (is_whole && !doc_is(n->value, DOC_INT)) return vtl_fail(r, "the number is too large");
    if (!is_whole) n->value = vtl_double(r->arena, strtod(arena_string(r->arena, image), &end));
    return n;
}

static struct vtl_node *read_map(struct vtl_reader *r)
{
    struct vtl_node *n = vtl_node_new(r, VTL_MAP), **end = &n->left;

    r->at++;
    vtl_skip_space(r);
    if (vtl_take(r, '}')) return n;
    do {
        struct vtl_node *name = vtl_read_value(r), *value;

        if (!name) return NULL;
        vtl_skip_space(r);
        if (!vtl_take(r, ':')) return vtl_fail(r, "a colon was expected");
        value = vtl_read_value(r);
        if (!value) return NULL;
        *end = name;
        name->next = value;
        end = &value->next;
        vtl_skip_space(r);
    } while (vtl_take(r, ','));
    return vtl_take(r, '}') ? n : vtl_fail(r, "a map is not closed");
}

/* The list whose first item is read, or the range that it starts. */
static struct vtl_node *read_list(struct vtl_reader *r)
{
    struct vtl_node *n = vtl_node_new(r, VTL_LIST);

    r->at++;
    vtl_skip_space(r);
    if (vtl_take(r, ']')) return n;
    n->left = vtl_read_value(r);
    if (!n->left) return NULL;
    vtl_skip_space(r);
    if (vtl_peek(r, 0) == '.' && vtl_peek(r, 1) == '.') {
        r->at += 2;
        n->kind = VTL_RANGE;
        n->right = vtl_read_value(r);
        if (!n->right) return NULL;
        vtl_skip_space(r);
        return vtl_take(r, ']') ? n : vtl_fail(r, "a range is not closed");
    }
    if (vtl_take(r, ']')) return n;
    if (!vtl_take(r, ',')) return vtl_fail(r, "a comma or the end of the list was expected");
    vtl_skip_space(r);
    if (vtl_peek(r, 0) == ']') return vtl_fail(r, "a value was expected");
    return read_values(r, ']', &n->left->next) ? n : NULL;
}

/* true, false, null. AWS: null was seen to be taken as an argument. */
static struct vtl_node *read_word(struct vtl_reader *r)
{
    struct vtl_node *n = vtl_node_new(r, VTL_CONSTANT);
    struct span word = span_sub(r->text, r->at, vtl_name_size(r, 0));

    if (span_is(word, "true") || span_is(word, "false")) n->value = doc_bool(r->arena, span_is(word, "true"));
    else if (!span_is(word, "null")) return vtl_fail(r, "a value was expected");
    r->at += word.size;
    return n;
}

static struct vtl_node *read_plain(struct vtl_reader *r)
{
    char c = vtl_peek(r, 0), next = vtl_peek(r, 1);

    if (c == '"' || c == '\'') return vtl_read_text(r);
    if (c == '$' && vtl_is_reference(r, 0)) return vtl_read_reference(r);
    if (c == '[') return read_list(r);
    if (c == '{') return read_map(r);
    if (is_digit(c) || ((c == '-' || c == '.') && is_digit(next))) return read_number(r);
    if (c == '-' && next == '.' && is_digit(vtl_peek(r, 2))) return read_number(r);
    return read_word(r);
}

struct vtl_node *vtl_read_value(struct vtl_reader *r)
{
    struct vtl_node *n;

    vtl_skip_space(r);
    if (!enter(r)) return NULL;
    n = read_plain(r);
    r->depth--;
    return n;
}

/* --- expressions -------------------------------------------------------------------------------------------------- */

struct infix {
    const char *sign, *word; /* either may be NULL */
    enum vtl_kind kind;
    int level; /* the tighter it binds, the higher */
};

/* A longer sign stands before one that it begins with. */
static const struct infix operators[] = {
    { "||", "or", VTL_OR, 1 },      { "&&", "and", VTL_AND, 2 },    { "==", "eq", VTL_EQ, 3 },
    { "!=", "ne", VTL_NE, 3 },      { "<=", "le", VTL_LE, 4 },      { ">=", "ge", VTL_GE, 4 },
    { "<", "lt", VTL_LT, 4 },       { ">", "gt", VTL_GT, 4 },       { "+", NULL, VTL_ADD, 5 },
    { "-", NULL, VTL_SUBTRACT, 5 }, { "*", NULL, VTL_MULTIPLY, 6 }, { "/", NULL, VTL_DIVIDE, 6 },
    { "%", NULL, VTL_MODULUS, 6 },
};

/* A minus right before digits is theirs: 5-3 is two numbers, with nothing between them. */
static bool is_sign(const struct vtl_reader *r)
{
    return vtl_peek(r, 0) == '-' && (is_digit(vtl_peek(r, 1)) || (vtl_peek(r, 1) == '.' && is_digit(vtl_peek(r, 2))));
}

/* The operator that is next, and how long it is written. */
static const struct infix *next_operator(const struct vtl_reader *r, size_t *size)
{
    struct span rest = span_sub(r->text, r->at, SIZE_MAX);
    struct span word = span_sub(rest, 0, vtl_name_size(r, 0));

    for (size_t i = 0; !is_sign(r) && i < sizeof operators / sizeof *operators; i++) {
        const struct infix *o = &operators[i];

        *size = word.size ? word.size : strlen(o->sign);
        if (word.size ? o->word && span_is(word, o->word) : span_starts(rest, o->sign)) return o;
    }
    return NULL;
}

static struct vtl_node *read_level(struct vtl_reader *r, int level, int *terms);

static struct vtl_node *read_primary(struct vtl_reader *r, int *terms)
{
    struct vtl_node *n;

    if (!vtl_take(r, '(')) return vtl_read_value(r);
    n = read_level(r, 1, terms);
    if (!n) return NULL;
    vtl_skip_space(r);
    return vtl_take(r, ')') ? n : vtl_fail(r, "a parenthesis is not closed");
}

/* ! and not; then what stands by itself. */
static struct vtl_node *read_unary(struct vtl_reader *r, int *terms)
{
    struct vtl_node *n;

    if (!enter(r)) return NULL;
    if (++*terms > VTL_TERMS_MAX) return vtl_fail(r, "the expression is too long");
    vtl_skip_space(r);
    if (vtl_peek(r, 0) == '!' || (vtl_name_size(r, 0) == 3 && span_is(span_sub(r->text, r->at, 3), "not"))) {
        n = vtl_node_new(r, VTL_NOT);
        r->at += vtl_peek(r, 0) == '!' ? 1 : 3;
        n->left = read_unary(r, terms);
        if (!n->left) return NULL;
    } else {
        n = read_primary(r, terms);
    }
    r->depth--;
    return n;
}

/* What operators of that level or a higher one make of what follows. A thread's stack is short: one call for each
 * level would be seven for each parenthesis. */
static struct vtl_node *read_level(struct vtl_reader *r, int level, int *terms)
{
    struct vtl_node *left = read_unary(r, terms);
    const struct infix *o;
    size_t size;

    while (left) {
        struct vtl_node *n;

        vtl_skip_space(r);
        o = next_operator(r, &size);
        if (!o || o->level < level) break;
        n = vtl_node_new(r, o->kind);
        r->at += size;
        n->left = left;
        n->right = read_level(r, o->level + 1, terms);
        if (!n->right) return NULL;
        left = n;
    }
    return left;
}

struct vtl_node *vtl_read_expression(struct vtl_reader *r)
{
    int terms = 0;

    return read_level(r, 1, &terms);
}
