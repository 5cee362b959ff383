/* Imports in the database: what each is to do and has done. */
#ifndef NUBE_DYNAMODB_IMPORTS_STORE_H
#define NUBE_DYNAMODB_IMPORTS_STORE_H

#include "emulator/services/dynamodb/store/dynamodb_store.h"

extern const char ddb_imports_schema[];

/* How far it is in an object. */
struct ddb_import_place {
    struct span key, etag; /* of the object under way; the key absent: none is */
    int64_t bytes;         /* so many of its unpacked ones are done */
};

struct ddb_import {
    int64_t id;
    struct span table_name, suffix; /* of the ARN */
    struct span token;
    int64_t started_ms, ended_ms; /* the latter 0: in progress */
    struct doc *description;      /* an ImportTableDescription, but for what changes */
    struct doc *asked;            /* { who (dynamodb_callers.h), table: the new one's TableDescription } */
    int64_t space;                /* the table's; 0: it is not made yet */
    struct span done;             /* all objects up to this key are done; absent: none is */
    struct ddb_import_place place;
    int64_t processed, imported, bytes; /* items, and bytes before they were packed */
};

void ddb_store_import_insert(struct call *c, struct ddb_import *i);
void ddb_store_import_update(struct call *c, const struct ddb_import *i);

bool ddb_store_import(struct call *c, int64_t id, struct ddb_import *i);
bool ddb_store_import_named(struct call *c, struct span table_name, struct span suffix, struct ddb_import *i);

/* The caller's latest one with that token; one that ended before `since_ms` does not count. */
bool ddb_store_import_of_token(struct call *c, struct span token, int64_t since_ms, struct ddb_import *i);

/* The caller's, the newest first, behind `after` (a suffix; absent: from the start), begun since then; into the table
 * of that name, or of all (absent). Returns how many. */
int ddb_store_imports(struct call *c, struct span table_name, struct span after, int64_t since_ms,
                      struct ddb_import *imports, int max);

int64_t ddb_store_imports_under_way(struct call *c);

/* Forgets those that ended before that time. */
void ddb_store_imports_forget(struct call *c, int64_t before_ms);

#endif
