/* What was read while looking for the head's end, and then the rest of the pieces. */
#include "emulator/core/http_prelude.h"

#include <stdlib.h>
#include <string.h>

#include "emulator/base/buf.h"
#include "emulator/base/panic.h"

#define PIECE_BYTES 4096

static const char head_end[8];

struct prelude {
    struct source source; /* first */
    struct source *pieces;
    struct buf read;
    size_t given; /* of it */
};

static ssize_t prelude_read(struct source *source, void *out, size_t room)
{
    struct prelude *p = (struct prelude *)source;
    struct span some = span_sub(buf_span(&p->read), p->given, room);
    ssize_t size;

    if (some.size) {
        memcpy(out, some.data, some.size);
        p->given += some.size;
        return (ssize_t)some.size;
    }
    p->pieces->until_us = source->until_us;
    size = source_read(p->pieces, out, room);
    source->is_late = p->pieces->is_late;
    return size;
}

static void prelude_close(struct source *source)
{
    struct prelude *p = (struct prelude *)source;

    source_close(p->pieces);
    buf_release(&p->read);
    free(p);
}

struct source *http_prelude_open(struct source *pieces)
{
    struct prelude *p = memory_new(1, sizeof *p);

    p->source = (struct source){ .size = -1, .read = prelude_read, .close = prelude_close };
    p->pieces = pieces;
    return &p->source;
}

/* Reads one more piece. False: there is none. */
static bool more(struct prelude *p)
{
    char piece[PIECE_BYTES];
    ssize_t size;

    p->pieces->until_us = p->source.until_us;
    size = source_read(p->pieces, piece, sizeof piece);
    p->source.is_late = p->pieces->is_late;
    if (size > 0) buf_add(&p->read, piece, (size_t)size);
    return size > 0;
}

bool http_prelude_begins(struct source *prelude)
{
    struct prelude *p = (struct prelude *)prelude;

    return p->read.size || more(p);
}

bool http_prelude_take(struct source *prelude, size_t head_bytes_max, struct arena *a, struct span *head)
{
    struct prelude *p = (struct prelude *)prelude;
    size_t seen = 0;

    do {
        const char *at = p->read.size >= seen + sizeof head_end
                             ? memmem(p->read.data + seen, p->read.size - seen, head_end, sizeof head_end)
                             : NULL;
        if (at) {
            *head = arena_span(a, span_sub(buf_span(&p->read), 0, (size_t)(at - p->read.data)));
            p->given = head->size + sizeof head_end;
            return head->size <= head_bytes_max;
        }
        seen = p->read.size < sizeof head_end ? 0 : p->read.size - (sizeof head_end - 1);
    } while (p->read.size < head_bytes_max + sizeof head_end && more(p));
    return false;
}
