/* Both ways work through a chunk on the stack. */
#include "emulator/base/gzip.h"

#include <zlib.h>

#define CHUNK       4096
#define GZIP_WINDOW (15 + 16) /* zlib: the largest window, and gzip's head and tail */

static z_stream stream_of(struct span in)
{
    z_stream z = { 0 };

    z.next_in = (Bytef *)(uintptr_t)in.data;
    z.avail_in = (uInt)in.size;
    return z;
}

bool gzip_inflate(struct buf *out, struct span gzipped, size_t max)
{
    z_stream z = stream_of(gzipped);
    unsigned char chunk[CHUNK];
    int rc = Z_OK;
    size_t total = 0;

    if (gzipped.size > UINT32_MAX || inflateInit2(&z, GZIP_WINDOW) != Z_OK) return false;
    while (rc == Z_OK && total <= max) {
        z.next_out = chunk;
        z.avail_out = CHUNK;
        rc = inflate(&z, Z_NO_FLUSH);
        total += CHUNK - z.avail_out;
        if ((rc == Z_OK || rc == Z_STREAM_END) && total <= max) buf_add(out, chunk, CHUNK - z.avail_out);
    }
    inflateEnd(&z);
    return rc == Z_STREAM_END && total <= max;
}

bool gzip_deflate(struct buf *out, struct span bytes)
{
    z_stream z = stream_of(bytes);
    unsigned char chunk[CHUNK];
    int rc = Z_OK;

    if (bytes.size > UINT32_MAX ||
        deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
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
