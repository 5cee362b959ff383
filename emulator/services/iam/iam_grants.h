/* What was granted to a user or a role: all policies that say what it may do. For who asks whether a call is allowed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
#ifndef NUBE_IAM_GRANTS_H
#define NUBE_IAM_GRANTS_H

#include "emulator/core/call.h"

struct db;

/* A policy: inline, or a managed one in its default version. */
struct iam_grant {
    struct span name;     /* the policy's */
    struct span arn;      /* of a managed one, AWS's or the account's; absent: it is inline */
    struct span holder;   /* the ARN of whom it is given to: the user or the role itself, or one of the user's groups */
    struct span document; /* as it was sent */
    bool is_of_account;   /* no policy that anybody put: the account's password policy lets users change theirs */
    const struct iam_grant *next;
};

struct iam_grants {
    struct span arn, unique_id; /* the user's, the group's or the role's */
    const struct iam_grant *first;
    struct span boundary_arn, boundary; /* the permissions boundary and its document; absent: it has none */
    struct doc *tags;                   /* a map, or NULL */
    struct span trust;                  /* of a role: who may assume it; else absent */
};

/* By the name, in any case, in an account. All lies in the arena. False: there is none of that name. Whether the
 * store failed is for the caller to ask (db_failed). */
bool iam_grants_of_user(struct db *db, struct arena *a, struct span account, struct span name, struct iam_grants *g);
bool iam_grants_of_group(struct db *db, struct arena *a, struct span account, struct span name, struct iam_grants *g);
bool iam_grants_of_role(struct db *db, struct arena *a, struct span account, struct span name, struct iam_grants *g);

/* The trust of the role of that ARN: see struct service, resource_policy. Absent when there is no such role. */
struct span iam_grants_trust(struct call *c, struct span arn);

/* The tags of what has that ARN, as a map: see struct service, resource_tags. */
struct doc *iam_resource_tags(struct call *c, struct span arn);

/* The tables that these read, for what is kept of them (store/watch.h); ends with NULL. */
extern const char *const iam_grants_tables[];

#endif
