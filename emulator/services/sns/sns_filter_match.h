/* Does a message match a filter policy? */
#ifndef NUBE_SNS_FILTER_MATCH_H
#define NUBE_SNS_FILTER_MATCH_H

#include "emulator/services/sns/sns_filter_policy.h"

/* Where a value stands: a name within what is above it. */
struct filter_step {
    struct span name;
    const struct filter_step *above;
};

/* A message's values, each with where it stands; made once, compared with many policies. */
struct filter_value {
    const struct filter_step *step;
    const struct doc *value; /* text, number, boolean or null */
};

struct filter_message {
    struct filter_value *values;
    size_t count;
};

/* The values of message attributes (a map of { DataType, StringValue }): Strings, Numbers, and each item of a String.Array. Binary ones are not looked at. */
void filter_message_attributes(struct arena *a, const struct doc *attributes, struct filter_message *m);

/* The values of a body: each leaf, lists gone through. A policy's path is the names to it joined by dots. False when it is no JSON object, which no policy
 * matches. */
bool filter_message_body(struct arena *a, struct span body, struct filter_message *m);

bool filter_matches(const struct filter_policy *policy, const struct filter_message *m);

#endif
