/* Lists of tags, sorted by their keys. AWS: keys of users and of roles are alike in any case (`nocase`), others are
 * not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
#ifndef NUBE_IAM_TAG_LIST_H
#define NUBE_IAM_TAG_LIST_H

#include "emulator/core/call.h"

/* Adds a list of { Key, Value }, or NULL, to `to`. -1: a key comes twice, is AWS's own, or there are more than
 * fifty. */
int iam_tag_list_add(struct call *c, struct doc *to, const struct doc *tags, bool nocase);

/* The list without the tags of these keys, a list of texts. */
struct doc *iam_tag_list_without(struct arena *a, const struct doc *tags, const struct doc *keys, bool nocase);

#endif
