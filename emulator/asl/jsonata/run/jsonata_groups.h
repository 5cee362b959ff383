/* Grouping, which makes objects, and sorting. */
#ifndef NUBE_JSONATA_GROUPS_H
#define NUBE_JSONATA_GROUPS_H

#include "emulator/asl/jsonata/run/jsonata_run.h"

struct jval jevaluate_group(struct jrun *r, const struct jnode *group, struct jval input, struct jenv *env);
struct jval jevaluate_sort(struct jrun *r, const struct jnode *sort, struct jarray *input, struct jenv *env);

/* Sorts in place and stably; after() says whether two items are to change places. */
void jsort(struct jrun *r, struct jval *items, uint32_t count,
           bool (*after)(struct jrun *r, struct jval left, struct jval right, void *arg), void *arg);

#endif
