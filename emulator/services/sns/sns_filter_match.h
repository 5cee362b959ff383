/* Does a message match a filter policy? */
#ifndef NUBE_SNS_FILTER_MATCH_H
#define NUBE_SNS_FILTER_MATCH_H

#include "emulator/services/sns/sns_filter_policy.h"

/* A message's attributes (a map of { DataType, StringValue }) as filters see them: Strings, Numbers, and a
 * String.Array as a list; no Binary ones. */
struct doc *sns_filter_message_attributes(struct arena *a, const struct doc *attributes);

/* A body as filters see it; NULL when it is no JSON object, which no policy matches. */
struct doc *sns_filter_message_body(struct arena *a, struct span body);

bool sns_filter_matches(struct arena *a, const struct sns_filter_policy *policy, const struct doc *message);

#endif
