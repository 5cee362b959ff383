/* The operators, and when a condition holds. */
#include "emulator/policy/policy_condition.h"

#include <stdio.h>

#include "emulator/base/digest.h"
#include "emulator/policy/policy_compare.h"

struct policy_operator {
    const char *name;
    bool (*fits)(struct span wanted, struct span given, const struct policy_context *context);
    unsigned flags;             /* of the values' patterns */
    bool is_negated;            /* holds where none fits, also for a key that the request has not */
    bool (*takes)(struct span); /* which values it can have; NULL: all */
};

/* --- one value against another ----------------------------------------------------------------------------------- */

static bool string_equals(struct span wanted, struct span given, const struct policy_context *context)
{
    (void)context;
    return span_eq(wanted, given);
}

static bool string_equals_nocase(struct span wanted, struct span given, const struct policy_context *context)
{
    (void)context;
    return wanted.size == given.size && policy_glob_text_matches(wanted, given, true);
}

static bool string_like(struct span wanted, struct span given, const struct policy_context *context)
{
    (void)context;
    return policy_glob_text_matches(wanted, given, false);
}

static bool arn_like(struct span wanted, struct span given, const struct policy_context *context)
{
    (void)context;
    return policy_arn_matches(wanted, given);
}

static bool address_within(struct span wanted, struct span given, const struct policy_context *context)
{
    (void)context;
    return policy_address_is_within(wanted, given);
}

static bool bool_equals(struct span wanted, struct span given, const struct policy_context *context)
{
    (void)context;
    return (span_is_nocase(wanted, "true") && span_is_nocase(given, "true")) ||
           (span_is_nocase(wanted, "false") && span_is_nocase(given, "false"));
}

static bool binary_equals(struct span wanted, struct span given, const struct policy_context *context)
{
    struct span w, g;

    return base64_decode(context->arena, wanted, &w) && base64_decode(context->arena, given, &g) && span_eq(w, g);
}

/* -1, 0, 1, or 2 where they cannot be compared. */
static int number_order(struct span wanted, struct span given)
{
    long double w, g;

    if (!policy_number(wanted, &w) || !policy_number(given, &g)) return 2;
    return (g > w) - (g < w);
}

static int time_order(struct span wanted, struct span given)
{
    int64_t w, g;

    if (!policy_time(wanted, &w) || !policy_time(given, &g)) return 2;
    return (g > w) - (g < w);
}

#define COMPARES(kind, name, test)                                                                         \
    static bool kind##_##name(struct span wanted, struct span given, const struct policy_context *context) \
    {                                                                                                      \
        int order = kind##_order(wanted, given);                                                           \
        (void)context;                                                                                     \
        return order test && order != 2;                                                                   \
    }

COMPARES(number, equals, == 0)
COMPARES(number, less, < 0)
COMPARES(number, less_equals, <= 0)
COMPARES(number, greater, > 0)
COMPARES(number, greater_equals, >= 0)
COMPARES(time, equals, == 0)
COMPARES(time, less, < 0)
COMPARES(time, less_equals, <= 0)
COMPARES(time, greater, > 0)
COMPARES(time, greater_equals, >= 0)

/* --- which values an operator can have --------------------------------------------------------------------------- */

static bool is_number(struct span text)
{
    long double value;

    return policy_number(text, &value);
}

static bool is_time(struct span text)
{
    int64_t ms;

    return policy_time(text, &ms);
}

static bool is_bool(struct span text)
{
    return span_is_nocase(text, "true") || span_is_nocase(text, "false");
}

/* --- the table --------------------------------------------------------------------------------------------------- */

#define VARIABLES GLOB_VARIABLES
#define PATTERN   (GLOB_VARIABLES | GLOB_WILDCARDS)

static const struct policy_operator operators[] = {
    { "StringEquals", string_equals, VARIABLES, false, NULL },
    { "StringNotEquals", string_equals, VARIABLES, true, NULL },
    { "StringEqualsIgnoreCase", string_equals_nocase, VARIABLES, false, NULL },
    { "StringNotEqualsIgnoreCase", string_equals_nocase, VARIABLES, true, NULL },
    { "StringLike", string_like, PATTERN, false, NULL },
    { "StringNotLike", string_like, PATTERN, true, NULL },
    { "NumericEquals", number_equals, VARIABLES, false, is_number },
    { "NumericNotEquals", number_equals, VARIABLES, true, is_number },
    { "NumericLessThan", number_less, VARIABLES, false, is_number },
    { "NumericLessThanEquals", number_less_equals, VARIABLES, false, is_number },
    { "NumericGreaterThan", number_greater, VARIABLES, false, is_number },
    { "NumericGreaterThanEquals", number_greater_equals, VARIABLES, false, is_number },
    { "DateEquals", time_equals, VARIABLES, false, is_time },
    { "DateNotEquals", time_equals, VARIABLES, true, is_time },
    { "DateLessThan", time_less, VARIABLES, false, is_time },
    { "DateLessThanEquals", time_less_equals, VARIABLES, false, is_time },
    { "DateGreaterThan", time_greater, VARIABLES, false, is_time },
    { "DateGreaterThanEquals", time_greater_equals, VARIABLES, false, is_time },
    { "Bool", bool_equals, VARIABLES, false, is_bool },
    { "BinaryEquals", binary_equals, 0, false, NULL },
    { "IpAddress", address_within, VARIABLES, false, policy_is_network },
    { "NotIpAddress", address_within, VARIABLES, true, policy_is_network },
    { "ArnEquals", arn_like, PATTERN, false, NULL },
    { "ArnLike", arn_like, PATTERN, false, NULL },
    { "ArnNotEquals", arn_like, PATTERN, true, NULL },
    { "ArnNotLike", arn_like, PATTERN, true, NULL },
    { "Null", NULL, 0, false, is_bool },
};

/* --- the interface ----------------------------------------------------------------------------------------------- */

static bool take_prefix(struct span *name, const char *prefix)
{
    size_t size = strlen(prefix);

    if (name->size < size || !span_is_nocase(span_sub(*name, 0, size), prefix)) return false;
    *name = span_sub(*name, size, SIZE_MAX);
    return true;
}

/* AWS: operators' names are taken in any case. */
bool policy_condition_name(struct span name, struct policy_condition *condition)
{
    static const struct span suffix = { "IfExists", 8 };
    bool is_null;

    if (take_prefix(&name, "ForAllValues:")) condition->set = SET_FOR_ALL_VALUES;
    else if (take_prefix(&name, "ForAnyValue:")) condition->set = SET_FOR_ANY_VALUE;
    if (name.size > suffix.size && span_is_nocase(span_sub(name, name.size - suffix.size, suffix.size), suffix.data)) {
        condition->if_exists = true;
        name.size -= suffix.size;
    }
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (!span_is_nocase(name, operators[i].name)) continue;
        condition->op = operators + i;
        is_null = !operators[i].fits;
        return !is_null || (!condition->if_exists && condition->set == SET_NONE);
    }
    return false;
}

unsigned policy_condition_flags(const struct policy_condition *condition)
{
    return condition->op->flags;
}

bool policy_condition_value_fits(const struct policy_condition *condition, struct span value)
{
    bool (*takes)(struct span) = condition->op->takes;

    for (size_t i = 0; i + 1 < value.size; i++)
        if (value.data[i] == '$' && value.data[i + 1] == '{') return true;
    return !takes || takes(value);
}

static bool one_fits(const struct policy_condition *c, struct span given, const struct policy_context *context)
{
    for (size_t i = 0; i < c->count; i++) {
        struct span wanted = policy_glob_expand(c->values + i, context);
        if (wanted.data && c->op->fits(wanted, given, context)) return true;
    }
    return false;
}

/* Does one value of the request satisfy the operator? Of a negated one, no value of the policy may fit. */
static bool satisfies(const struct policy_condition *c, struct span given, const struct policy_context *context)
{
    return one_fits(c, given, context) != c->op->is_negated;
}

static bool null_holds(const struct policy_condition *c, bool is_there)
{
    for (size_t i = 0; i < c->count; i++)
        if (span_is_nocase(c->values[i].text, is_there ? "false" : "true")) return true;
    return false;
}

/* A key with several values and no set operator is taken as ForAnyValue, and a negated one as ForAllValues, so that
 * "not equals" means none of them. */
static bool wants_all(const struct policy_condition *c)
{
    return c->set == SET_FOR_ALL_VALUES || (c->set == SET_NONE && c->op->is_negated);
}

bool policy_condition_holds(const struct policy_condition *c, const struct policy_context *context)
{
    struct policy_values given = { NULL, 0 };
    bool is_there = context->find(context, c->key, &given) && given.count > 0;

    if (!c->op->fits) return null_holds(c, is_there);
    if (!is_there)
        return c->if_exists || c->set == SET_FOR_ALL_VALUES || (c->op->is_negated && c->set != SET_FOR_ANY_VALUE);
    for (size_t i = 0; i < given.count; i++)
        if (satisfies(c, given.items[i], context) != wants_all(c)) return !wants_all(c);
    return wants_all(c);
}
