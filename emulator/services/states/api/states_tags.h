/* Tags of machines and activities. */
#ifndef NUBE_STATES_TAGS_H
#define NUBE_STATES_TAGS_H

#include "emulator/core/call.h"

int states_tag_resource(struct call *c);
int states_untag_resource(struct call *c);
int states_list_tags_for_resource(struct call *c);

/* See struct service, resource_tags. */
struct doc *states_resource_tags(struct call *c, struct span text);

#endif
