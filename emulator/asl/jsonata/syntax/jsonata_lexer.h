/* JSONata's tokens. */
#ifndef NUBE_JSONATA_LEXER_H
#define NUBE_JSONATA_LEXER_H

#include "emulator/asl/jsonata/syntax/jsonata_nodes.h"

enum jtoken_kind { T_END, T_OPERATOR, T_NAME, T_VARIABLE, T_STRING, T_NUMBER, T_VALUE, T_REGEX };

struct jtoken {
    enum jtoken_kind kind;
    struct span text; /* the operator, name, string or pattern */
    struct jval value;
    struct span flags; /* of a pattern */
    uint32_t position; /* behind it */
};

struct jlexer {
    struct arena *arena;
    struct span text;
    size_t at;
};

/* The next token. `infix`: an operand stands before it, so that a slash divides. -1 with *fault when there is none. */
int jlexer_next(struct jlexer *lexer, bool infix, struct jtoken *token, struct jfault *fault);

#endif
