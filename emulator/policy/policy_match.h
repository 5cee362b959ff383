/* Does a statement speak of this question? */
#ifndef NUBE_POLICY_MATCH_H
#define NUBE_POLICY_MATCH_H

#include "emulator/policy/policy_decide.h"

/* How closely a statement's principals name the caller. A broader name gives less: see policy_decide.c. */
enum policy_named { NAMED_NOT, NAMED_ACCOUNT, NAMED_ROLE, NAMED_EXACTLY };
enum policy_named policy_principals_name(const struct policy_statement *s, const struct policy_caller *caller);

/* The question's action as statements have it. */
struct policy_action {
    struct span text; /* in lower case */
    uint64_t vendor;  /* policy_vendor_bit */
};

struct policy_action policy_action_of(const struct policy_question *q);

bool policy_statement_matches(const struct policy_statement *s, const struct policy_question *q,
                              const struct policy_action *action);

#endif
