/* A source gives bytes piece by piece: bodies that need not fit in memory. It is read by one thread at a time. */
#ifndef NUBE_SOURCE_H
#define NUBE_SOURCE_H

#include <sys/types.h>

#include "emulator/base/arena.h"

struct source {
    int64_t size; /* of all there is from the beginning; -1: unknown */

    /* Gives up to `room` (at least 1) bytes: how many; 0 at the end; -1 when it broke off, and from then on. */
    ssize_t (*read)(struct source *s, void *out, size_t room);

    void (*close)(struct source *s); /* NULL: there is nothing to close */

    bool is_late; /* it broke off because nothing came for too long */

    /* Set by who reads it, of those that wait for another's bytes: what has not come by then (clock_monotonic_us)
     * breaks it off, as late. One that is made of another hands it on. 0: it waits however long it takes. */
    int64_t until_us;
};

ssize_t source_read(struct source *s, void *out, size_t room);

/* Closes it; NULL is allowed. */
void source_close(struct source *s);

/* Bytes that somebody else keeps. */
struct source *source_of_span(struct arena *a, struct span bytes);

/* `size` bytes of an open file from `offset` on; its end before that is a break. It is on the heap; closing it
 * closes the file and frees it. */
struct source *source_of_file(int fd, int64_t offset, int64_t size);

#endif
