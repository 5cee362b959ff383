/* Tags and resource policies, and what DynamoDB tells of the account. */
#ifndef NUBE_DYNAMODB_RESOURCES_H
#define NUBE_DYNAMODB_RESOURCES_H

#include "emulator/services/dynamodb/store/dynamodb_store.h"

int dynamodb_tag_resource(struct call *c);
int dynamodb_untag_resource(struct call *c);
int dynamodb_list_tags_of_resource(struct call *c);
int dynamodb_put_resource_policy(struct call *c);
int dynamodb_get_resource_policy(struct call *c);
int dynamodb_delete_resource_policy(struct call *c);
int dynamodb_describe_limits(struct call *c);
int dynamodb_describe_endpoints(struct call *c);

/* Of a table that CreateTable makes: NULL or the text of a ValidationException; and keeping them. */
const char *ddb_tags_check(struct arena *a, const struct doc *tags);
const char *ddb_policy_check(struct arena *a, struct span policy);

/* And as it is kept, with its principals' unique ids: -1 with the fault where one of them is nobody. */
int ddb_policy_keep(struct call *c, struct span *policy);
void ddb_resources_put(struct call *c, int64_t space, struct span table_name, const struct doc *tags,
                       struct span policy);

/* The table goes, and its tags and policies with it. */
void ddb_resources_of_deleted(struct call *c, int64_t space, struct span table_name);

/* See struct service: of a table or a stream. */
struct span ddb_resource_policy(struct call *c, struct span arn);
struct doc *ddb_resource_tags(struct call *c, struct span arn);

#endif
