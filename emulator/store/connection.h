/* Opening and closing connections: the store's own business. */
#ifndef NUBE_CONNECTION_H
#define NUBE_CONNECTION_H

#include "emulator/store/db.h"
#include "emulator/store/store.h"

/* Opens the file at `path`. NULL when SQLite refuses, with its words in *error (static storage). */
struct db *connection_open(const char *path, enum store_durability durability, int cache_kib, const char **error);

/* Finalises the statements and closes. With `keep_wal` the write-ahead log is left as it lies. */
void connection_close(struct db *db, bool keep_wal);

/* Runs fixed SQL, several statements if need be. 0, or -1 with the connection marked failed. */
int connection_exec(struct db *db, const char *sql);

/* A snapshot that stays open between uses, as long as nothing was committed since: begin gives one that sees the
 * commit numbered `generation` and all before it, and keeps the former one when that does; end closes it. */
void connection_snapshot_begin(struct db *db, uint64_t generation);
void connection_snapshot_end(struct db *db);
bool connection_snapshot_is_older(const struct db *db, uint64_t generation);

/* Which watches the statements concern that ran since this was last called (see watch.h). */
uint32_t connection_changes_take(struct db *db);

/* Forgets a failure. */
void connection_clear(struct db *db);

/* The words of the last failure. */
const char *connection_error(struct db *db);

enum connection_checkpoint { CHECKPOINT_PASSIVE, CHECKPOINT_RESTART, CHECKPOINT_TRUNCATE };

/* Moves pages from the log into the database file; never waits for readers for long. Returns how many of the log's
 * pages are there now. */
int connection_checkpoint(struct db *db, enum connection_checkpoint mode);

/* Pages in the log after this connection's last commit. */
int connection_wal_pages(const struct db *db);

/* Is its file no longer where it was opened: deleted, or another one's place? */
bool connection_has_moved(const struct db *db);

/* How large the log's file is. */
int64_t connection_wal_bytes(const struct db *db);

/* For tests: the nth statement from now on, on any connection, fails as if the disk had; 0 ends it. */
void connection_fail_at(long nth);

#endif
