/* The tokens of expressions, one at a time, and the words of a syntax error. */
#ifndef NUBE_DYNAMODB_LEXER_H
#define NUBE_DYNAMODB_LEXER_H

#include "emulator/base/arena.h"
#include "emulator/base/buf.h"

enum ddb_token_kind {
    DDB_TOKEN_END,
    DDB_TOKEN_WORD,   /* an attribute name, a function or a keyword */
    DDB_TOKEN_NAME,   /* #name */
    DDB_TOKEN_VALUE,  /* :value */
    DDB_TOKEN_NUMBER, /* digits: a list index */
    DDB_TOKEN_SIGN    /* anything else: one character, or <= >= <> */
};

struct ddb_token {
    enum ddb_token_kind kind;
    struct span text;
};

/* `token` is what the parser looks at, `previous` what it took last (absent at first). */
struct ddb_lexer {
    struct span text;
    struct ddb_token token, previous;
};

void ddb_lexer_start(struct ddb_lexer *l, struct span expression);
void ddb_lexer_next(struct ddb_lexer *l);

/* Is the current token this sign, or this keyword in any case? */
bool ddb_lexer_at(const struct ddb_lexer *l, const char *sign);
bool ddb_lexer_at_keyword(const struct ddb_lexer *l, const char *keyword);

/* The token behind the current one. */
struct ddb_token ddb_lexer_peek(const struct ddb_lexer *l);

/* `Syntax error; token: "…", near: "…"` for the current token: near is the text from the token before to the one
 * behind. */
const char *ddb_lexer_error(const struct ddb_lexer *l, struct arena *a);

#endif
