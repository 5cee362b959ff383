/* A source byte by byte, and line by line, with a count of what was taken. */
#ifndef NUBE_DYNAMODB_BYTES_H
#define NUBE_DYNAMODB_BYTES_H

#include "emulator/base/buf.h"
#include "emulator/base/source.h"

#define DDB_RECORD_BYTES_MAX ((size_t)4 * 1024 * 1024) /* of a line, of a CSV record: an item's 400 KB, escaped */

struct ddb_bytes {
    struct source *source; /* somebody else's */
    int64_t taken;

    struct { /* its own */
        size_t at, size;
        bool is_broken;
        char piece[16384];
    } own;
};

enum { DDB_BYTES_END = -1, DDB_BYTES_BROKEN = -2 };

/* The next one, 0 to 255, or one of these; peeking leaves it there. */
int ddb_bytes_peek(struct ddb_bytes *b);
int ddb_bytes_take(struct ddb_bytes *b);

/* Takes a line with its LF, which is not appended. Returns 1; 0: there is none; -1: it is longer than a record may be,
 * or the source broke off. */
int ddb_bytes_line(struct ddb_bytes *b, struct buf *line);

/* Takes until so many were taken of the whole. False: there are not so many. */
bool ddb_bytes_skip_to(struct ddb_bytes *b, int64_t taken);

#endif
