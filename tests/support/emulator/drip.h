/* A source that gives no more than so many bytes at a time, for who must not rely on getting many. */
#ifndef NUBE_DRIP_H
#define NUBE_DRIP_H

#include "emulator/base/source.h"

struct drip {
    struct source source;
    struct span rest;
    size_t piece;
    bool breaks; /* behind its last byte, in place of an end */
};

/* Bytes that somebody else keeps. The source is valid where the struct lies. */
struct drip drip_of(struct span bytes, size_t piece);

#endif
