/* The statements of a resource policy, as they are kept: a list. */
#ifndef NUBE_LAMBDA_STATEMENTS_H
#define NUBE_LAMBDA_STATEMENTS_H

#include "emulator/core/call.h"

/* Where the statement with that Sid is; the list's count: nowhere. And the list without one of them. */
size_t lambda_statement_find(const struct doc *statements, struct span id);
struct doc *lambda_statements_without(struct call *c, const struct doc *statements, size_t at);

/* ResourceConflictException: it is there already. ResourceNotFoundException: it is not. -1. */
int lambda_statement_conflict(struct call *c, struct span id);
int lambda_statement_lacks(struct call *c, struct span id);

/* A policy document of them. */
struct span lambda_policy_text(struct call *c, struct doc *statements);

#endif
