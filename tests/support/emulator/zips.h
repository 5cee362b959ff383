/* Zips for tests, made by hand, since no tool makes the bad ones. */
#ifndef NUBE_ZIPS_H
#define NUBE_ZIPS_H

#include "emulator/base/arena.h"

struct zip_entry {
    const char *name;
    struct span data;
    unsigned mode;   /* of Unix, with its kind of file; 0: made on another system */
    uint32_t size;   /* announced, when it is not the data's */
    bool is_corrupt; /* its digest is another's */
};

/* The zip of these entries, in `a`. */
struct span zip_of(struct arena *a, const struct zip_entry *entries, size_t count);

#endif
