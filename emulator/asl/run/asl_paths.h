/* The fields of JSONPath states. Where a function gives false, the state has failed. An absent path or template changes
 * nothing. */
#ifndef NUBE_ASL_PATHS_H
#define NUBE_ASL_PATHS_H

#include "emulator/asl/run/asl_branch.h"

/* InputPath or OutputPath applied to *value. */
bool asl_path_apply(struct asl_execution *x, struct asl_branch *b, const struct asl_path *p, struct asl_payload *value);

/* The raw input through InputPath; a JSONata state's as it is. */
bool asl_state_input(struct asl_execution *x, struct asl_branch *b, struct asl_payload *effective);

/* *value becomes what the template makes of it. */
bool asl_state_template(struct asl_execution *x, struct asl_branch *b, const struct asl_template *t,
                        struct asl_payload *value);

/* The result put into the raw input, as ResultPath says. */
bool asl_result_place(struct asl_execution *x, struct asl_branch *b, struct asl_payload *result);

/* The whole number, not negative, that a path refers to; `field` names it. */
bool asl_state_seconds(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p,
                       struct asl_payload *input, const char *field, int64_t *seconds);

/* What TimestampPath refers to. */
bool asl_state_timestamp(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input, int64_t *ms);

/* A text as it is, anything else as JSON. */
struct span asl_plain_text(struct asl_execution *x, const struct doc *d);

#endif
