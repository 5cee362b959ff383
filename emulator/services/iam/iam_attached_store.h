/* The SQL of which managed policies are attached to whom. */
#ifndef NUBE_IAM_ATTACHED_STORE_H
#define NUBE_IAM_ATTACHED_STORE_H

#include "emulator/base/doc.h"

struct db;

void iam_store_attached_add(struct db *db, int64_t entity, struct span policy_arn);
bool iam_store_attached_remove(struct db *db, int64_t entity, struct span policy_arn);
void iam_store_attached_clear(struct db *db, int64_t entity);
bool iam_store_attached_has(struct db *db, int64_t entity, struct span policy_arn);
int64_t iam_store_attached_count(struct db *db, int64_t entity);

/* The ARNs of an entity's policies. */
struct doc *iam_store_attached_arns(struct db *db, struct arena *a, int64_t entity);

/* To how many of an account's entities a policy is attached. */
int64_t iam_store_attached_entity_count(struct db *db, struct span account, struct span policy_arn);

/* The ids of an account's entities that a policy is attached to, or whose boundary it is, or both; by kind and
 * name. */
struct doc *iam_store_attached_entities(struct db *db, struct arena *a, struct span account, struct span policy_arn,
                                        bool as_policy, bool as_boundary);

#endif
