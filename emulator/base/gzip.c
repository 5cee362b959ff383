/* Both ways work through a chunk on the stack. */
#include "emulator/base/gzip.h"

#include <zlib.h>

#define CHUNK       4096
#define ZLIB_WINDOW 15                 /* the largest, and zlib's head and tail */
#define GZIP_WINDOW (ZLIB_WINDOW + 16) /* likewise, and gzip's */

static z_stream stream_of(struct span in)
{
    z_stream z = { 0 };

    z.next_in = (Bytef *)(uintptr_t)in.data;
    z.avail_in = (uInt)in.size;
    return z;
}

static bool is_member(const z_stream *z)
{
    return z->avail_in >= 2 && z->next_in[0] == 0x1f && z->next_in[1] == 0x8b;
}

/* One member after the other; what follows the last and begins none is left. */
static bool inflate_all(struct buf *out, struct span packed, int window, size_t max)
{
    z_stream z = stream_of(packed);
    unsigned char chunk[CHUNK];
    int rc = Z_OK;
    size_t total = 0;

    if (packed.size > UINT32_MAX || inflateInit2(&z, window) != Z_OK) return false;
    while (rc == Z_OK && total <= max) {
        z.next_out = chunk;
        z.avail_out = CHUNK;
        rc = inflate(&z, Z_NO_FLUSH);
        total += CHUNK - z.avail_out;
        if ((rc == Z_OK || rc == Z_STREAM_END) && total <= max) buf_add(out, chunk, CHUNK - z.avail_out);
        if (rc == Z_STREAM_END && window == GZIP_WINDOW && is_member(&z)) rc = inflateReset(&z);
    }
    inflateEnd(&z);
    return rc == Z_STREAM_END && total <= max;
}

bool gzip_inflate(struct buf *out, struct span gzipped, size_t max)
{
    return inflate_all(out, gzipped, GZIP_WINDOW, max);
}

bool gzip_inflate_zlib(struct buf *out, struct span packed, size_t max)
{
    return inflate_all(out, packed, ZLIB_WINDOW, max);
}

static bool deflate_all(struct buf *out, struct span bytes, int window)
{
    z_stream z = stream_of(bytes);
    unsigned char chunk[CHUNK];
    int rc = Z_OK;

    if (bytes.size > UINT32_MAX || deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    while (rc == Z_OK) {
        z.next_out = chunk;
        z.avail_out = CHUNK;
        rc = deflate(&z, Z_FINISH);
        buf_add(out, chunk, CHUNK - z.avail_out);
    }
    deflateEnd(&z);
    return rc == Z_STREAM_END;
}

bool gzip_deflate(struct buf *out, struct span bytes)
{
    return deflate_all(out, bytes, GZIP_WINDOW);
}

bool gzip_deflate_zlib(struct buf *out, struct span bytes)
{
    return deflate_all(out, bytes, ZLIB_WINDOW);
}
