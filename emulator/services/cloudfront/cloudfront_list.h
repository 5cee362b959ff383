/* Lists of resources: pages by id. */
#ifndef NUBE_CLOUDFRONT_LIST_H
#define NUBE_CLOUDFRONT_LIST_H

#include "emulator/services/cloudfront/cloudfront_kinds.h"

/* List of a kind: all of the caller's. */
int cloudfront_list_resources(struct call *c);

/* Puts the page of these items that Marker and MaxItems ask for into the output's one list. The items are in the order
 * of their keys; the key of each is the text of that name, or the item itself where it is a text. */
int cloudfront_list_page(struct call *c, const struct doc *items, const struct doc *keys);

#endif
