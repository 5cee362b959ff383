/* Pages of Lambda's lists: fifty at most, whatever MaxItems says. */
#ifndef NUBE_LAMBDA_PAGE_H
#define NUBE_LAMBDA_PAGE_H

#include "emulator/core/call.h"

#define LAMBDA_PAGE_MAX 50

int lambda_page_size(const struct call *c);

/* The key behind which the page begins, of the input's Marker. 0, or -1 with the fault. */
int lambda_page_after(struct call *c, struct span *after);
int lambda_page_after_number(struct call *c, int64_t *after);

#endif
