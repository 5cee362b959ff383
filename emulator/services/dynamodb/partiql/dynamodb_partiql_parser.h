/* PartiQL statements, parsed: what they name and the nodes that expressions have too.
 *
 * AWS: ql-reference (developer guide). */
#ifndef NUBE_DYNAMODB_PARTIQL_PARSER_H
#define NUBE_DYNAMODB_PARTIQL_PARSER_H

#include "emulator/services/dynamodb/expressions/dynamodb_updates.h"

enum ddb_statement_kind { DDB_SELECT, DDB_INSERT, DDB_MODIFY, DDB_ERASE, DDB_EXISTS };
enum ddb_returning {
    DDB_RETURN_NOTHING,
    DDB_RETURN_ALL_OLD,
    DDB_RETURN_ALL_NEW,
    DDB_RETURN_MODIFIED_OLD,
    DDB_RETURN_MODIFIED_NEW
};

#define DDB_ORDERS_MAX        8
#define DDB_PQL_DEPTH_MAX     64 /* of parentheses, NOTs, functions, lists and maps in each other */
#define DDB_PQL_OPERATORS_MAX 300

struct ddb_order {
    struct span name;
    bool descending;
};

struct ddb_statement {
    enum ddb_statement_kind kind;
    struct span table, index;         /* the index absent when none is named */
    const struct ddb_path *projected; /* of SELECT */
    const struct span *names;         /* what the projected are called in the answer */
    int projected_count;              /* 0: * */
    struct ddb_node *where;           /* or NULL */
    struct ddb_order orders[DDB_ORDERS_MAX];
    int order_count;
    struct doc *item;          /* of INSERT: checked, canonical */
    struct ddb_update *update; /* of UPDATE */
    enum ddb_returning returning;
};

/* Parses a statement; each ? takes the next of the parameters (a list or NULL), which become canonical. Returns NULL
 * and the text of a ValidationException in *error. */
struct ddb_statement *ddb_statement_parse(struct arena *a, struct span text, const struct doc *parameters,
                                          const char **error);

#endif
