/* What a pipe does with an event, as pure logic: filling input templates.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
 */
#ifndef NUBE_PIPES_RULES_H
#define NUBE_PIPES_RULES_H

#include "emulator/base/doc.h"

/* Who the pipe is, for the reserved variables of templates. */
struct pipes_names {
    struct span arn, name, source, target;
    int64_t now_ms;
};

/* The record, transformed by the template; an absent or empty one leaves it as it is. */
struct doc *pipes_transform(struct arena *a, struct span text, const struct doc *record,
                            const struct pipes_names *names);

#endif
