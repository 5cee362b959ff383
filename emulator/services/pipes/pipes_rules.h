/* What a pipe does with an event, as pure logic: making SQS records, filtering them, and filling input templates.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html,
 * eb-pipes-event-filtering.html
 */
#ifndef NUBE_PIPES_RULES_H
#define NUBE_PIPES_RULES_H

#include "emulator/base/doc.h"

/* Who the pipe is, for the reserved variables of templates. */
struct pipes_names {
    struct span arn, name, source, target;
    int64_t now_ms;
};

/* The record of a message as ReceiveMessage gives it. */
struct doc *pipes_record(struct arena *a, const struct doc *message, struct span queue_arn, struct span region);

/* Is the filter a JSON object whose leaves are lists? */
bool pipes_pattern_is_valid(struct arena *a, struct span pattern);

/* Does any of the filters match? Without filters every record does. `filters` is a list of {"Pattern": …}. */
bool pipes_filters_match(struct arena *a, const struct doc *filters, const struct doc *record);

/* The record, transformed by the template; an absent or empty one leaves it as it is. */
struct doc *pipes_transform(struct arena *a, struct span text, const struct doc *record,
                            const struct pipes_names *names);

#endif
