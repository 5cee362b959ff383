/* The condition keys of a request and their values: "aws:SourceIp", "dynamodb:LeadingKeys".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
#ifndef NUBE_POLICY_CONTEXT_H
#define NUBE_POLICY_CONTEXT_H

#include "emulator/base/arena.h"

struct policy_values {
    const struct span *items;
    size_t count;
};

/* Who can tell them, asked only for keys that a policy names. */
struct policy_context {
    /* Finds a key, whose case does not count: false when the request has none of it. What it gives lives as long as the
     * arena. */
    bool (*find)(const struct policy_context *context, struct span key, struct policy_values *values);
    struct arena *arena; /* for what a question needs on its way */
    void *arg;           /* find's own */
};

#endif
