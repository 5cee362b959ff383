/* Sources of memory and of files. */
#include "emulator/base/source.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/panic.h"

ssize_t source_read(struct source *s, void *out, size_t room)
{
    assert(room > 0);
    return s->read(s, out, room);
}

void source_close(struct source *s)
{
    if (s && s->close) s->close(s);
}

struct span_source {
    struct source source;
    struct span rest;
};

static ssize_t span_read(struct source *s, void *out, size_t room)
{
    struct span_source *own = (struct span_source *)s;
    size_t size = own->rest.size < room ? own->rest.size : room;

    if (size) memcpy(out, own->rest.data, size);
    own->rest = span_sub(own->rest, size, SIZE_MAX);
    return (ssize_t)size;
}

struct source *source_of_span(struct arena *a, struct span bytes)
{
    struct span_source *own = ARENA_NEW(a, struct span_source);

    *own = (struct span_source){ { (int64_t)bytes.size, span_read, NULL }, bytes };
    return &own->source;
}

struct file_source {
    struct source source;
    int fd;
    int64_t offset, left;
};

static ssize_t file_read(struct source *s, void *out, size_t room)
{
    struct file_source *own = (struct file_source *)s;
    ssize_t got;

    if (own->left < 0) return -1;
    if ((int64_t)room > own->left) room = (size_t)own->left;
    if (!room) return 0;
    do got = pread(own->fd, out, room, own->offset);
    while (got < 0 && errno == EINTR);
    if (got <= 0) return own->left = -1, -1;
    own->offset += got;
    own->left -= got;
    return got;
}

static void file_close(struct source *s)
{
    struct file_source *own = (struct file_source *)s;

    close(own->fd);
    free(own);
}

#define SHORT_BYTES 65536 /* what is read at once needs no word to the kernel */

struct source *source_of_file(int fd, int64_t offset, int64_t size)
{
    struct file_source *own = memory_new(1, sizeof *own);

    assert(fd >= 0 && offset >= 0 && size >= 0);
    *own = (struct file_source){ { size, file_read, file_close }, fd, offset, size };
    if (size > SHORT_BYTES) posix_fadvise(fd, offset, size, POSIX_FADV_SEQUENTIAL);
    return &own->source;
}
