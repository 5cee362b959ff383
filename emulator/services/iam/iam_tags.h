/* TagUser, TagRole, … of what the input names. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
#ifndef NUBE_IAM_TAGS_H
#define NUBE_IAM_TAGS_H

#include "emulator/core/call.h"

int iam_tag_entity(struct call *c);
int iam_untag_entity(struct call *c);
int iam_list_entity_tags(struct call *c);

#endif
