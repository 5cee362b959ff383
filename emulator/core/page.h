/* Pages of lists. A page's token is the base64 of the key of its last item, so that the next page goes on behind it
 * whatever was added or deleted in between. `member` is the token's name: "NextToken" in the input as in the output
 * unless they differ ("Marker", "NextMarker"). */
#ifndef NUBE_PAGE_H
#define NUBE_PAGE_H

#include "emulator/core/call.h"

/* The key behind which the page begins: absent, or 0, for the first one. False when the input's token is none; the
 * caller words the fault. */
bool page_after(struct call *c, const char *member, struct span *after);
bool page_after_number(struct call *c, const char *member, int64_t *after);

/* Puts the token of the page behind the item with this key into the output. */
void page_continue(struct call *c, const char *member, struct span last);
void page_continue_number(struct call *c, const char *member, int64_t last);

#endif
