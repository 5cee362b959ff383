/* What a call asks to be allowed: an action on a resource, one or several at a time. An operation's row says which
 * by its `asks`; IAM's names for them are in https://docs.aws.amazon.com/service-authorization/latest/reference/ */
#ifndef NUBE_ASK_H
#define NUBE_ASK_H

#include "emulator/core/call.h"

struct ask {
    const char *action;    /* "sqs:SendMessage" */
    struct span resource;  /* an ARN, or "*" where AWS names none */
    const char *passed_to; /* of iam:PassRole: the service that is to have the role, "lambda.amazonaws.com" */
    const struct ask *next;
};

/* All that the call asks, in the row's order; an operation whose row says nothing asks for its action on "*". NULL
 * for an operation that AWS allows everybody (NO_PERMISSION). In the call's arena, made at the first use. Names in
 * the input must be resolved, and c->db, when it is set, is used to complete an ARN that the input alone does not
 * give (a role's path). */
const struct ask *ask_list(struct call *c);

/* For a row's `asks`: the row's own action on this resource. */
void ask_for(struct call *c, struct span resource);

/* The same for another action than the row's. */
void ask_for_action(struct call *c, const char *action, struct span resource);

/* The caller hands a role to a service, which will act by it: iam:PassRole on the role, with iam:PassedToService.
 * Nothing for an absent ARN. */
void ask_pass_role(struct call *c, struct span role_arn, const char *service);

/* The path of the call's REST row, with its labels filled in from the input: "/restapis/a1/stages". In the call's arena. */
struct span ask_path(struct call *c);

/* A condition key that the call has, of the service's own: "dynamodb:LeadingKeys". Told once for each of its values;
 * what is absent is not told. For a service's `condition_keys`. */
void ask_key(struct call *c, const char *key, struct span value);

struct ask_key {
    const char *key;
    struct span value;
    const struct ask_key *next;
};

/* The value of one; absent when the call has none of it. */
struct span ask_key_find(struct call *c, const char *key);

/* All of them, in the call's arena; made at the first use. */
const struct ask_key *ask_keys(struct call *c);

/* The action of the call's row: what the row says, or SERVICE:NAME, or, where the service's actions are HTTP's
 * methods, SERVICE:METHOD. */
const char *ask_action(struct call *c);

#endif
