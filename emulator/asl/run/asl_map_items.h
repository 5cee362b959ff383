/* What a distributed Map's items become. Parts tell where they came from, one file after the other: {"End": the index
 * after its last item, "Source": text, "IsKeyed": whether they are the {"Key", "Value"} of an object}. NULL instead:
 * the items are the state's own data, an array or an object. */
#ifndef NUBE_ASL_MAP_ITEMS_H
#define NUBE_ASL_MAP_ITEMS_H

#include "emulator/asl/run/asl_branch.h"

/* Adds a part that ends with the last of `items`. */
void asl_map_items_part(struct doc *parts, const struct doc *items, struct span source, bool is_keyed);

/* s3://… of what was asked for. */
struct span asl_map_items_source(struct arena *a, const struct doc *asked, bool is_listing);

/* Each item as its selector makes it. NULL when the state has failed. */
struct doc *asl_map_items_select(struct asl_execution *x, struct asl_branch *b, struct doc *items, struct doc *parts);

/* The inputs in batches, and in counts how many each holds. NULL when the state has failed. */
struct doc *asl_map_items_batch(struct asl_execution *x, struct asl_branch *b, struct doc *inputs, struct doc *counts);

#endif
