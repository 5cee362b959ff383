/* Names, ARNs and page tokens of Step Functions: pure rules. */
#ifndef NUBE_STATES_RULES_H
#define NUBE_STATES_RULES_H

#include "emulator/core/call.h"

/* AWS: 1 to 80 characters without white space, brackets, wildcards, control and other special characters. */
bool states_name_is_valid(struct span name);

/* An ARN taken apart. `name` is of the state machine, `rest` of what follows it: an execution's name, a version or
 * alias; absent for none. */
struct states_arn {
    struct span text, region, account, type, name, rest;
};

/* False unless the text is arn:PARTITION:states:REGION:ACCOUNT:TYPE:NAME[:REST]. */
bool states_arn_parse(struct span text, struct states_arn *arn);

/* The same; raises InvalidArn otherwise. */
int states_arn_read(struct call *c, struct span text, struct states_arn *arn);

/* The same, and of this type ("stateMachine", "execution"). */
int states_arn_require(struct call *c, struct span text, const char *type, struct states_arn *arn);

/* Why an execution's input is not JSON, in AWS's words; NULL when it is. */
const char *states_input_refusal(struct arena *a, struct span input);

/* Page tokens: opaque to the client, a number to us. An absent token is 0; false for one that is not ours. */
struct span states_token_make(struct arena *a, int64_t position);
bool states_token_read(struct arena *a, struct span token, int64_t *position);

#endif
