/* A piece is read when the last one is used up. */
#include "emulator/services/dynamodb/transfers/dynamodb_bytes.h"

#include <string.h>

static bool piece_fetch(struct ddb_bytes *b)
{
    ssize_t got;

    if (b->own.at < b->own.size) return true;
    if (b->own.is_broken) return false;
    got = source_read(b->source, b->own.piece, sizeof b->own.piece);
    b->own.is_broken = got < 0;
    b->own.at = 0;
    b->own.size = got > 0 ? (size_t)got : 0;
    return got > 0;
}

int ddb_bytes_peek(struct ddb_bytes *b)
{
    if (piece_fetch(b)) return (unsigned char)b->own.piece[b->own.at];
    return b->own.is_broken ? DDB_BYTES_BROKEN : DDB_BYTES_END;
}

int ddb_bytes_take(struct ddb_bytes *b)
{
    int c = ddb_bytes_peek(b);

    if (c < 0) return c;
    b->own.at++;
    b->taken++;
    return c;
}

static void advance(struct ddb_bytes *b, size_t size)
{
    b->own.at += size;
    b->taken += (int64_t)size;
}

int ddb_bytes_line(struct ddb_bytes *b, struct buf *line)
{
    bool has_any = false;

    while (piece_fetch(b)) {
        const char *from = b->own.piece + b->own.at, *end = memchr(from, '\n', b->own.size - b->own.at);
        size_t size = end ? (size_t)(end - from) : b->own.size - b->own.at;
        if (line->size + size > DDB_RECORD_BYTES_MAX) return -1;
        buf_add(line, from, size);
        advance(b, end ? size + 1 : size);
        has_any = true;
        if (end) return 1;
    }
    return b->own.is_broken ? -1 : has_any;
}

bool ddb_bytes_skip_to(struct ddb_bytes *b, int64_t taken)
{
    while (b->taken < taken && piece_fetch(b)) {
        size_t left = b->own.size - b->own.at;
        advance(b, (int64_t)left < taken - b->taken ? left : (size_t)(taken - b->taken));
    }
    return b->taken == taken;
}
