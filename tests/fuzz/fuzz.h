/* What the fuzzers share. Each is a program of its own: libFuzzer calls the function with bytes, which must neither crash nor leak, nor take
 * long; `make fuzz` builds and runs them all with AddressSanitizer and UndefinedBehaviorSanitizer. */
#ifndef NUBE_FUZZ_H
#define NUBE_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property that must hold, whatever the input: a crash otherwise, which keeps the input. */
#define must_hold(condition)       \
    do {                           \
        if (!(condition)) abort(); \
    } while (0)

/* The input in a block of just its size, so that a read past its end is seen. */
static inline struct span fuzz_input(const uint8_t *data, size_t size)
{
    char *copy = malloc(size ? size : 1);

    if (size) memcpy(copy, data, size);
    return (struct span){ copy, size };
}

static inline void fuzz_input_free(struct span input)
{
    free((char *)input.data);
}

#endif
