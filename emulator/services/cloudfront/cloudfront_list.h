/* Lists of resources: pages by id. */
#ifndef NUBE_CLOUDFRONT_LIST_H
#define NUBE_CLOUDFRONT_LIST_H

#include "emulator/services/cloudfront/cloudfront_kinds.h"

/* List of a kind: all of the caller's. */
int cloudfront_list_resources(struct call *c);

/* The caller's resources of these ids, which are in order: the ids themselves, or what is told of each, as the output's
 * shape has it. */
int cloudfront_list_of_ids(struct call *c, const char *kind, const struct doc *ids);

/* How many items MaxItems lets a page have. 0, or -1 with the fault. */
int cloudfront_list_size(struct call *c, int64_t *size);

/* Puts so many of these items from the first on, or fewer, into the output's one list; each has a key, a text, by which
 * the next page goes on. */
void cloudfront_list_put(struct call *c, const struct doc *items, const struct doc *keys, size_t first, int64_t size);

/* The same, for items that are in the order of their keys: the page that Marker and MaxItems ask for. */
int cloudfront_list_page(struct call *c, const struct doc *items, const struct doc *keys);

#endif
