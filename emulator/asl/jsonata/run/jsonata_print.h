/* Values as text. */
#ifndef NUBE_JSONATA_PRINT_H
#define NUBE_JSONATA_PRINT_H

#include "emulator/asl/jsonata/run/jsonata_run.h"

/* A value as $string and & print it. The absent span for undefined, or when it failed. */
struct span jtext_of(struct jrun *r, struct jval v, bool pretty);

/* The buffer's text in the arena; the buffer is released. Fails when it overflowed. */
struct jval jtext_take(struct jrun *r, struct buf *b);

#endif
