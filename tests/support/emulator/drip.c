/* Bytes in pieces. */
#include "tests/support/emulator/drip.h"

static ssize_t drip_read(struct source *s, void *out, size_t room)
{
    struct drip *own = (struct drip *)s;
    struct span piece = span_sub(own->rest, 0, own->piece < room ? own->piece : room);

    if (!piece.size && own->breaks) return -1;
    if (piece.size) memcpy(out, piece.data, piece.size);
    own->rest = span_sub(own->rest, piece.size, SIZE_MAX);
    return (ssize_t)piece.size;
}

struct drip drip_of(struct span bytes, size_t piece)
{
    return (struct drip){ { -1, drip_read, NULL }, bytes, piece, false };
}
