/* What hangs on topics: permissions, tags, data protection policies. */
#ifndef NUBE_SNS_RESOURCES_H
#define NUBE_SNS_RESOURCES_H

#include "emulator/core/call.h"

/* A list of { Key, Value } as a map. */
struct doc *sns_tags_from_list(struct call *c, const struct doc *list);

/* Are the keys distinct, and not too many? 0, or -1 with a fault. */
int sns_tags_check(struct call *c, const struct doc *list);

/* The document of PutDataProtectionPolicy, or of CreateTopic; empty is well. 0, or -1 with a fault. */
int sns_data_protection_check(struct call *c, struct span policy);

int sns_add_permission(struct call *c);
int sns_remove_permission(struct call *c);
int sns_tag_resource(struct call *c);
int sns_untag_resource(struct call *c);
int sns_list_tags_for_resource(struct call *c);
int sns_get_data_protection_policy(struct call *c);
int sns_put_data_protection_policy(struct call *c);

/* See struct service. */
struct span sns_topic_policy(struct call *c, struct span arn);
struct doc *sns_topic_tags(struct call *c, struct span arn);

#endif
