/* White space and comments (-- to the end of the line, and C's) go between tokens. A quote is doubled to stand within
 * its quotes. */
#include "emulator/services/dynamodb/partiql/dynamodb_partiql_lexer.h"

#include <string.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char at(struct span s, size_t i)
{
    return i < s.size ? s.data[i] : '\0';
}

static void skip(struct span *s, size_t count)
{
    *s = span_sub(*s, count, SIZE_MAX);
}

/* False at a comment without an end. */
static bool skip_space(struct span *s)
{
    for (;;) {
        while (s->size && strchr(" \t\r\n\f\v", s->data[0]) && s->data[0]) skip(s, 1);
        if (at(*s, 0) == '-' && at(*s, 1) == '-') {
            skip(s, span_find(*s, '\n'));
        } else if (at(*s, 0) == '/' && at(*s, 1) == '*') {
            const char *end = memmem(s->data + 2, s->size - 2, "*/", 2);
            if (!end) return false;
            skip(s, (size_t)(end + 2 - s->data));
        } else {
            return true;
        }
    }
}

/* How many bytes a number has; its exponent must be an int32, and so must the scale that it leaves. 0: it is none. */
static size_t number_size(struct span s)
{
    size_t i = 0, start, point = 0;
    int64_t exponent = 0, scale;

    while (is_digit(at(s, i))) i++;
    if (at(s, i) == '.') {
        start = ++i;
        while (is_digit(at(s, i))) i++;
        point = i - start;
    }
    if ((at(s, i) | 32) != 'e') return i;
    start = i + 1;
    if (at(s, start) == '+' || at(s, start) == '-') start++;
    if (!is_digit(at(s, start))) return i;
    for (i = start; is_digit(at(s, i)); i++)
        exponent = exponent > INT32_MAX ? exponent : exponent * 10 + (s.data[i] - '0');
    scale = (int64_t)point - (at(s, start - 1) == '-' ? -exponent : exponent);
    return exponent > INT32_MAX || scale > INT32_MAX || scale < INT32_MIN ? 0 : i;
}

/* The text within quotes, each doubled one made single; *size is all that it takes, 0 when there is no end. */
static struct span quoted(struct arena *a, struct span s, size_t *size)
{
    char quote = s.data[0], *text = arena_alloc(a, s.size);
    size_t i = 1, length = 0;

    for (; i < s.size; i++) {
        if (s.data[i] == quote && at(s, i + 1) != quote) break;
        if (s.data[i] == quote) i++;
        text[length++] = s.data[i];
    }
    *size = i < s.size ? i + 1 : 0;
    return (struct span){ text, length };
}

static size_t sign_size(struct span s)
{
    static const char *const two[] = { "<=", ">=", "<>", "!=", "<<", ">>" };

    for (size_t i = 0; i < sizeof two / sizeof *two; i++)
        if (span_starts(s, two[i])) return 2;
    return s.data[0] && strchr("()[]{},.:*+-=<>?;/%|", s.data[0]) ? 1 : 0;
}

static struct ddb_pql_token token_of(struct ddb_pql_lexer *l, size_t *size)
{
    struct span s = l->rest, text;
    size_t i = 0;

    if (!s.size) return (struct ddb_pql_token){ DDB_PQL_END, s };
    if (is_letter(s.data[0])) {
        while (is_letter(at(s, i)) || is_digit(at(s, i))) i++;
        *size = i;
        return (struct ddb_pql_token){ DDB_PQL_WORD, span_sub(s, 0, i) };
    }
    if (s.data[0] == '\'' || s.data[0] == '"') {
        text = quoted(l->arena, s, size);
        return (struct ddb_pql_token){ s.data[0] == '"' ? DDB_PQL_QUOTED : DDB_PQL_STRING, text };
    }
    if (is_digit(s.data[0]) || (s.data[0] == '.' && is_digit(at(s, 1)))) {
        *size = number_size(s);
        return (struct ddb_pql_token){ DDB_PQL_NUMBER, span_sub(s, 0, *size) };
    }
    *size = sign_size(s);
    return (struct ddb_pql_token){ DDB_PQL_SIGN, span_sub(s, 0, *size) };
}

void ddb_pql_next(struct ddb_pql_lexer *l)
{
    size_t size = 0;

    if (l->token.kind == DDB_PQL_BAD) return;
    if (!skip_space(&l->rest)) {
        l->token = (struct ddb_pql_token){ DDB_PQL_BAD, l->rest };
        return;
    }
    l->token = token_of(l, &size);
    l->token.at = (size_t)(l->rest.data - l->statement.data);
    l->token.size = size;
    if (size == 0 && l->token.kind != DDB_PQL_END) l->token.kind = DDB_PQL_BAD;
    skip(&l->rest, size);
}

void ddb_pql_start(struct ddb_pql_lexer *l, struct arena *a, struct span statement)
{
    *l = (struct ddb_pql_lexer){ .arena = a, .statement = statement, .rest = statement };
    ddb_pql_next(l);
}

bool ddb_pql_at(const struct ddb_pql_lexer *l, const char *sign)
{
    return l->token.kind == DDB_PQL_SIGN && span_is(l->token.text, sign);
}

bool ddb_pql_at_keyword(const struct ddb_pql_lexer *l, const char *keyword)
{
    return l->token.kind == DDB_PQL_WORD && span_is_nocase(l->token.text, keyword);
}

const char *ddb_pql_place(const struct ddb_pql_lexer *l, struct ddb_pql_token token)
{
    size_t line = 1, column = 1;

    for (size_t i = 0; i < token.at; i++) {
        bool ends = l->statement.data[i] == '\n';
        line += ends;
        column = ends ? 1 : column + 1;
    }
    return arena_printf(l->arena, "%zu:%zu:%zu", line, column, token.size);
}
