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

#define MEMORY_NEW(type) ((type *)memory_new(1, sizeof(type)))

#endif
