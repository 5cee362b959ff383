/* Tokens are spans of the expression, so that an error can quote the source between two of them. */
#include "emulator/services/dynamodb/expressions/dynamodb_lexer.h"

#include <string.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word_part(char c)
{
    return is_letter(c) || is_digit(c) || c == '_';
}

static size_t run_of(struct span s, size_t from, bool (*belongs)(char c))
{
    size_t i = from;

    while (i < s.size && belongs(s.data[i])) i++;
    return i;
}

/* A character of UTF-8 is one sign, however many bytes it has. */
static size_t sign_size(struct span s)
{
    size_t size = 1;

    if (s.size > 1 && s.data[0] == '<' && (s.data[1] == '=' || s.data[1] == '>')) return 2;
    if (s.size > 1 && s.data[0] == '>' && s.data[1] == '=') return 2;
    while (size < s.size && ((unsigned char)s.data[size] & 0xC0) == 0x80) size++;
    return size;
}

static struct ddb_token token_at(struct span text, size_t at)
{
    struct span rest;
    size_t word;

    while (at < text.size && strchr(" \t\r\n", text.data[at]) && text.data[at]) at++;
    rest = span_sub(text, at, SIZE_MAX);
    if (!rest.size) return (struct ddb_token){ DDB_TOKEN_END, rest };
    if (is_letter(rest.data[0]))
        return (struct ddb_token){ DDB_TOKEN_WORD, span_sub(rest, 0, run_of(rest, 1, is_word_part)) };
    if (is_digit(rest.data[0]))
        return (struct ddb_token){ DDB_TOKEN_NUMBER, span_sub(rest, 0, run_of(rest, 1, is_digit)) };
    word = run_of(rest, 1, is_word_part);
    if (word > 1 && rest.data[0] == '#') return (struct ddb_token){ DDB_TOKEN_NAME, span_sub(rest, 0, word) };
    if (word > 1 && rest.data[0] == ':') return (struct ddb_token){ DDB_TOKEN_VALUE, span_sub(rest, 0, word) };
    return (struct ddb_token){ DDB_TOKEN_SIGN, span_sub(rest, 0, sign_size(rest)) };
}

static size_t token_end(const struct ddb_lexer *l, struct ddb_token token)
{
    return (size_t)(token.text.data - l->text.data) + token.text.size;
}

void ddb_lexer_start(struct ddb_lexer *l, struct span expression)
{
    *l = (struct ddb_lexer){ .text = expression };
    l->token = token_at(expression, 0);
}

void ddb_lexer_next(struct ddb_lexer *l)
{
    if (l->token.kind == DDB_TOKEN_END) return;
    l->previous = l->token;
    l->token = token_at(l->text, token_end(l, l->token));
}

struct ddb_token ddb_lexer_peek(const struct ddb_lexer *l)
{
    return token_at(l->text, token_end(l, l->token));
}

bool ddb_lexer_at(const struct ddb_lexer *l, const char *sign)
{
    return l->token.kind == DDB_TOKEN_SIGN && span_is(l->token.text, sign);
}

bool ddb_lexer_at_keyword(const struct ddb_lexer *l, const char *keyword)
{
    return l->token.kind == DDB_TOKEN_WORD && span_is_nocase(l->token.text, keyword);
}

const char *ddb_lexer_error(const struct ddb_lexer *l, struct arena *a)
{
    struct ddb_token next = ddb_lexer_peek(l);
    struct span shown = l->token.kind == DDB_TOKEN_END ? SPAN("<EOF>") : l->token.text;
    const char *from = l->previous.text.data ? l->previous.text.data : l->token.text.data;
    struct ddb_token last = next.kind != DDB_TOKEN_END ? next : l->token.kind != DDB_TOKEN_END ? l->token : l->previous;
    struct span near = { from, last.text.data ? (size_t)(last.text.data + last.text.size - from) : 0 };

    return arena_printf(a, "Syntax error; token: \"%.*s\", near: \"%.*s\"", SPAN_ARG(shown), SPAN_ARG(near));
}
