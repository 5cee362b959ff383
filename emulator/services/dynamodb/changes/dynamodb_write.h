/* The write of one item: what is asked for, and what it did. */
#ifndef NUBE_DYNAMODB_WRITE_H
#define NUBE_DYNAMODB_WRITE_H

#include "emulator/services/dynamodb/expressions/dynamodb_expressions.h"
#include "emulator/services/dynamodb/store/dynamodb_capacity.h"

enum ddb_write_kind { DDB_PUT, DDB_UPDATE, DDB_DELETE, DDB_CHECK };

/* What PartiQL's statements want of the item beside their condition. */
enum ddb_presence {
    DDB_WHATEVER,
    DDB_ABSENT,     /* else DuplicateItemException */
    DDB_PRESENT,    /* else the condition fails */
    DDB_IF_PRESENT, /* else nothing is done */
};

struct ddb_write {
    enum ddb_write_kind kind;
    enum ddb_presence presence;
    size_t values_size; /* of what its expressions are given */
    struct doc *item;   /* of a PUT */
    struct doc *key;    /* of the others */
    struct ddb_expressions expressions;
    bool return_on_failure; /* the item that failed the condition */
    bool wants_old;         /* its caller will look at `old` */
    bool by_service;        /* a deletion by time to live */
    bool is_transactional;  /* it costs twice */
    bool is_in_batch;       /* AWS: a PUT's wrong key is worded like a DELETE's */
    size_t size;            /* of a PUT's item */
    struct span text;       /* of a PUT: the item as JSON */

    struct ddb_table table;

    /* What the run gives. */
    struct doc *old, *new; /* NULL: there was none, there is none; `old` only where it was needed */
    struct span old_text;  /* absent: there was none */
    int64_t old_size;      /* -1: there was none */
    struct ddb_consumed consumed;
};

#endif
