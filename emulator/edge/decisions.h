/* What was decided, for people: the latest decisions, and what each principal was ever seen to ask.
 *
 *     GET /_nube/iam/decisions?principal=ARN&action=sqs:*&decision=refused   the latest first
 *     GET /_nube/iam/policy?principal=ARN                                    the least policy that allows all it asked
 */
#ifndef NUBE_DECISIONS_H
#define NUBE_DECISIONS_H

#include "emulator/edge/condition_keys.h"
#include "emulator/http/http.h"

#define DECISIONS_MAX 1024  /* the latest that are kept */
#define SEEN_MAX      16384 /* different questions of which it is known that they were asked */

/* From any thread. Takes what it keeps. */
void decisions_add(const struct policy_question *q, struct condition_source *source, const struct policy_decision *d,
                   bool is_enforced);

void decisions_clear(void);

/* Pages, see admin.c. */
void decisions_page(const struct http_request *request, struct http_response *response);

/* One question that a principal asked: for working out the least policy. */
struct seen {
    uint64_t digest;                                 /* of the question */
    char *principal, *action, *resource, *passed_to; /* passed_to: "" for none */
    int64_t allowed, refused;                        /* how often */
    char reason[64];                                 /* of the last refusal; "" when it was never refused */
};

/* Calls fn with each of that principal (its user's or role's ARN), under a lock: fn takes what it needs. */
void decisions_each_seen(struct span principal, void (*fn)(const struct seen *s, void *arg), void *arg);

#endif
