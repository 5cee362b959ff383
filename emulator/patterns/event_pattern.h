/* Event patterns: which events a pipe or an event source mapping wants. Pure logic, no I/O.
 *
 *     { "body": { "kind": ["order", "refund"], "amount": [{ "numeric": [">", 10] }] } }
 *
 * A pattern is an object. Its leaves are lists, one of whose rules must hold; all of its members must. A list in an
 * event matches where one of its items does.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html,
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html */
#ifndef NUBE_EVENT_PATTERN_H
#define NUBE_EVENT_PATTERN_H

#include "emulator/base/doc.h"

/* Is it one: an object with lists of known rules at its leaves, none of them empty? NULL is none. */
bool event_pattern_is_valid(const struct doc *pattern);

/* Does the event match the pattern, which is valid? */
bool event_pattern_matches(const struct doc *pattern, const struct doc *event);

/* Patterns of filters as AWS's operations take them, a list of { "Pattern": TEXT }, as a list of documents in the
 * arena. NULL: there is none. *is_valid tells whether all of them are. */
struct doc *event_patterns_read(struct arena *a, const struct doc *filters, bool *is_valid);

/* Does any of those patterns match? Without patterns (NULL) every event does. */
bool event_patterns_match(const struct doc *patterns, const struct doc *event);

#endif
