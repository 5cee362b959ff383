/* A piece of what is behind it is read whenever libzstd has used up the last one. */
#include "emulator/base/zstd_source.h"

#include <pthread.h>
#include <stdlib.h>
#include <zstd.h>

#include "emulator/base/library.h"
#include "emulator/base/panic.h"

#define PIECE_BYTES 16384

static struct {
    bool is_there;
    __typeof__(ZSTD_createDStream) *create_stream;
    __typeof__(ZSTD_freeDStream) *free_stream;
    __typeof__(ZSTD_decompressStream) *decompress_stream;
    __typeof__(ZSTD_isError) *is_error;
} library;

static void library_init(void)
{
    static const char *const names[] = { "libzstd.so.1", NULL };
    const struct library_symbol symbols[] = {
        { "ZSTD_createDStream", &library.create_stream },
        { "ZSTD_freeDStream", &library.free_stream },
        { "ZSTD_decompressStream", &library.decompress_stream },
        { "ZSTD_isError", &library.is_error },
        { NULL, NULL },
    };

    library.is_there = library_load(names, symbols);
}

struct zstd_source {
    struct source source, *behind;
    ZSTD_DStream *stream;
    ZSTD_inBuffer in;
    bool is_at_end, is_broken;
    bool is_in_frame; /* one has begun and not ended */
    char piece[PIECE_BYTES];
};

/* False: what is behind it broke off. */
static bool piece_fetch(struct zstd_source *own)
{
    ssize_t got;

    if (own->in.pos < own->in.size || own->is_at_end) return true;
    got = source_read(own->behind, own->piece, sizeof own->piece);
    own->in = (ZSTD_inBuffer){ own->piece, got > 0 ? (size_t)got : 0, 0 };
    own->is_at_end = got <= 0;
    return got >= 0;
}

/* libzstd may keep some of what it gives until it is called again, also with nothing more to take. */
static bool unpack_step(struct zstd_source *own, ZSTD_outBuffer *out)
{
    size_t rc = library.decompress_stream(own->stream, out, &own->in);

    own->is_in_frame = rc != 0;
    return !library.is_error(rc);
}

static ssize_t unpack_read(struct source *s, void *out, size_t room)
{
    struct zstd_source *own = (struct zstd_source *)s;
    ZSTD_outBuffer to = { out, room, 0 };

    while (!own->is_broken && !to.pos) {
        own->is_broken = !piece_fetch(own);
        if (own->is_broken || (own->in.pos == own->in.size && !own->is_in_frame)) break;
        own->is_broken = !unpack_step(own, &to) || (!to.pos && own->is_at_end && own->is_in_frame);
    }
    return own->is_broken ? -1 : (ssize_t)to.pos;
}

static void unpack_close(struct source *s)
{
    struct zstd_source *own = (struct zstd_source *)s;

    library.free_stream(own->stream);
    source_close(own->behind);
    free(own);
}

struct source *zstd_source_unpack(struct source *behind)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct zstd_source *own;

    pthread_once(&once, library_init);
    if (!library.is_there) {
        source_close(behind);
        return NULL;
    }
    own = memory_new(1, sizeof *own);
    own->source = (struct source){ -1, unpack_read, unpack_close };
    own->behind = behind;
    own->stream = library.create_stream();
    if (!own->stream) panic("out of memory");
    return &own->source;
}
