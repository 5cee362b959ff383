/* What a call asks to be allowed: an action on a resource, one or several at a time. An operation's row says which
 * by its `asks`; IAM's names for them are in https://docs.aws.amazon.com/service-authorization/latest/reference/ */
#ifndef NUBE_ASK_H
#define NUBE_ASK_H

#include "emulator/core/call.h"

struct ask {
    const char *action;   /* "sqs:SendMessage" */
    struct span resource; /* an ARN, or "*" where AWS names none */
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

/* The action of the call's row: what the row says, or SERVICE:NAME, or, where the service's actions are HTTP's
 * methods, SERVICE:METHOD. */
const char *ask_action(struct call *c);

#endif
