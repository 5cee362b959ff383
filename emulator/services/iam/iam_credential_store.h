/* The SQL of what a user proves itself with: access keys, SSH keys, certificates, passwords, MFA devices that are
 * enabled. Each belongs to a user, or to the account's root, which is an entity without a row (iam_caller.h). */
#ifndef NUBE_IAM_CREDENTIAL_STORE_H
#define NUBE_IAM_CREDENTIAL_STORE_H

#include "emulator/services/iam/iam_entity_store.h"

struct iam_credential {
    struct span id, kind; /* "AKIA…", "access-key" */
    struct span account;
    int64_t entity;     /* whose; 0: the root's */
    struct span status; /* "Active" */
    int64_t created_ms;
    struct doc *detail; /* what its kind alone has; a map, never NULL */
};

bool iam_store_credential_find(struct db *db, struct arena *a, struct span id, struct iam_credential *cr);
void iam_store_credential_insert(struct db *db, const struct iam_credential *cr);
void iam_store_credential_update(struct db *db, const struct iam_credential *cr); /* its status and detail */
void iam_store_credential_delete(struct db *db, struct span id);

/* The ids of an entity's, of that kind, the oldest first; and how many there are, of all kinds where it is NULL. */
struct doc *iam_store_credential_ids(struct db *db, struct arena *a, const struct iam_entity *owner, const char *kind);
int64_t iam_store_credential_count(struct db *db, const struct iam_entity *owner, const char *kind);

/* How many of that kind all of an account have. */
int64_t iam_store_credential_count_kind(struct db *db, struct span account, const char *kind);

#endif
