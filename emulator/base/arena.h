/* An arena hands out memory that is all dropped at once, at the end of a call or a step. */
#ifndef NUBE_ARENA_H
#define NUBE_ARENA_H

#include <stdarg.h>
#include "emulator/base/span.h"

struct arena_chunk;

/* Zero-initialise it; it allocates nothing until it is used. Not for two threads at once. */
struct arena {
    struct arena_chunk *chunks;
    size_t total; /* bytes held from the system */
};

/* `size` zeroed bytes, aligned for anything. Never NULL: the process aborts when memory is out, since every
 * input is capped before it gets here. */
void *arena_alloc(struct arena *a, size_t size);

/* The same, aligned as told: a power of two, up to that of anything. */
void *arena_alloc_aligned(struct arena *a, size_t size, size_t alignment);

/* The same as it is, for who fills it in at once. */
void *arena_raw(struct arena *a, size_t size, size_t alignment);

/* What is small can lead back to its arena: where the piece that was taken last lies, and from a piece and its place
 * the
 * arena. The piece has the size of a few pointers; the arena stays where it is. */
uint16_t arena_place(const struct arena *a, const void *last);
struct arena *arena_of(const void *piece, uint16_t place);

/* A copy of the bytes, with a NUL behind them, at any address. */
char *arena_copy(struct arena *a, const void *data, size_t size);
struct span arena_span(struct arena *a, struct span s);
char *arena_string(struct arena *a, struct span s);

/* Copies with ASCII's letters in one case; the rest is as it was. */
struct span arena_lower(struct arena *a, struct span s);
struct span arena_upper(struct arena *a, struct span s);

/* Formatted text. */
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args);
struct span arena_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Drops everything; the arena may be used again. */
void arena_release(struct arena *a);

/* Drops everything but keeps one chunk for what comes next: for loops that allocate in every turn. */
void arena_reset(struct arena *a);

#define ARENA_NEW(a, type)          ((type *)arena_alloc_aligned((a), sizeof(type), _Alignof(type)))
#define ARENA_ARRAY(a, type, count) ((type *)arena_alloc_aligned((a), sizeof(type) * (count), _Alignof(type)))

#endif
