/* Handlers of Query and Scan, and the reading of a page that is theirs and PartiQL's. */
#ifndef NUBE_DYNAMODB_QUERY_H
#define NUBE_DYNAMODB_QUERY_H

#include "emulator/services/dynamodb/store/dynamodb_capacity.h"
#include "emulator/services/dynamodb/expressions/dynamodb_expressions.h"

int dynamodb_query(struct call *c);
int dynamodb_scan(struct call *c);

int dynamodb_query_prepare(struct call *c);
int dynamodb_scan_prepare(struct call *c);

#define DDB_PAGE_BYTES_MAX (1024 * 1024)

struct ddb_reading {
    const struct doc *in; /* TableName, IndexName, Select and segments, as Query and Scan have them */
    struct ddb_expressions expressions;
    struct doc *start; /* ExclusiveStartKey */
    bool is_scan, forward, consistent, count_only;
    bool is_statement; /* a SELECT, of which AWS words some faults otherwise */
    int64_t limit;     /* 0: none */

    struct ddb_table table;
    int index; /* position in the table; -1: the table itself */
    int64_t space;
    struct ddb_key_schema keys;
    struct span from, below;

    int64_t scanned, counted, bytes; /* of all pages read with it */
    int64_t fetched_units;           /* AWS: LSI.html, each item that a local index fetches costs by itself */
    struct doc *last;                /* once a page is cut: the keys of the last row read */
    bool is_cut;
};

/* Finds table and index, and checks what the index can't do. 0, or -1 with the fault. */
int ddb_reading_open(struct call *c, struct ddb_reading *r);

/* Refuses a filter on attributes that the index lacks, of a reading with key conditions. 0, or -1 with the fault. */
int ddb_reading_check_filter(struct call *c, const struct ddb_reading *r);

/* Works out the range of rows, from the key conditions or the segment, and behind `start` where there is one. 0, or -1
 * with the fault. */
int ddb_reading_range(struct call *c, struct ddb_reading *r);

/* Reads a page of the range into the list. */
void ddb_reading_page(struct call *c, struct ddb_reading *r, struct doc *items);

/* What all its pages cost. */
void ddb_reading_consumed(const struct ddb_reading *r, struct ddb_consumed *consumed);

#endif
