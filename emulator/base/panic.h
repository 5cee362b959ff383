/* What the process says when it cannot go on: a word, and where it was. */
#ifndef NUBE_PANIC_H
#define NUBE_PANIC_H

#include <stdlib.h>

/* Says why on standard error, with the calls that led here, and aborts. For what cannot be helped: no memory, no
 * thread. */
_Noreturn void panic(const char *why);

/* From now on whatever ends the process by a signal (abort, a failed assertion, a bad address) says where it was,
 * too. */
void panic_on_signals(void);

/* `count` zeroed elements; panics when there is no memory. Freed by free(). */
static inline void *memory_new(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);

    if (!memory) panic("out of memory");
    return memory;
}

/* So many bytes as they are; for large ones that are written at once. */
static inline void *memory_raw(size_t bytes)
{
    void *memory = malloc(bytes ? bytes : 1);

    if (!memory) panic("out of memory");
    return memory;
}

/* `memory`, moved where it has room for so many bytes. */
static inline void *memory_resize(void *memory, size_t bytes)
{
    void *moved = realloc(memory, bytes ? bytes : 1);

    if (!moved) panic("out of memory");
    return moved;
}

#endif
