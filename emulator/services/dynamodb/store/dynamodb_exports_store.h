/* Exports in the database: what each is to do and has done, and the files it has put so far.
 *
 * An export reads its table as a copy does (dynamodb_backups_store.h), piece by piece, while the table is written to.
 * */
#ifndef NUBE_DYNAMODB_EXPORTS_STORE_H
#define NUBE_DYNAMODB_EXPORTS_STORE_H

#include "emulator/services/dynamodb/store/dynamodb_backups_store.h"

extern const char ddb_exports_schema[];

/* AWS: that long an export and an import are told of. */
#define DDB_TRANSFER_LIFE_MS (INT64_C(90) * 24 * 3600 * 1000)

enum ddb_export_stage { DDB_EXPORT_STARTED, DDB_EXPORT_DATA, DDB_EXPORT_MANIFESTS, DDB_EXPORT_OVER };

struct ddb_export {
    int64_t id;
    struct span table_name, suffix; /* of the ARN */
    struct span token, digest;      /* its ClientToken, and what it was asked for */
    int64_t started_ms, ended_ms;   /* the latter 0: in progress */
    struct doc *description;        /* an ExportDescription, but for what changes */
    struct doc *asked;              /* { who (dynamodb_callers.h), keys: names of the table's key attributes } */
    enum ddb_export_stage stage;
    int64_t until; /* of an incremental one: the journal's number at its window's end; negative: it is a full one */
    int64_t copy;  /* what it reads by; 0 once it is over */
    int64_t items, bytes, files;
};

/* Its copy is of that table, at that number of the journal. */
void ddb_store_export_insert(struct call *c, struct ddb_export *e, int64_t source, int64_t after);
void ddb_store_export_update(struct call *c, const struct ddb_export *e);

bool ddb_store_export(struct call *c, int64_t id, struct ddb_export *e);
bool ddb_store_export_named(struct call *c, struct span table_name, struct span suffix, struct ddb_export *e);

/* The caller's latest one with that token; one that ended before `since_ms` does not count. */
bool ddb_store_export_of_token(struct call *c, struct span token, int64_t since_ms, struct ddb_export *e);

/* The caller's, in reverse order of ARNs, behind `after` ("NAME/export/SUFFIX"; absent: from the start), begun since
 * then; of the table with that name and id, or of all. Returns how many. */
struct ddb_export_filter {
    struct span table_name, table_id; /* absent: all */
    struct span after;
    int64_t since_ms;
};
int ddb_store_exports(struct call *c, const struct ddb_export_filter *filter, struct ddb_export *exports, int max);

int64_t ddb_store_exports_under_way(struct call *c);

/* Forgets those that ended before that time. */
void ddb_store_exports_forget(struct call *c, int64_t before_ms);

/* --- files -------------------------------------------------------------------------------------------------------- */

struct ddb_export_file {
    struct span key, md5, etag; /* md5: of its bytes, in base64 */
    int64_t items;
};

void ddb_store_export_file_insert(struct call *c, int64_t export, int64_t number, const struct ddb_export_file *file);

/* All of an export, in order: columns key, md5, etag, items. */
struct rows *ddb_store_export_files(struct call *c, int64_t export);

/* --- what it reads ------------------------------------------------------------------------------------------------ */

/* The copy of an export that is not over. */
bool ddb_store_export_copy(struct call *c, int64_t id, struct ddb_copy *copy);

/* What became of one item within a window of the journal. */
struct ddb_item_change {
    struct span key, old, new; /* old and new: the item as JSON; absent: there was none */
    int64_t at_ms;             /* of its last write in the window */
    int64_t size;
};

/* The items that were written in the window from copy->after (not included) to `until`, in order of key; the same in
 * all else as ddb_store_copy_read. */
typedef void ddb_change_put_fn(struct call *c, void *arg, const struct ddb_item_change *change);
bool ddb_store_changes_read(struct call *c, const struct ddb_copy *copy, int64_t until, ddb_change_put_fn *put,
                            void *arg, struct span *to);

#endif
