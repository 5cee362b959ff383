/* From parsed statements to what the other operations do: reads of ranges, and writes. */
#ifndef NUBE_DYNAMODB_STATEMENTS_H
#define NUBE_DYNAMODB_STATEMENTS_H

#include "emulator/services/dynamodb/partiql/dynamodb_partiql_parser.h"
#include "emulator/services/dynamodb/items/dynamodb_query.h"
#include "emulator/services/dynamodb/items/dynamodb_writes.h"

/* A SELECT under way: one read, or one after the other where the partition key is IN several values. */
struct ddb_selection {
    const struct ddb_statement *statement;
    struct ddb_reading reading; /* its limit, start and consistency are its caller's to set */
    struct span hash;           /* the attribute that is IN values; absent: none */
    const struct doc **values;
    int count, at; /* which value is read, from 0 */
    int condition; /* its place among the key conditions */
};

/* Finds table and index, and what of the WHERE are key conditions and what is a filter. 0, or -1 with the fault. */
int ddb_selection_open(struct call *c, struct ddb_selection *s, const struct ddb_statement *statement);

/* Reads on until a page is full, from value `at` and the reading's start. Returns -1 with the fault, else 0;
 * reading.is_cut tells whether there may be more, behind reading.last. */
int ddb_selection_read(struct call *c, struct ddb_selection *s, struct doc *items);

/* Does the WHERE of a SELECT name exactly one item, by equality on all of the table's keys and nothing else? */
bool ddb_statement_is_get(const struct ddb_statement *statement, const struct ddb_table *table);

/* Makes a write of an INSERT, UPDATE, DELETE or EXISTS. 0, or -1 with the fault. */
int ddb_statement_write(struct call *c, const struct ddb_statement *statement, const struct ddb_table *table,
                        struct ddb_write *write);

#endif
