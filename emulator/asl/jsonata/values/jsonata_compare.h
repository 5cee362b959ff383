/* Equality, order and truth of values. */
#ifndef NUBE_JSONATA_COMPARE_H
#define NUBE_JSONATA_COMPARE_H

#include "emulator/asl/jsonata/values/jsonata_values.h"

/* Equal in kind and content. */
bool jequal(struct arena *a, struct jval left, struct jval right);

/* -1, 0, 1: strings in the order of their UTF-16 units. */
int jtext_compare(struct span left, struct span right);

/* Is it true in a condition? An array is when one of its items is; functions are not. */
bool jtruth(struct arena *a, struct jval v);

#endif
