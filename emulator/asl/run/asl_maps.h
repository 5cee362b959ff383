/* What every Map does. Where a function gives false, the state has failed. */
#ifndef NUBE_ASL_MAPS_H
#define NUBE_ASL_MAPS_H

#include "emulator/asl/run/asl_branch.h"

/* Its items, and how many are worked on at once. */
bool asl_map_prepare(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input);

/* A child's input, from its item. False with *e, and nothing has failed yet. */
bool asl_map_item_select(struct asl_execution *x, struct asl_branch *b, struct asl_branch *child, struct doc *input,
                         struct asl_error *e);

/* The number, not negative where it is whole, that a path refers to; `field` names it. */
bool asl_map_integer(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p, const char *field,
                     struct asl_payload *input, int64_t *value);
bool asl_map_number(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p, const char *field,
                    struct asl_payload *input, double *value);

#endif
