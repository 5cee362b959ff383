/* A connection to the database and its statements. Statements are prepared once a connection and kept.
 *
 * Failures stick: once a statement failed (I/O error, disk full, a constraint that nobody expected), db_failed() is
 * true, later statements do nothing, and the job they belong to is undone. So code between needs no checks.
 *
 * `types` names the parameters that follow, a letter each: i int64_t, t struct span (text), s const char * (text,
 * NULL is NULL), b struct span (blob), d double, n nothing (NULL). An absent span binds NULL.
 */
#ifndef NUBE_DB_H
#define NUBE_DB_H

#include "emulator/base/arena.h"

struct db;
struct rows;

/* Runs a statement that returns no rows. Returns how many rows it changed. */
int64_t db_run(struct db *db, const char *sql, const char *types, ...);

/* Starts a query. Step with rows_next; it closes itself when rows_next says false, otherwise call rows_close. Only one
 * snapshot: rows that are changed while it runs may or may not be seen, so collect first, then write. */
struct rows *db_query(struct db *db, const char *sql, const char *types, ...);
bool rows_next(struct rows *r);
void rows_close(struct rows *r);

/* Columns of the current row, from 0. Spans are valid until the next rows_next or rows_close: copy what must stay. */
int64_t rows_int(struct rows *r, int column);
double rows_double(struct rows *r, int column);
struct span rows_text(struct rows *r, int column); /* absent for NULL; also for blobs */
bool rows_is_null(struct rows *r, int column);
struct span rows_copy(struct rows *r, int column, struct arena *a);

/* The first column of the first row as an integer, or `otherwise` when there is no row. */
int64_t db_int(struct db *db, int64_t otherwise, const char *sql, const char *types, ...);

/* The first column of the first row, copied into `a`; absent when there is no row or it is NULL. */
struct span db_text(struct db *db, struct arena *a, const char *sql, const char *types, ...);

int64_t db_last_rowid(struct db *db);
bool db_failed(const struct db *db);

/* A savepoint inside a job, for a part that may be undone alone. They nest, last in, first out. Undoing also clears
 * a failure that happened inside. */
void db_savepoint(struct db *db);
void db_savepoint_keep(struct db *db);
void db_savepoint_undo(struct db *db);

/* The commit that its snapshot sees, at least; 0 where it has none, as on the writer. */
uint64_t db_snapshot_commit(const struct db *db);

#endif
