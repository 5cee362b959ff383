/* Backups, the journal, and the copies that are under way, in the database.
 *
 * The journal holds what items were before each change, so that a table's state at an earlier moment is
 *
 *     its rows now, but for each key the first journal entry behind that moment takes precedence.
 *
 * A copy reads a table so, in steps, while the table is written to; it becomes a backup's rows, or another table's.
 */
#ifndef NUBE_DYNAMODB_BACKUPS_STORE_H
#define NUBE_DYNAMODB_BACKUPS_STORE_H

#include "emulator/services/dynamodb/store/dynamodb_store.h"

extern const char ddb_backups_schema[];

/* --- the journal -------------------------------------------------------------------------------------------------- */

/* The item was this before the change that is being made: a negative size for none. */
void ddb_store_journal_add(struct call *c, int64_t space, struct span key, int64_t old_size, struct span old);

/* The last entry's number, 0 when there is none; of those up to and at that moment. */
int64_t ddb_store_journal_last(struct call *c, int64_t space, int64_t at_ms);

/* Drops at most so many entries that nothing needs any more. Returns whether there may be more at once; lowers
 * *due_ms. */
bool ddb_store_journal_prune(struct call *c, int max, int64_t *due_ms);

struct ddb_pitr {
    int64_t since_ms; /* 0: off */
    int64_t days;
};
void ddb_store_pitr(struct call *c, int64_t space, struct ddb_pitr *pitr);
void ddb_store_pitr_set(struct call *c, int64_t space, const struct ddb_pitr *pitr);

/* --- copies ------------------------------------------------------------------------------------------------------- */

struct ddb_copy {
    int64_t id, source, target;
    int64_t after; /* the journal's number at the moment that is copied; negative: the rows as they are */
    bool is_restore;
    struct span from; /* all up to this key is done */
};

/* Begins one; a live source is journalled until it is done. Returns its id. */
int64_t ddb_store_copy_begin(struct call *c, const struct ddb_copy *copy);
/* The first one of a backup or a restore; false when there is none. */
bool ddb_store_copy(struct call *c, struct ddb_copy *copy);
void ddb_store_copy_advance(struct call *c, int64_t id, struct span to);
void ddb_store_copy_end(struct call *c, const struct ddb_copy *copy);

/* Rows of the copy's source as they were at its moment, in order of key; calls `put` for each, until the bytes or rows
 * of a step have been met. *to is the key up to which all was given; false when that was the last. */
typedef void ddb_copy_put_fn(struct call *c, void *arg, struct span key, int64_t size, struct span item);
bool ddb_store_copy_read(struct call *c, const struct ddb_copy *copy, ddb_copy_put_fn *put, void *arg, struct span *to);

/* A row of a backup: not counted, since the backup has its counts already. */
void ddb_store_row_copy(struct call *c, int64_t space, struct span key, int64_t size, struct span item);

/* While a table is being restored or imported, nobody finds its items. */
enum ddb_making { DDB_MADE, DDB_RESTORING, DDB_IMPORTING };
void ddb_store_making_set(struct call *c, int64_t space, enum ddb_making making);
enum ddb_making ddb_store_making(struct call *c, struct span table_name); /* DDB_MADE when there is none */

/* --- backups ------------------------------------------------------------------------------------------------------ */

struct ddb_backup {
    int64_t id;
    struct span table_name, suffix; /* of the ARN: "01489602797149-73d8d5bc" */
    struct span name;
    const char *type; /* USER, SYSTEM */
    int64_t created_ms;
    int64_t expires_ms; /* 0: never */
    int64_t space, bytes, items;
    struct span description; /* the table's, as JSON */
    struct span ttl;         /* the table's attribute, or absent */
    bool is_creating, is_restoring;
};

/* An empty space with such counts. */
int64_t ddb_store_space_insert(struct call *c, int64_t items, int64_t bytes);

void ddb_store_backup_insert(struct call *c, struct ddb_backup *backup);
bool ddb_store_backup(struct call *c, struct span table_name, struct span suffix, struct ddb_backup *backup);
void ddb_store_backup_delete(struct call *c, const struct ddb_backup *backup);

struct ddb_backup_filter {
    struct span table_name; /* absent: all */
    const char *type;       /* NULL: all */
    int64_t from_ms, below_ms;
    int64_t after_ms; /* behind this backup: its time and its ARN's end */
    struct span after_suffix;
};

/* In order of creation. Returns how many. */
int ddb_store_backups(struct call *c, const struct ddb_backup_filter *filter, struct ddb_backup *backups, int max);

/* Drops a backup whose time has come. Returns whether there may be more at once; lowers *due_ms. */
bool ddb_store_backups_expire(struct call *c, int64_t *due_ms);

/* The table goes: what is in the journal and the like is left over. Its rows become the backup's when there is one. */
void ddb_store_table_leave(struct call *c, int64_t space);

#endif
