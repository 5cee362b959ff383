/* The decision: may this principal do this?
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
#ifndef NUBE_POLICY_DECIDE_H
#define NUBE_POLICY_DECIDE_H

#include "emulator/policy/policy.h"

enum policy_who { WHO_ROOT, WHO_USER, WHO_ROLE, WHO_FEDERATED, WHO_SERVICE, WHO_ORIGIN, WHO_ANONYMOUS };

/* Who asks, with all the names that a policy may give them. Absent spans where one does not apply. */
struct policy_caller {
    enum policy_who who;
    struct span account;
    struct span arn;       /* of the user, or of the session */
    struct span role_arn;  /* of a session: its role's */
    struct span user_id;   /* "AIDA…", "AROA…:session" */
    struct span service;   /* "sns.amazonaws.com" */
    struct span canonical; /* the account's canonical user id, where services name it so */
    struct span federated; /* of who comes with a token: the provider's name or ARN */
};

struct policy_set {
    const struct policy *const *items;
    size_t count;
};

struct policy_question {
    const struct policy_caller *caller;
    struct span action;   /* "sqs:SendMessage": its case does not count */
    struct span resource; /* an ARN or "*" */
    const struct policy_context *context;

    struct policy_set identity;    /* of the user and their groups, or of the role */
    const struct policy *boundary; /* NULL: none */
    struct policy_set session;     /* of AssumeRole and its like */
    bool has_session;              /* there are such: what they do not allow is refused */
    const struct policy *attached; /* the resource's own; NULL: it has none */
    bool is_trust;                 /* `attached` is a role's trust */
    bool needs_attached;           /* a role, a key: nobody but whom `attached` allows, whatever else allows it */
    bool is_cross_account;         /* the resource is another account's than the caller's: both sides must allow */
};

/* Which policies decided. */
enum policy_part { PART_NONE, PART_IDENTITY, PART_RESOURCE, PART_TRUST, PART_BOUNDARY, PART_SESSION };

struct policy_decision {
    bool is_allowed;
    bool is_explicit;                         /* a statement says Deny; else none says Allow */
    enum policy_part part;                    /* that denies, or that did not allow; of an allowed one: that allowed */
    const struct policy *policy;              /* the statement's, or NULL */
    const struct policy_statement *statement; /* that decided, or NULL where none did */
    const struct policy_statement *let_by;    /* of the resource's, without which it would not be allowed, or NULL */
};

struct policy_decision policy_decide(const struct policy_question *q);

/* One statement against the question, part by part: for telling why. The principal counts only where it names some. */
struct policy_fit {
    bool principal, action, resource, condition;
    const struct policy_condition *failed; /* the first condition that does not hold */
};
struct policy_fit policy_fit_of(const struct policy_statement *s, const struct policy_question *q);

#endif
