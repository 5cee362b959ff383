/* What all expression grammars share: the parser's state, paths, operands and functions, and the order of errors.
 *
 * A syntax error ends the parse at once. All else that may be wrong with an expression is noted on the way, the first
 * of its kind only, and DynamoDB reports by kind and not by place: see ddb_parser_verdict.
 */
#ifndef NUBE_DYNAMODB_PARSER_H
#define NUBE_DYNAMODB_PARSER_H

#include "emulator/services/dynamodb/expressions/dynamodb_lexer.h"
#include "emulator/services/dynamodb/expressions/dynamodb_paths.h"
#include "emulator/services/dynamodb/values/dynamodb_values.h"

#define DDB_EXPRESSION_BYTES_MAX 4096
#define DDB_OPERATORS_MAX        300
#define DDB_IN_OPERANDS_MAX      100
#define DDB_DEPTH_MAX            150 /* of parentheses and functions in each other */

/* clang-format off */
enum ddb_node_kind {
    DDB_OR, DDB_AND, DDB_NOT,                               /* conditions of conditions */
    DDB_EQ, DDB_NE, DDB_LT, DDB_LE, DDB_GT, DDB_GE,         /* conditions of operands */
    DDB_BETWEEN, DDB_IN,
    DDB_ATTRIBUTE_EXISTS, DDB_ATTRIBUTE_NOT_EXISTS, DDB_ATTRIBUTE_TYPE, DDB_BEGINS_WITH, DDB_CONTAINS,
    DDB_SIZE, DDB_IF_NOT_EXISTS, DDB_LIST_APPEND,           /* functions that give a value */
    DDB_PLUS, DDB_MINUS,
    DDB_PATH, DDB_VALUE,                                    /* operands */
    DDB_UNKNOWN_FUNCTION
};
/* clang-format on */

struct ddb_node {
    enum ddb_node_kind kind;
    bool in_parentheses;
    struct ddb_path path;    /* PATH */
    const struct doc *value; /* VALUE; NULL after an undefined one */
    struct span function;    /* its name */
    struct ddb_node **args;
    int count;
};

/* ExpressionAttributeNames and …Values of a request, and which of them any of its expressions used. */
struct ddb_substitutes {
    const struct doc *names, *values;     /* maps or NULL; values checked and canonical */
    struct doc *used_names, *used_values; /* maps, made when first needed */
};

/* Kinds of errors. */
enum ddb_error {
    DDB_ERROR_PARENTHESES,
    DDB_ERROR_FUNCTION_NAME,
    DDB_ERROR_FUNCTION_PLACE,
    DDB_ERROR_RESERVED,
    DDB_ERROR_SECTION,
    DDB_ERROR_NAME,       /* an undefined #name; noted as a substitute as well */
    DDB_ERROR_SUBSTITUTE, /* an undefined #name or :value */
    DDB_ERROR_OVERLAP,
    DDB_ERROR_CONFLICT,
    DDB_ERROR_OPERAND_COUNT,
    DDB_ERROR_DISTINCT,
    DDB_ERROR_OPERAND_TYPE,
    DDB_ERROR_CONDITION, /* the first condition's first error of the kinds above that belong to conditions */
    DDB_ERROR_COUNT
};

/* Which functions have a place, and which of the kinds of errors comes first. */
enum ddb_grammar { DDB_CONDITION_GRAMMAR, DDB_UPDATE_GRAMMAR, DDB_PROJECTION_GRAMMAR };

struct ddb_parser {
    struct arena *arena;
    struct ddb_lexer lexer;
    enum ddb_grammar grammar;
    struct ddb_substitutes *substitutes;
    const char *fatal; /* ends the parse */
    const char *errors[DDB_ERROR_COUNT];
    int operators, depth;
};

/* Starts it, and says what is wrong with an expression that is empty or too long; NULL when all is well. */
const char *ddb_parser_start(struct ddb_parser *p, struct arena *a, enum ddb_grammar grammar, struct ddb_substitutes *s,
                             struct span expression);

/* The message of the error that DynamoDB would report, or NULL. */
const char *ddb_parser_verdict(const struct ddb_parser *p);

/* Ends the parse at the current token, or for another reason. Return NULL. */
void *ddb_parser_syntax(struct ddb_parser *p);
/* Notes an error of a kind, if it is the first. */
void ddb_parser_note(struct ddb_parser *p, enum ddb_error kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Takes the sign, or fails. */
bool ddb_parser_take(struct ddb_parser *p, const char *sign);

/* Counts an operator, and a level of nesting; false when that is one too many. */
bool ddb_parser_operator(struct ddb_parser *p);
bool ddb_parser_enter(struct ddb_parser *p);
void ddb_parser_leave(struct ddb_parser *p);

/* A node with copies of `count` arguments. */
struct ddb_node *ddb_node_new(struct arena *a, enum ddb_node_kind kind, int count, struct ddb_node *const *args);

/* Is the node an operand, or a function standing for one? */
bool ddb_node_is_operand(const struct ddb_node *node);

/* The type of the value that it surely has, else DDB_NONE. */
enum ddb_type ddb_node_type(const struct ddb_node *node);

/* A document path. */
bool ddb_parse_path(struct ddb_parser *p, struct ddb_path *path);

/* :value, path, function, or one of these in parentheses. */
struct ddb_node *ddb_parse_operand(struct ddb_parser *p);

/* The same where a parenthesis was looked at already: :value, path or function. */
struct ddb_node *ddb_parse_simple_operand(struct ddb_parser *p);

/* Marks the node as parenthesised, and notes when it was already. */
void ddb_node_wrap(struct ddb_parser *p, struct ddb_node *node);

/* Notes paths that overlap or conflict among `count` paths with the newest, at [count]. */
void ddb_parser_check_paths(struct ddb_parser *p, const struct ddb_path *paths, int count);

/* "Value provided in ExpressionAttribute… unused in expressions: keys: {…}", or NULL. */
const char *ddb_substitutes_unused(struct arena *a, const struct ddb_substitutes *s);

#endif
