/* Filters: [?(@.price < 10 && @.tag in ['a','b'])].
 *
 *     or := and ('||' and)*      and := not ('&&' not)*      not := '!' not | '(' or ')' | test
 *     test := operand [ operator operand ]                   operand := path | literal | '[' literal, … ']'
 *
 * A test of a single path asks whether it exists.
 */
#include "emulator/asl/jsonpath/jsonpath.h"

#include <string.h>
#include "emulator/base/json.h"

#define FILTER_DEPTH_MAX 32

enum filter_kind { FILTER_OR, FILTER_AND, FILTER_NOT, FILTER_TEST };
enum filter_operator { TEST_EXISTS, TEST_EQ, TEST_NE, TEST_LT, TEST_LE, TEST_GT, TEST_GE, TEST_IN, TEST_NIN };

struct operand {
    struct jsonpath *path; /* or a literal */
    bool of_item;          /* the path starts at @ */
    struct doc *literal;
};

struct jsonpath_filter {
    enum filter_kind kind;
    enum filter_operator operator;
    struct jsonpath_filter *left, *right;
    struct operand a, b;
};

struct reader {
    struct arena *arena;
    struct span text;
    size_t at;
    const char **error;
    int depth;   /* of parentheses and negations here */
    int nesting; /* of paths in filters */
};

static struct jsonpath_filter *read_or(struct reader *r);

static char peek(struct reader *r)
{
    while (r->at < r->text.size && r->text.data[r->at] == ' ') r->at++;
    return r->at < r->text.size ? r->text.data[r->at] : 0;
}

static bool take(struct reader *r, const char *token)
{
    peek(r);
    if (!span_starts(span_sub(r->text, r->at, r->text.size), token)) return false;
    r->at += strlen(token);
    return true;
}

static void *fail(struct reader *r, const char *why)
{
    if (r->error && !*r->error) *r->error = why;
    return NULL;
}

static struct doc *read_text(struct reader *r)
{
    char quote = peek(r);
    char *out = arena_alloc(r->arena, r->text.size - r->at + 1);
    size_t size = 0;

    for (r->at++; r->at < r->text.size && r->text.data[r->at] != quote; r->at++) {
        if (r->text.data[r->at] == '\\' && r->at + 1 < r->text.size) r->at++;
        out[size++] = r->text.data[r->at];
    }
    if (r->at >= r->text.size) return fail(r, "a quote is not closed");
    r->at++;
    return doc_string(r->arena, (struct span){ out, size });
}

/* true, false, null or a number: as JSON has them. */
static struct doc *read_word(struct reader *r)
{
    size_t start = r->at;
    struct doc *value;

    while (r->at < r->text.size && !strchr(" )]=!<>&|,", r->text.data[r->at])) r->at++;
    value = json_parse(r->arena, span_sub(r->text, start, r->at - start), NULL);
    return value ? value : fail(r, "a value was expected");
}

static struct doc *read_list(struct reader *r)
{
    struct doc *list = doc_list(r->arena);

    r->at++;
    while (peek(r) != ']') {
        struct doc *item = peek(r) == '\'' || peek(r) == '"' ? read_text(r) : read_word(r);

        if (!item) return NULL;
        doc_append(list, item);
        if (!take(r, ",") && peek(r) != ']') return fail(r, "a list is not closed");
    }
    r->at++;
    return list;
}

static bool read_operand(struct reader *r, struct operand *o)
{
    char c = peek(r);

    if (c == '@' || c == '$') {
        o->of_item = c == '@';
        o->path = jsonpath_compile_part(r->arena, r->text, &r->at, r->nesting + 1, r->error);
        return o->path != NULL;
    }
    if (c == '\'' || c == '"') o->literal = read_text(r);
    else if (c == '[') o->literal = read_list(r);
    else o->literal = read_word(r);
    return o->literal != NULL;
}

static enum filter_operator read_operator(struct reader *r)
{
    static const struct {
        const char *token;
        enum filter_operator operator;
    } operators[] = {
        { "==", TEST_EQ }, { "!=", TEST_NE }, { "<=", TEST_LE },  { ">=", TEST_GE },
        { "<", TEST_LT },  { ">", TEST_GT },  { "in ", TEST_IN }, { "nin ", TEST_NIN },
    };

    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (take(r, operators[i].token)) return operators[i].operator;
    }
    return TEST_EXISTS;
}

static struct jsonpath_filter *read_not(struct reader *r)
{
    struct jsonpath_filter *f = ARENA_NEW(r->arena, struct jsonpath_filter);

    if (++r->depth > FILTER_DEPTH_MAX) return fail(r, "nested too deep");
    if (peek(r) == '!') {
        r->at++;
        f->kind = FILTER_NOT;
        f->left = read_not(r);
        if (!f->left) return NULL;
    } else if (take(r, "(")) {
        f = read_or(r);
        if (!f) return NULL;
        if (!take(r, ")")) return fail(r, "a parenthesis is not closed");
    } else {
        f->kind = FILTER_TEST;
        if (!read_operand(r, &f->a)) return NULL;
        f->operator= read_operator(r);
        if (f->operator== TEST_EXISTS && !f->a.path) return fail(r, "a comparison was expected");
        if (f->operator!= TEST_EXISTS && !read_operand(r, &f->b)) return NULL;
    }
    r->depth--;
    return f;
}

/* Chains of one operator lean to the left; how long they may grow is bounded by the depth they would make. */
static struct jsonpath_filter *read_chain(struct reader *r, enum filter_kind kind)
{
    struct jsonpath_filter *left = kind == FILTER_OR ? read_chain(r, FILTER_AND) : read_not(r);

    for (int count = 0; left && take(r, kind == FILTER_OR ? "||" : "&&"); count++) {
        struct jsonpath_filter *f = ARENA_NEW(r->arena, struct jsonpath_filter);

        if (count == FILTER_DEPTH_MAX) return fail(r, "too many conditions");
        f->kind = kind;
        f->left = left;
        f->right = kind == FILTER_OR ? read_chain(r, FILTER_AND) : read_not(r);
        if (!f->right) return NULL;
        left = f;
    }
    return left;
}

static struct jsonpath_filter *read_or(struct reader *r)
{
    return read_chain(r, FILTER_OR);
}

struct jsonpath_filter *jsonpath_filter_compile(struct arena *a, struct span text, size_t *at, int depth,
                                                const char **error)
{
    struct reader r = { a, text, *at, error, 0, depth };
    struct jsonpath_filter *f;

    if (!take(&r, "?")) return fail(&r, "a filter starts with ?");
    if (!take(&r, "(")) return fail(&r, "a filter stands in parentheses");
    f = read_or(&r);
    if (f && !take(&r, ")")) return fail(&r, "a filter is not closed");
    *at = r.at;
    return f;
}

static struct doc *operand_value(const struct operand *o, struct arena *a, struct doc *root, struct doc *item)
{
    return o->path ? jsonpath_get(o->path, a, o->of_item ? item : root, NULL) : o->literal;
}

/* -1, 0 or 1; 2 where the two cannot be ordered. */
static int compare(const struct doc *a, const struct doc *b)
{
    if (doc_is_number(a) && doc_is_number(b)) {
        double x = doc_as_double(a), y = doc_as_double(b);

        return x < y ? -1 : x > y;
    }
    if (doc_is(a, DOC_STRING) && doc_is(b, DOC_STRING)) return span_compare(doc_text(a), doc_text(b));
    return 2;
}

static bool contains(const struct doc *list, const struct doc *value)
{
    for (size_t i = 0; i < doc_count(list); i++) {
        if (doc_equal(doc_at(list, i), value)) return true;
    }
    return false;
}

static bool test_holds(const struct jsonpath_filter *f, struct arena *a, struct doc *root, struct doc *item)
{
    struct doc *x = operand_value(&f->a, a, root, item), *y;

    if (f->operator== TEST_EXISTS) return x != NULL;
    y = operand_value(&f->b, a, root, item);
    if (!x || !y) return f->operator== TEST_NE && x != y;
    switch (f->operator) {
    case TEST_EQ: return doc_equal(x, y);
    case TEST_NE: return !doc_equal(x, y);
    case TEST_LT: return compare(x, y) == -1;
    case TEST_LE: return compare(x, y) == -1 || compare(x, y) == 0;
    case TEST_GT: return compare(x, y) == 1;
    case TEST_GE: return compare(x, y) == 1 || compare(x, y) == 0;
    case TEST_IN: return contains(y, x);
    case TEST_NIN: return !contains(y, x);
    case TEST_EXISTS: break;
    }
    return false;
}

bool jsonpath_filter_holds(const struct jsonpath_filter *f, struct arena *a, struct doc *root, struct doc *item)
{
    switch (f->kind) {
    case FILTER_OR:
        return jsonpath_filter_holds(f->left, a, root, item) || jsonpath_filter_holds(f->right, a, root, item);
    case FILTER_AND:
        return jsonpath_filter_holds(f->left, a, root, item) && jsonpath_filter_holds(f->right, a, root, item);
    case FILTER_NOT: return !jsonpath_filter_holds(f->left, a, root, item);
    case FILTER_TEST: break;
    }
    return test_holds(f, a, root, item);
}
