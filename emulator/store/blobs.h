/* Blobs: bytes too large for rows, as files of the store's, which rows name by an id.
 *
 *     DIRECTORY/blobs/new/ID   being written
 *     DIRECTORY/blobs/3f/ID    whole; flushed by then where the store is fully durable, as the folder is
 *
 * A blob is written first, on the caller's thread, and named by a transaction after: blob_keep. Until the caller
 * has settled it (blob_sweep.h) nobody takes it away; from then on it lives as long as the table `blob` counts a
 * use of it. What no row names goes: when it is settled, and in a sweep at the start, for a crash may have come
 * between. So after a crash of the process (of the machine, where the store is fully durable) a row never names
 * what is not there, and what is there for nothing goes.
 *
 *     if (blob_receive(source, max, &b) == BLOB_WHOLE) … in a transaction: blob_keep(db, &b) … blob_settle(b.id);
 *
 * A blob is never changed. A reader that has opened it reads it to its end, even when it goes meanwhile. After a reset
 * of the store blob_sweep_all removes all. */
#ifndef NUBE_BLOBS_H
#define NUBE_BLOBS_H

#include "emulator/base/source.h"
#include "emulator/store/db.h"

struct blob {
    char id[37];
    int64_t size;
};

/* The table of uses, for store_open. */
extern const char *const blobs_schema[];

/* --- writing ------------------------------------------------------------------------------------------------------ */

struct blob_writer;

/* Begins one. NULL when its file cannot be made, which is logged, as all failures of files are. */
struct blob_writer *blob_write(void);

/* 0, or -1: then only blob_abandon is left to do. */
int blob_add(struct blob_writer *w, const void *data, size_t size);

/* Ends it: *b is there, and the caller's to settle. 0, or -1 with nothing left. The writer is gone either way. */
int blob_end(struct blob_writer *w, struct blob *b);

/* Leaves nothing of it. NULL is allowed. */
void blob_abandon(struct blob_writer *w);

enum blob_outcome {
    BLOB_WHOLE,
    BLOB_TOO_LARGE, /* the source has more than `max` bytes; no more than that were read */
    BLOB_BROKEN,    /* the source broke off */
    BLOB_FAILED     /* the file could not be written: the disk is full, I/O error */
};

/* All of a source as a blob, in pieces of 128 KB. Whatever is not BLOB_WHOLE leaves nothing. */
enum blob_outcome blob_receive(struct source *source, int64_t max, struct blob *b);

/* --- naming ------------------------------------------------------------------------------------------------------- */

/* In a transaction: one use more, or less, of a blob. It may be one that the caller has still to settle, or one
 * that another row names, which was read in this very transaction. */
void blob_keep(struct db *db, const struct blob *b);
void blob_drop(struct db *db, struct span id);

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* `length` bytes from `offset` on, as a source on the heap. NULL when there is no such blob, or it is shorter. */
struct source *blob_read(struct span id, int64_t offset, int64_t length);

/* Is it there? Who holds it (blob_sweep.h: blob_pending_add) may read it as long as he does, then. */
bool blob_is_there(struct span id);

/* Beside a store that was opened in the same folder; before anything else here. */
void blobs_open(const char *directory, bool is_fully_durable);

#endif
