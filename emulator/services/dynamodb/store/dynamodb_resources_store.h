/* Tags and resource policies in the database: by the name within DynamoDB ("table/Orders",
 * "table/Orders/stream/2026-…"). */
#ifndef NUBE_DYNAMODB_RESOURCES_STORE_H
#define NUBE_DYNAMODB_RESOURCES_STORE_H

#include "emulator/services/dynamodb/store/dynamodb_store.h"

extern const char ddb_resources_schema[];

void ddb_store_tag_put(struct call *c, int64_t space, struct span key, struct span value);
void ddb_store_tag_remove(struct call *c, int64_t space, struct span key);

/* Appends {Key, Value} for each tag behind `after` (absent: from the start), in order, at most `max`. */
void ddb_store_tags(struct call *c, int64_t space, struct span after, int max, struct doc *tags);
int64_t ddb_store_tag_count(struct call *c, int64_t space);

/* Absent when the resource has no policy; its revision too. */
struct span ddb_store_policy(struct call *c, struct span resource, struct span *revision);
struct span ddb_store_policy_in(struct call *c, struct span account, struct span region, struct span resource,
                                struct span *revision);
void ddb_store_policy_put(struct call *c, struct span resource, struct span policy, const char *revision);

void ddb_store_policy_delete(struct call *c, struct span resource);

/* Of the resource and of all within it. */
void ddb_store_policies_delete(struct call *c, struct span resource);
void ddb_store_tags_delete(struct call *c, int64_t space);

#endif
