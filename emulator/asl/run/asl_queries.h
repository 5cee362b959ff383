/* JSONata states. Where a function gives false or NULL, the state has failed. An absent query changes nothing. */
#ifndef NUBE_ASL_QUERIES_H
#define NUBE_ASL_QUERIES_H

#include "emulator/asl/run/asl_context.h"

/* The scope of the branch's state, with its raw input. */
void asl_query_scope_open(struct asl_scope *s, struct asl_branch_scope *who, struct asl_execution *x,
                          struct asl_branch *b);

/* Leaves for `next` with Output's value, or `otherwise` when there is no Output. */
enum asl_became asl_query_leave(struct asl_execution *x, struct asl_branch *b, struct asl_scope *s,
                                const struct asl_query *output, const struct asl_query *assign,
                                struct asl_payload otherwise, const struct asl_state *next);

/* The ends of states: of one whose work gave a result, of one whose result is its input, of a Choice. */
enum asl_became asl_query_complete(struct asl_execution *x, struct asl_branch *b, struct asl_payload result);
enum asl_became asl_query_pass_through(struct asl_execution *x, struct asl_branch *b);
enum asl_became asl_query_choice(struct asl_execution *x, struct asl_branch *b);

/* A field's value: a whole number in a range, seconds, anything of a kind (NULL: any), a point in time. */
bool asl_field_integer(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, int64_t least,
                       int64_t most, int64_t *value);
bool asl_field_seconds(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, int64_t least,
                       int64_t *value);
struct doc *asl_field_value(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, const char *kind);
bool asl_field_timestamp(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, int64_t *ms);

/* *value becomes the state's Arguments, where it has any. */
bool asl_field_arguments(struct asl_execution *x, struct asl_branch *b, struct asl_payload *value);

#endif
