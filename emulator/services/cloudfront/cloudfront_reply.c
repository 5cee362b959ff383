/* Bytes as a source. */
#include "emulator/services/cloudfront/cloudfront_reply.h"

#include <stdlib.h>

#include "emulator/base/panic.h"

void cloudfront_reply_drop(struct cloudfront_reply *r)
{
    source_close(r->body);
    r->body = NULL;
}

struct bytes_source {
    struct source source;
    char *bytes;
    size_t at, size;
};

static ssize_t bytes_read(struct source *s, void *out, size_t room)
{
    struct bytes_source *own = (struct bytes_source *)s;

    if (room > own->size - own->at) room = own->size - own->at;
    if (room) memcpy(out, own->bytes + own->at, room);
    own->at += room;
    return (ssize_t)room;
}

static void bytes_close(struct source *s)
{
    struct bytes_source *own = (struct bytes_source *)s;

    free(own->bytes);
    free(own);
}

struct source *cloudfront_reply_bytes(char *bytes, size_t size)
{
    struct bytes_source *own = memory_new(1, sizeof *own);

    own->source = (struct source){ (int64_t)size, bytes_read, bytes_close };
    own->bytes = bytes;
    own->size = size;
    return &own->source;
}
