/* The SQL of managed policies' versions. */
#ifndef NUBE_IAM_VERSION_STORE_H
#define NUBE_IAM_VERSION_STORE_H

#include "emulator/services/iam/iam_entity_store.h"

void iam_store_version_insert(struct db *db, int64_t policy, int64_t number, struct span document, int64_t created_ms);

/* Its document, and when it was made, unless that is NULL; absent when there is none. */
struct span iam_store_version(struct db *db, struct arena *a, int64_t policy, int64_t number, int64_t *created_ms);

/* The numbers of a policy's versions, the newest first. */
struct doc *iam_store_version_numbers(struct db *db, struct arena *a, int64_t policy);

void iam_store_version_delete(struct db *db, int64_t policy, int64_t number);
void iam_store_versions_delete(struct db *db, int64_t policy);

/* How many versions all policies of an account have. */
int64_t iam_store_version_count(struct db *db, struct span account);

#endif
