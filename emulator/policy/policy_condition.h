/* Conditions: `{"StringLike": {"aws:PrincipalTag/team": ["red*", "blue"]}}` is one of these a key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
#ifndef NUBE_POLICY_CONDITION_H
#define NUBE_POLICY_CONDITION_H

#include "emulator/policy/policy_glob.h"

struct policy_operator;

enum policy_set_operator { SET_NONE, SET_FOR_ANY_VALUE, SET_FOR_ALL_VALUES };

struct policy_condition {
    const struct policy_operator *op;
    enum policy_set_operator set;
    bool if_exists;
    struct span key;
    const struct policy_glob *values; /* one of them must fit; of a negated operator none may */
    size_t count;
};

/* Reads an operator's whole name, "ForAllValues:StringLikeIfExists"; false when AWS has none of that name. */
bool policy_condition_name(struct span name, struct policy_condition *condition);

/* What its values' patterns may hold: flags for policy_glob_compile. */
unsigned policy_condition_flags(const struct policy_condition *condition);

/* Is it a value that the operator can compare with: a number, a time, an address? One with variables is taken. */
bool policy_condition_value_fits(const struct policy_condition *condition, struct span value);

bool policy_condition_holds(const struct policy_condition *condition, const struct policy_context *context);

#endif
