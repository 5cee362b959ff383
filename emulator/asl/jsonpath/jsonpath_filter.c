/* Filters: [?(@.price < 10 && @.tag in ['a','b'])].
 *
 *     or := and ('||' and)*      and := not ('&&' not)*      not := '!' not | '(' or ')' | test
 *     test := operand [ operator operand ]                   operand := path | literal | '[' literal, … ']'
 *
 * A test of a single path asks whether it exists.
 */
#include "emulator/asl/jsonpath/jsonpath_filter.h"

#include <string.h>
#include "emulator/base/json.h"

#define FILTER_DEPTH_MAX 32

struct reader {
    struct arena *arena;
    struct span text;
    size_t at;
    const char **error;
    int depth;   /* of parentheses and negations here */
    int nesting; /* of paths in filters */
    jsonpath_reader *read_path;
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

/* true, false, null or a number: as JSON has them. AWS: any other word is a text. */
static struct doc *read_word(struct reader *r)
{
    size_t start = r->at;
    struct span word;
    struct doc *value;

    while (r->at < r->text.size && !strchr(" )]=!<>&|,", r->text.data[r->at])) r->at++;
    word = span_sub(r->text, start, r->at - start);
    if (!word.size) return fail(r, "a value was expected");
    value = json_parse(r->arena, word, NULL);
    return value ? value : doc_string(r->arena, word);
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

static bool read_operand(struct reader *r, struct jsonpath_operand *o)
{
    char c = peek(r);

    if (c == '@' || c == '$') {
        o->of_item = c == '@';
        o->path = r->read_path(r->arena, r->text, &r->at, r->nesting + 1, r->error);
        return o->path != NULL;
    }
    if (c == '\'' || c == '"') o->literal = read_text(r);
    else if (c == '[') o->literal = read_list(r);
    else o->literal = read_word(r);
    return o->literal != NULL;
}

static enum jsonpath_filter_operator read_operator(struct reader *r)
{
    static const struct {
        const char *token;
        enum jsonpath_filter_operator operator;
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
static struct jsonpath_filter *read_chain(struct reader *r, enum jsonpath_filter_kind kind)
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
                                                jsonpath_reader *read_path, const char **error)
{
    struct reader r = { a, text, *at, error, 0, depth, read_path };
    struct jsonpath_filter *f;

    if (!take(&r, "?")) return fail(&r, "a filter starts with ?");
    if (!take(&r, "(")) return fail(&r, "a filter stands in parentheses");
    f = read_or(&r);
    if (f && !take(&r, ")")) return fail(&r, "a filter is not closed");
    *at = r.at;
    return f;
}
