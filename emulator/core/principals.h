/* The users and roles that policies name. AWS keeps their unique ids in place of their ARNs: who is deleted is named no
 * more, also when another gets the name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
#ifndef NUBE_PRINCIPALS_H
#define NUBE_PRINCIPALS_H

#include "emulator/core/call.h"

struct principal {
    struct span arn, id; /* "AIDA…", "AROA…" */
};

enum principal_found {
    PRINCIPAL_IS_THERE,
    PRINCIPAL_IS_NOT,
    PRINCIPAL_IS_ELSEWHERE /* in an account that has neither users nor roles here: nobody knows */
};

/* Set at its start by the service that has them: finds one by its ARN or its unique id with c->db, into the call's
 * arena. */
typedef enum principal_found principal_find_fn(struct call *c, struct span name, struct principal *p);
void principals_register(principal_find_fn *find);

/* The same for CloudFront's origin access identities, who have ARNs in an account "cloudfront" and canonical user ids of
 * their own. Never PRINCIPAL_IS_ELSEWHERE. */
void principals_register_origins(principal_find_fn *find);

/* Is it the canonical user id of an origin access identity that is there? Those have 96 characters. */
bool principals_is_origin(struct call *c, struct span canonical_id);

/* For what a call puts or tells: the `arg` of the two below. */
struct principals {
    struct call *c;
    const char *wrong_type; /* of the first that is nobody: "AWS", "SERVICE", "CanonicalUser"; NULL: all are good */
    struct span wrong;
};

/* For policy_principals_rename of a policy that is put: what AWS keeps in place of the name it was given. */
struct span principals_kept(struct span type, struct span name, void *principals);

/* And of one that is told: the ARN of who has that unique id; absent where nobody has it, or it is none. */
struct span principals_told(struct span type, struct span name, void *principals);

#endif
