/* Of pieces one is open at a time. All of them are held from the beginning on, so that those behind are still there
 * when
 * their turn comes. */
#include "emulator/services/s3/s3_bytes.h"

#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/base/source.h"
#include "emulator/services/s3/s3_pieces_store.h"
#include "emulator/store/blob_sweep.h"
#include "emulator/store/blobs.h"
#include "emulator/store/db.h"

struct slice {
    char blob[37];
    int64_t offset, length;
};

struct pieces_source {
    struct source source;
    struct source *open; /* that of slices[next - 1]; NULL: none is */
    bool is_broken;
    size_t next, count, room;
    struct slice *slices;
};

static void pieces_close(struct source *s)
{
    struct pieces_source *own = (struct pieces_source *)s;

    source_close(own->open);
    for (size_t i = 0; i < own->count; i++) blob_release(own->slices[i].blob);
    free(own->slices);
    free(own);
}

/* The next one opened; false: it cannot be read. */
static bool go_on(struct pieces_source *own)
{
    const struct slice *slice = &own->slices[own->next++];

    source_close(own->open);
    own->open = blob_read(span_of(slice->blob), slice->offset, slice->length);
    return own->open != NULL;
}

static ssize_t pieces_read(struct source *s, void *out, size_t room)
{
    struct pieces_source *own = (struct pieces_source *)s;
    ssize_t got = 0;

    while (!own->is_broken) {
        if (own->open) got = source_read(own->open, out, room);
        if (got > 0) return got;
        if (got == 0 && own->next == own->count) return 0;
        own->is_broken = got < 0 || !go_on(own);
    }
    return -1;
}

static void slice_add(struct pieces_source *own, const struct s3_piece *p, int64_t offset, int64_t length)
{
    int64_t begin = p->offset > offset ? p->offset : offset, end = p->offset + p->size;
    struct slice *slice;

    if (end > offset + length) end = offset + length;
    if (own->count == own->room) {
        own->room = own->room ? own->room * 2 : 16;
        own->slices = memory_resize(own->slices, own->room * sizeof *own->slices);
    }
    slice = &own->slices[own->count++];
    *slice = (struct slice){ .offset = begin - p->offset, .length = end - begin };
    snprintf(slice->blob, sizeof slice->blob, "%.*s", SPAN_ARG(p->blob));
    blob_pending_add(slice->blob);
}

static void slices_find(struct pieces_source *own, struct call *c, const struct s3_object *o, int64_t offset,
                        int64_t length)
{
    struct rows *r = s3_store_pieces(c, o->id, 0, offset);
    struct arena row = { 0 };
    struct s3_piece p;

    while (s3_store_piece_next(r, &row, &p)) {
        if (p.offset >= offset + length) {
            rows_close(r);
            break;
        }
        slice_add(own, &p, offset, length);
        arena_reset(&row);
    }
    arena_release(&row);
}

static struct source *pieces_open(struct call *c, const struct s3_object *o, int64_t offset, int64_t length)
{
    struct pieces_source *own = memory_new(1, sizeof *own);

    own->source = (struct source){ length, pieces_read, pieces_close };
    slices_find(own, c, o, offset, length);
    for (size_t i = 0; i < own->count; i++) {
        if (blob_is_there(span_of(own->slices[i].blob))) continue;
        pieces_close(&own->source);
        return NULL;
    }
    return &own->source;
}

struct source *s3_bytes_read(struct call *c, const struct s3_object *o, int64_t offset, int64_t length)
{
    return o->blob.data ? blob_read(o->blob, offset, length) : pieces_open(c, o, offset, length);
}
