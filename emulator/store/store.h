/* The store: one SQLite database, one writer with group commit, and readers on snapshots.
 *
 *   a caller ── job ──▶ queue ──▶ writer:  BEGIN ─ job 1 (savepoint) ─ job 2 (savepoint) ─ … ─ COMMIT ──▶ job 1 done, …
 *   a reader ── db_reader_take ──▶ its own connection, a WAL snapshot ──▶ db_reader_give
 *
 * A job that returns 0 is durable when its `done` is called; one that returns non-zero, or during which any statement
 * failed, has left nothing behind.
 */
#ifndef NUBE_STORE_H
#define NUBE_STORE_H

#include "emulator/base/span.h"
#include "emulator/store/db.h"

enum store_durability { STORE_NORMAL, STORE_FULL, STORE_OFF }; /* off: the store's own, for a database that begins */

enum store_outcome {
    STORE_COMMITTED,
    STORE_ROLLED_BACK, /* the job said so */
    STORE_FAILED       /* a statement or the commit failed: disk full, I/O error */
};

struct store_job {
    int (*run)(struct db *db, void *arg); /* on the writer's thread; 0 keeps its changes, anything else undoes them */
    void (*done)(void *arg,
                 enum store_outcome outcome); /* on the writer's thread, after the commit; brief; may free the job */
    void *arg;
    struct store_job *next; /* the store's */
};

/* A service's schema: scripts applied once each, in order; a script's position (from 1) is its version. */
struct store_schema {
    const char *name;
    const char *const *scripts; /* ends with NULL */
};

/* Opens or makes the database in `directory` and starts the writer. `schemas` ends with a NULL name and must outlive
 * the store. Returns 0, or -1 with one clear line in *error (static storage): not writable, locked by another Nube,
 * from a newer version. Nothing is touched then. */
int store_open(const char *directory, enum store_durability durability, const struct store_schema *schemas,
               const char **error);

/* Finishes the queued jobs, then closes. */
void store_close(void);

/* Drops every row of every service at once, by starting a new database file. Waits for running readers and jobs, so not
 * while this thread holds a reader. 0, or -1 with all as it was: none can be made there. */
int store_reset(void);

/* Queues the job; it must stay valid until its `done`. */
void store_submit(struct store_job *job);

/* Runs a job and waits for it. Not from the writer's thread, and not while this thread holds a reader: the writer
 * may be waiting for all of them to come back. */
enum store_outcome store_write(int (*run)(struct db *db, void *arg), void *arg);

/* True on the writer's own thread. */
bool store_is_writer(void);

/* Is no job queued or under way, and no reset? Adds to *begun how many jobs were ever submitted: who asks several
 * modules, and then again, sees by it that nothing went from one to another meanwhile. */
bool store_is_idle(uint64_t *begun);

/* A connection for reading, held by this thread until given back; sees one snapshot. NULL when none can be opened. */
struct db *store_reader_take(void);
void store_reader_give(struct db *db);

/* How many this thread holds. */
int store_readers_held(void);

#endif
