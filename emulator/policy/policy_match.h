/* Does a statement speak of this question? */
#ifndef NUBE_POLICY_MATCH_H
#define NUBE_POLICY_MATCH_H

#include "emulator/policy/policy_decide.h"

/* How closely a statement's principals name the caller. A broader name gives less: see policy_decide.c. */
enum policy_named { NAMED_NOT, NAMED_ACCOUNT, NAMED_ROLE, NAMED_EXACTLY };
enum policy_named policy_principals_name(const struct policy_statement *s, const struct policy_caller *caller);

/* `action` is in lower case. */
bool policy_statement_matches(const struct policy_statement *s, const struct policy_question *q, struct span action);

/* The question's action in lower case, in the context's arena. */
struct span policy_action_lower(const struct policy_question *q);

#endif
