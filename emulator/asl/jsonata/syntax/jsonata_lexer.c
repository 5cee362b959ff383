/* Text to tokens. */
#include "emulator/asl/jsonata/syntax/jsonata_lexer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/asl/jsonata/values/jsonata_text.h"

static const char *const long_operators[] = { "..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??" };
static const char operator_characters[] = ".[]{}(),@#;:?+-*/%|=<>^&!~";

static int fail(struct jfault *fault, const char *code, size_t position, struct span token)
{
    *fault = (struct jfault){
        .code = code, .position = (uint32_t)position, .has_position = true, .token = token, .has_token = token.data
    };
    return -1;
}

static char char_at(const struct jlexer *l, size_t at)
{
    return at < l->text.size ? l->text.data[at] : '\0';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v';
}

static int skip_blanks(struct jlexer *l, struct jfault *fault)
{
    for (;;) {
        while (l->at < l->text.size && is_space(l->text.data[l->at])) l->at++;
        if (char_at(l, l->at) != '/' || char_at(l, l->at + 1) != '*') return 0;

        size_t start = l->at;
        l->at += 2;
        while (char_at(l, l->at) != '*' || char_at(l, l->at + 1) != '/') {
            if (l->at >= l->text.size) return fail(fault, "S0106", start, (struct span){ 0 });
            l->at++;
        }
        l->at += 2;
    }
}

/* --- strings
 * ------------------------------------------------------------------------------------------------------- */

static int hex4(const struct jlexer *l, size_t at)
{
    int value = 0;

    for (size_t i = at; i < at + 4; i++) {
        char c = char_at(l, i);
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* At the `u` of an escape. Two surrogates make one character; one that stands alone stays. */
static int unicode_escape(struct jlexer *l, struct buf *b, struct jfault *fault)
{
    int unit = hex4(l, l->at + 1), low;

    if (unit < 0) return fail(fault, "S0104", l->at, (struct span){ 0 });
    l->at += 4;
    if (unit >= 0xD800 && unit < 0xDC00 && char_at(l, l->at + 1) == '\\' && char_at(l, l->at + 2) == 'u') {
        low = hex4(l, l->at + 3);
        if (low >= 0xDC00 && low < 0xE000) {
            l->at += 6;
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
    }
    jtext_add_code_point(b, (unsigned)unit);
    return 0;
}

static int escape(struct jlexer *l, struct buf *b, struct jfault *fault)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = char_at(l, l->at);
    const char *found = c ? strchr(from, c) : NULL;

    if (found) {
        buf_add_char(b, to[found - from]);
        return 0;
    }
    if (c == 'u') return unicode_escape(l, b, fault);
    return fail(fault, "S0103", l->at, span_sub(l->text, l->at, span_utf8_size(span_sub(l->text, l->at, 4))));
}

static int string_token(struct jlexer *l, char quote, struct jtoken *token, struct jfault *fault)
{
    size_t start = ++l->at, end = start;
    struct buf b = { 0 };
    int failed = 0;

    while (end < l->text.size && l->text.data[end] != quote && l->text.data[end] != '\\') end++;
    if (char_at(l, end) == quote && end < l->text.size) { /* nothing to unescape */
        token->text = span_sub(l->text, start, end - start);
        l->at = end + 1;
    } else {
        while (l->at < l->text.size && l->text.data[l->at] != quote && !failed) {
            if (l->text.data[l->at] == '\\') {
                l->at++;
                failed = escape(l, &b, fault);
            } else {
                buf_add_char(&b, l->text.data[l->at]);
            }
            l->at++;
        }
        if (!failed && l->at >= l->text.size) failed = fail(fault, "S0101", l->text.size, (struct span){ 0 });
        l->at++;
        token->text = arena_span(l->arena, buf_span(&b));
        if (!token->text.data) token->text = SPAN("");
        buf_release(&b);
    }
    token->kind = T_STRING;
    token->value = jstring(token->text);
    return failed;
}

/* --- numbers, patterns, names
 * -------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits(const struct jlexer *l, size_t at)
{
    while (is_digit(char_at(l, at))) at++;
    return at;
}

static int number_token(struct jlexer *l, struct jtoken *token, struct jfault *fault)
{
    size_t start = l->at, end = char_at(l, start) == '0' ? start + 1 : digits(l, start);
    size_t exponent;
    double value;

    if (char_at(l, end) == '.' && is_digit(char_at(l, end + 1))) end = digits(l, end + 1);
    if (char_at(l, end) == 'e' || char_at(l, end) == 'E') {
        exponent = end + 1;
        if (char_at(l, exponent) == '+' || char_at(l, exponent) == '-') exponent++;
        if (is_digit(char_at(l, exponent))) end = digits(l, exponent);
    }
    token->kind = T_NUMBER;
    token->text = span_sub(l->text, start, end - start);
    value = strtod(arena_string(l->arena, token->text), NULL);
    if (!isfinite(value)) return fail(fault, "S0102", start, token->text);
    token->value = jnumber(value);
    l->at = end;
    return 0;
}

/* Up to the slash that is not inside of brackets and not escaped. */
static int regex_token(struct jlexer *l, struct jtoken *token, struct jfault *fault)
{
    size_t start = l->at + 1, end;
    int depth = 0;

    for (l->at = start; l->at < l->text.size; l->at++) {
        char c = l->text.data[l->at];
        bool escaped =
            l->at > start && l->text.data[l->at - 1] == '\\' && !(l->at > start + 1 && l->text.data[l->at - 2] == '\\');
        if (c == '/' && !escaped && depth == 0) break;
        if ((c == '(' || c == '[' || c == '{') && !escaped) depth++;
        if ((c == ')' || c == ']' || c == '}') && !escaped) depth--;
    }
    if (l->at >= l->text.size) return fail(fault, "S0302", l->at, (struct span){ 0 });
    end = l->at++;
    if (end == start) return fail(fault, "S0301", l->at, (struct span){ 0 });
    token->kind = T_REGEX;
    token->text = span_sub(l->text, start, end - start);
    start = l->at;
    while (char_at(l, l->at) == 'i' || char_at(l, l->at) == 'm') l->at++;
    token->flags = span_sub(l->text, start, l->at - start);
    return 0;
}

static int quoted_name(struct jlexer *l, struct jtoken *token, struct jfault *fault)
{
    struct span rest = span_sub(l->text, l->at + 1, l->text.size);
    size_t end = span_find(rest, '`');

    if (end == rest.size) {
        l->at = l->text.size;
        return fail(fault, "S0105", l->at, (struct span){ 0 });
    }
    token->kind = T_NAME;
    token->text = end ? span_sub(rest, 0, end) : SPAN("");
    l->at += end + 2;
    return 0;
}

static int name_token(struct jlexer *l, struct jtoken *token)
{
    size_t start = l->at;
    struct span name;

    while (l->at < l->text.size && !is_space(l->text.data[l->at]) && l->text.data[l->at] != '\0' &&
           !strchr(operator_characters, l->text.data[l->at]))
        l->at++;
    if (l->at == start) l->at++; /* U+0000: a name of nothing else */
    name = span_sub(l->text, start, l->at - start);
    token->text = name;
    token->kind = T_NAME;
    if (name.data[0] == '$') {
        token->kind = T_VARIABLE;
        token->text = name.size > 1 ? span_sub(name, 1, name.size - 1) : SPAN("");
    } else if (span_is(name, "and") || span_is(name, "or") || span_is(name, "in")) {
        token->kind = T_OPERATOR;
    } else if (span_is(name, "true") || span_is(name, "false")) {
        token->kind = T_VALUE;
        token->value = jbool(name.data[0] == 't');
    } else if (span_is(name, "null")) {
        token->kind = T_VALUE;
        token->value = jnull();
    }
    return 0;
}

static bool operator_token(struct jlexer *l, struct jtoken *token)
{
    char c = l->text.data[l->at];

    token->kind = T_OPERATOR;
    for (size_t i = 0; i < sizeof long_operators / sizeof *long_operators; i++) {
        if (c != long_operators[i][0] || char_at(l, l->at + 1) != long_operators[i][1]) continue;
        token->text = span_sub(l->text, l->at, 2);
        l->at += 2;
        return true;
    }
    if (!c || !strchr(operator_characters, c)) return false;
    token->text = span_sub(l->text, l->at, 1);
    l->at++;
    return true;
}

static int scan(struct jlexer *l, bool infix, struct jtoken *token, struct jfault *fault)
{
    char c = l->text.data[l->at];

    if (!infix && c == '/') return regex_token(l, token, fault);
    if (operator_token(l, token)) return 0;
    if (c == '"' || c == '\'') return string_token(l, c, token, fault);
    if (is_digit(c)) return number_token(l, token, fault);
    if (c == '`') return quoted_name(l, token, fault);
    return name_token(l, token);
}

int jlexer_next(struct jlexer *l, bool infix, struct jtoken *token, struct jfault *fault)
{
    *token = (struct jtoken){ .kind = T_END, .text = SPAN("(end)") };
    if (skip_blanks(l, fault)) return -1;
    if (l->at < l->text.size && scan(l, infix, token, fault)) return -1;
    token->position = (uint32_t)l->at;
    return 0;
}
