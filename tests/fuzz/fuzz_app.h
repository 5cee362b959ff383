/* What the fuzzers of the order application share: like fuzz.h, without the emulator. */
#ifndef FUZZ_APP_H
#define FUZZ_APP_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property that must hold, whatever the input: a crash otherwise, which keeps the input. */
#define must_hold(condition)       \
    do {                           \
        if (!(condition)) abort(); \
    } while (0)

/* The input as a string in a block of just its size, so that a read past its end is seen. A NUL in it ends it early for
 * whoever reads it as a string. Free it. */
static inline char *fuzz_string(const uint8_t *data, size_t size)
{
    char *copy = malloc(size + 1);

    if (!copy) abort();
    if (size) memcpy(copy, data, size);
    copy[size] = '\0';
    return copy;
}

#endif
