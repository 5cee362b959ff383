/* What the files of PartiQL's parser share: its state, errors, values, paths and conditions. Whatever parses gives NULL
 * or false when it fails, and the parser has the error then. */
#ifndef NUBE_DYNAMODB_PARTIQL_TERMS_H
#define NUBE_DYNAMODB_PARTIQL_TERMS_H

#include "emulator/services/dynamodb/partiql/dynamodb_partiql_lexer.h"
#include "emulator/services/dynamodb/partiql/dynamodb_partiql_parser.h"

struct ddb_pql_parser {
    struct arena *arena;
    struct ddb_pql_lexer lexer;
    const struct doc *parameters;
    size_t parameter; /* the next */
    struct ddb_statement *statement;
    const char *error;
    int depth, operators;
    struct ddb_pql_token set_function,
        set_argument; /* of the last set_add or set_delete: its name and its first operand */
};

/* Ends the parse with these words, or with "Statement wasn't well formed…" before them. Return NULL; the first error
 * stands. */
void *ddb_pql_fail(struct ddb_pql_parser *p, const char *words);
void *ddb_pql_malformed(struct ddb_pql_parser *p, const char *detail);

/* Ends it for what stands where an operand should. Returns NULL. */
void *ddb_pql_unexpected(struct ddb_pql_parser *p);

/* Goes one level deeper; false when that is one too many. */
bool ddb_pql_enter(struct ddb_pql_parser *p);

bool ddb_pql_at_identifier(const struct ddb_pql_parser *p);

struct ddb_node *ddb_pql_value_node(struct ddb_pql_parser *p, const struct doc *value);
struct ddb_node *ddb_pql_not_node(struct ddb_pql_parser *p, struct ddb_node *node);

/* A literal or a parameter; `path` is its place in the item, for what is wrong with numbers. */
struct doc *ddb_pql_value(struct ddb_pql_parser *p, const char *path);

/* { 'name': value, … } */
struct doc *ddb_pql_tuple(struct ddb_pql_parser *p, const char *path, bool is_item);

/* A literal; *is_literal tells whether there was one at all. */
struct doc *ddb_pql_literal(struct ddb_pql_parser *p, const char *path, bool *is_literal);

/* a.b[0] */
bool ddb_pql_path(struct ddb_pql_parser *p, struct ddb_path *path);
struct ddb_node *ddb_pql_path_node(struct ddb_pql_parser *p);

/* An operand, or two with + or - between. */
struct ddb_node *ddb_pql_sum(struct ddb_pql_parser *p);

/* Takes an operator and what is behind it. */
struct ddb_node *ddb_pql_right_of(struct ddb_pql_parser *p, struct ddb_node *(*parse)(struct ddb_pql_parser *p));

/* The WHERE clause, which may be absent. */
bool ddb_pql_where(struct ddb_pql_parser *p);

static inline bool at(const struct ddb_pql_parser *p, const char *sign)
{
    return ddb_pql_at(&p->lexer, sign);
}

static inline bool at_word(const struct ddb_pql_parser *p, const char *keyword)
{
    return ddb_pql_at_keyword(&p->lexer, keyword);
}

static inline void next(struct ddb_pql_parser *p)
{
    ddb_pql_next(&p->lexer);
}

static inline bool take(struct ddb_pql_parser *p, const char *sign)
{
    bool there = at(p, sign);

    if (there) next(p);
    return there;
}

static inline bool take_word(struct ddb_pql_parser *p, const char *keyword)
{
    bool there = at_word(p, keyword);

    if (there) next(p);
    return there;
}

static inline bool require(struct ddb_pql_parser *p, const char *sign, const char *detail)
{
    return take(p, sign) || (ddb_pql_malformed(p, detail), false);
}

#endif
