/* Pages of IAM's lists: Marker, MaxItems and IsTruncated.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
#ifndef NUBE_IAM_LIST_H
#define NUBE_IAM_LIST_H

#include "emulator/core/call.h"

struct iam_page {
    size_t size;       /* MaxItems, 100 by default */
    struct span after; /* the key behind which the page begins; absent: it is the first */
};

/* What the input asks for. -1: its Marker is none. */
int iam_page_begin(struct call *c, struct iam_page *page);

/* Puts IsTruncated, and the Marker behind `last` where there is more. */
void iam_page_end(struct call *c, bool is_truncated, struct span last);

/* Puts a page of the list `all` as `member`. Its items are texts, or maps whose member `key` tells them apart; they
 * are sorted by it without regard to case, unless the list is short enough to be there whole between two calls. */
int iam_page_list(struct call *c, const char *member, struct doc *all, const char *key);

#endif
