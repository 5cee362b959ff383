/* The SQL of who is in which group. */
#ifndef NUBE_IAM_MEMBER_STORE_H
#define NUBE_IAM_MEMBER_STORE_H

#include "emulator/base/doc.h"

struct db;

void iam_store_member_add(struct db *db, int64_t group, int64_t user);
void iam_store_member_remove(struct db *db, int64_t group, int64_t user);

/* The names of up to `count` users of a group behind `after`, in their order. */
struct doc *iam_store_member_users(struct db *db, struct arena *a, int64_t group, struct span after, int64_t count);

/* The names of a user's groups, in their order. */
struct doc *iam_store_member_groups(struct db *db, struct arena *a, int64_t user);

#endif
