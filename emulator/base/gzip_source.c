/* Both ways read a piece of what is behind them whenever zlib has used up the last one. */
#include "emulator/base/gzip_source.h"

#include <stdlib.h>
#include <zlib.h>

#include "emulator/base/panic.h"

#define PIECE_BYTES 16384
#define GZIP_WINDOW (15 + 16) /* the largest, and gzip's head and tail */

struct gzip_source {
    struct source source, *behind;
    z_stream z;
    bool is_at_end /* what is behind it has no more */, is_over, is_broken;
    bool is_in_member; /* of unpacking: one has begun and not ended */
    unsigned char piece[PIECE_BYTES];
};

/* Sees to it that zlib has something to take, unless there is nothing more. False: what is behind it broke off. */
static bool piece_fetch(struct gzip_source *own)
{
    ssize_t got;

    if (own->z.avail_in || own->is_at_end) return true;
    got = source_read(own->behind, own->piece, sizeof own->piece);
    own->z.next_in = own->piece;
    own->z.avail_in = got > 0 ? (uInt)got : 0;
    own->is_at_end = got <= 0;
    return got >= 0;
}

/* Fills some of the room; true when there is something in it, or it is over. */
static bool has_given(const struct gzip_source *own, size_t room)
{
    return own->z.avail_out < room || own->is_over;
}

static ssize_t room_fill(struct gzip_source *own, void *out, size_t room, bool (*step)(struct gzip_source *own))
{
    if (room > UINT32_MAX) room = UINT32_MAX;
    own->z.next_out = out;
    own->z.avail_out = (uInt)room;
    while (!own->is_broken && !has_given(own, room)) own->is_broken = !step(own);
    return own->is_broken ? -1 : (ssize_t)(room - own->z.avail_out);
}

/* --- packing ------------------------------------------------------------------------------------------------------ */

static bool pack_step(struct gzip_source *own)
{
    if (!piece_fetch(own)) return false;
    own->is_over = deflate(&own->z, own->is_at_end ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_END;
    return true;
}

static ssize_t pack_read(struct source *s, void *out, size_t room)
{
    return room_fill((struct gzip_source *)s, out, room, pack_step);
}

static void pack_close(struct source *s)
{
    struct gzip_source *own = (struct gzip_source *)s;

    deflateEnd(&own->z);
    source_close(own->behind);
    free(own);
}

struct source *gzip_source_pack(struct source *behind)
{
    struct gzip_source *own = memory_new(1, sizeof *own);

    own->source = (struct source){ -1, pack_read, pack_close };
    own->behind = behind;
    if (deflateInit2(&own->z, Z_BEST_SPEED, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        panic("out of memory");
    return &own->source;
}

/* --- unpacking ---------------------------------------------------------------------------------------------------- */

/* Between two members it may be over; within one it may not. */
static bool unpack_step(struct gzip_source *own)
{
    int rc;

    if (!piece_fetch(own)) return false;
    if (!own->z.avail_in) return own->is_over = !own->is_in_member;
    if (!own->is_in_member && inflateReset(&own->z) != Z_OK) return false;
    own->is_in_member = true;
    rc = inflate(&own->z, Z_NO_FLUSH);
    own->is_in_member = rc != Z_STREAM_END;
    return rc == Z_OK || rc == Z_STREAM_END;
}

static ssize_t unpack_read(struct source *s, void *out, size_t room)
{
    return room_fill((struct gzip_source *)s, out, room, unpack_step);
}

static void unpack_close(struct source *s)
{
    struct gzip_source *own = (struct gzip_source *)s;

    inflateEnd(&own->z);
    source_close(own->behind);
    free(own);
}

struct source *gzip_source_unpack(struct source *behind)
{
    struct gzip_source *own = memory_new(1, sizeof *own);

    own->source = (struct source){ -1, unpack_read, unpack_close };
    own->behind = behind;
    if (inflateInit2(&own->z, GZIP_WINDOW) != Z_OK) panic("out of memory");
    return &own->source;
}
