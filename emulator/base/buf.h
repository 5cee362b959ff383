/* A buffer of bytes that grows, up to a cap. */
#ifndef NUBE_BUF_H
#define NUBE_BUF_H

#include "emulator/base/span.h"

/* Zero-initialise it, or set `max` for a cap; release it with buf_release. A write that would pass the cap is dropped
 * whole and sets `overflowed`, so that a writer may check once at its end. */
struct buf {
    char *data; /* NUL-terminated once anything was written */
    size_t size, room;
    size_t max; /* 0: BUF_BYTES_MAX */
    bool overflowed;
};

#define BUF_BYTES_MAX ((size_t)64 * 1024 * 1024)

void buf_add(struct buf *b, const void *data, size_t size);
void buf_add_span(struct buf *b, struct span s);
static inline void buf_add_text(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}
void buf_add_char(struct buf *b, char c);
void buf_add_int(struct buf *b, int64_t value); /* in decimal */
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Its bytes, valid until the next write. */
struct span buf_span(const struct buf *b);

/* Empties it and keeps its memory. */
void buf_clear(struct buf *b);
void buf_release(struct buf *b);

#endif
