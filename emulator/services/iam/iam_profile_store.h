/* The SQL of which role is in which instance profile. */
#ifndef NUBE_IAM_PROFILE_STORE_H
#define NUBE_IAM_PROFILE_STORE_H

#include "emulator/base/doc.h"

struct db;

void iam_store_profile_role_set(struct db *db, int64_t profile, int64_t role);
void iam_store_profile_role_clear(struct db *db, int64_t profile);

/* The id of its role; 0: it has none. */
int64_t iam_store_profile_role(struct db *db, int64_t profile);

/* The names of the profiles that a role is in, in their order. */
struct doc *iam_store_profiles_of_role(struct db *db, struct arena *a, int64_t role);

#endif
