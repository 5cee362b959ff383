/* Numbers in English words. */
#ifndef NUBE_JSONATA_WORDS_H
#define NUBE_JSONATA_WORDS_H

#include "emulator/base/buf.h"

/* 327713: "Three Hundred and Twenty-Seven Thousand, Seven Hundred and Thirteen", or "…Thirteenth". value >= 0, an
 * integer. */
void jwords_write(struct buf *b, double value, bool ordinal);

/* The way back, whatever the case of the letters. NaN when a word is none of a number. */
double jwords_read(struct span text);

/* Every word of a number, as alternatives of a regular expression. */
void jwords_pattern(struct buf *b);

#endif
