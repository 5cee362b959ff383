/* Numbers as text. */
#ifndef NUBE_JSONATA_NUMBER_TEXT_H
#define NUBE_JSONATA_NUMBER_TEXT_H

#include "emulator/base/span.h"
#include "emulator/base/arena.h"

/* A number's text as JavaScript prints it. `out` needs 32 bytes; returns its length. */
size_t jnumber_text(double value, char out[32]);
double jnumber_round15(double value); /* to 15 significant digits, as $string prints */
struct span jnumber_span(struct arena *a, double value);

#endif
