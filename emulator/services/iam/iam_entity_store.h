/* The SQL of IAM's entities. What comes back lies in the arena that was given. */
#ifndef NUBE_IAM_ENTITY_STORE_H
#define NUBE_IAM_ENTITY_STORE_H

#include "emulator/services/iam/iam_kind.h"

struct db;

struct iam_entity {
    enum iam_kind kind;
    int64_t id, created_ms; /* its row's */
    struct span account, name, path, unique_id, arn;
    struct span description; /* or absent */
    struct span boundary;    /* the ARN of its permissions boundary, or absent */
    struct doc *tags;        /* a list of { Key, Value }, sorted by the key; never NULL once it was found or created */
    struct doc *detail;      /* what its kind alone has, named as in the API; a map, never NULL */
};

extern const char *const iam_schema[];

/* False: there is none. Names are alike in any case. */
bool iam_store_entity_find(struct db *db, struct arena *a, struct span account, enum iam_kind kind, struct span name,
                           struct iam_entity *e);
bool iam_store_entity_find_id(struct db *db, struct arena *a, int64_t id, struct iam_entity *e);
bool iam_store_entity_find_unique(struct db *db, struct arena *a, struct span unique_id, struct iam_entity *e);

/* Has the account users or roles? */
bool iam_store_has_principals(struct db *db, struct span account);

void iam_store_entity_insert(struct db *db, struct iam_entity *e); /* sets its id */

/* Writes all of it but its kind and account; the ARN is made anew by whoever reads. */
void iam_store_entity_update(struct db *db, const struct iam_entity *e);
void iam_store_entity_delete(struct db *db, const struct iam_entity *e);

/* The names of up to `count` behind `after`, below a path's prefix, in their order. */
struct doc *iam_store_entity_names(struct db *db, struct arena *a, struct span account, enum iam_kind kind,
                                   struct span path_prefix, struct span after, int64_t count);
int64_t iam_store_entity_count(struct db *db, struct span account, enum iam_kind kind);

/* How many have this policy as their boundary. */
int64_t iam_store_boundary_count(struct db *db, struct span account, struct span policy_arn);

#endif
