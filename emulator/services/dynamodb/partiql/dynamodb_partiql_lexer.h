/* The tokens of PartiQL statements, one at a time. */
#ifndef NUBE_DYNAMODB_PARTIQL_LEXER_H
#define NUBE_DYNAMODB_PARTIQL_LEXER_H

#include "emulator/base/arena.h"

enum ddb_pql_kind {
    DDB_PQL_END,
    DDB_PQL_WORD,   /* an identifier or a keyword, as written */
    DDB_PQL_QUOTED, /* "identifier", without its quotes */
    DDB_PQL_STRING, /* 'text', without its quotes */
    DDB_PQL_NUMBER,
    DDB_PQL_SIGN, /* one character, or <= >= <> != << >> */
    DDB_PQL_BAD   /* no token at all: a comment without an end, a character that has no place */
};

struct ddb_pql_token {
    enum ddb_pql_kind kind;
    struct span text;
    size_t at, size; /* where it stands in the statement, and how many bytes it takes there */
};

struct ddb_pql_lexer {
    struct arena *arena;
    struct span statement, rest;
    struct ddb_pql_token token;
};

void ddb_pql_start(struct ddb_pql_lexer *l, struct arena *a, struct span statement);
void ddb_pql_next(struct ddb_pql_lexer *l);

/* Is the current token this sign, or this keyword in any case? */
bool ddb_pql_at(const struct ddb_pql_lexer *l, const char *sign);
bool ddb_pql_at_keyword(const struct ddb_pql_lexer *l, const char *keyword);

/* Where the token stands, as AWS says it: LINE:COLUMN:LENGTH, each from 1 on. In the lexer's arena. */
const char *ddb_pql_place(const struct ddb_pql_lexer *l, struct ddb_pql_token token);

#endif
