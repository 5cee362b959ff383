/* Choice rules. Every comparison is a row: the kind of values it takes and the orders that satisfy it; its …Path form
 * is the same row. A value of another kind does not match; it is no error. */
#include "emulator/asl/definition/asl_choice.h"

#include "emulator/base/times.h"

enum value_kind { OF_STRINGS, OF_NUMBERS, OF_BOOLEANS, OF_TIMESTAMPS, MATCHES_PATTERN, IS_OF_TYPE };

enum { LESS = 1, EQUAL = 2, GREATER = 4 };

struct asl_comparison {
    const char *name;
    enum value_kind kind;
    int orders; /* which of LESS, EQUAL, GREATER satisfy it; IS_OF_TYPE: which type */
    bool has_path_form;
};

enum { TYPE_NULL, TYPE_PRESENT, TYPE_NUMERIC, TYPE_STRING, TYPE_BOOLEAN, TYPE_TIMESTAMP };

static const struct asl_comparison comparisons[] = {
    { "StringEquals", OF_STRINGS, EQUAL, true },
    { "StringLessThan", OF_STRINGS, LESS, true },
    { "StringGreaterThan", OF_STRINGS, GREATER, true },
    { "StringLessThanEquals", OF_STRINGS, LESS | EQUAL, true },
    { "StringGreaterThanEquals", OF_STRINGS, GREATER | EQUAL, true },
    { "StringMatches", MATCHES_PATTERN, 0, false },
    { "NumericEquals", OF_NUMBERS, EQUAL, true },
    { "NumericLessThan", OF_NUMBERS, LESS, true },
    { "NumericGreaterThan", OF_NUMBERS, GREATER, true },
    { "NumericLessThanEquals", OF_NUMBERS, LESS | EQUAL, true },
    { "NumericGreaterThanEquals", OF_NUMBERS, GREATER | EQUAL, true },
    { "BooleanEquals", OF_BOOLEANS, EQUAL, true },
    { "TimestampEquals", OF_TIMESTAMPS, EQUAL, true },
    { "TimestampLessThan", OF_TIMESTAMPS, LESS, true },
    { "TimestampGreaterThan", OF_TIMESTAMPS, GREATER, true },
    { "TimestampLessThanEquals", OF_TIMESTAMPS, LESS | EQUAL, true },
    { "TimestampGreaterThanEquals", OF_TIMESTAMPS, GREATER | EQUAL, true },
    { "IsNull", IS_OF_TYPE, TYPE_NULL, false },
    { "IsPresent", IS_OF_TYPE, TYPE_PRESENT, false },
    { "IsNumeric", IS_OF_TYPE, TYPE_NUMERIC, false },
    { "IsString", IS_OF_TYPE, TYPE_STRING, false },
    { "IsBoolean", IS_OF_TYPE, TYPE_BOOLEAN, false },
    { "IsTimestamp", IS_OF_TYPE, TYPE_TIMESTAMP, false },
};

static const struct asl_comparison *comparison_find(struct span name, bool *is_path)
{
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
        *is_path = false;
        if (span_is(name, comparisons[i].name)) return &comparisons[i];
        if (!comparisons[i].has_path_form || !span_ends(name, "Path")) continue;
        *is_path = true;
        if (span_is(span_sub(name, 0, name.size - 4), comparisons[i].name)) return &comparisons[i];
    }
    return NULL;
}

const char *asl_choice_operators(struct arena *a)
{
    const char *text = "";

    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
        const char *name = comparisons[i].name;

        text = arena_printf(a, "%s%s%s", text, i ? ", " : "", name);
        if (comparisons[i].has_path_form) text = arena_printf(a, "%s, %sPath", text, name);
    }
    return text;
}

bool asl_choice_operator_known(struct span name)
{
    bool is_path;

    return comparison_find(name, &is_path) != NULL;
}

static bool compile_rules(struct arena *a, const struct doc *rules, struct asl_choice *choice, const char **error)
{
    choice->count = doc_is(rules, DOC_LIST) ? (uint32_t)doc_count(rules) : 1;
    choice->rules = ARENA_ARRAY(a, struct asl_choice, choice->count + 1);
    if (!doc_is(rules, DOC_LIST)) return asl_choice_compile(a, rules, choice->rules, error);
    for (uint32_t i = 0; i < choice->count; i++) {
        if (!asl_choice_compile(a, doc_at(rules, i), &choice->rules[i], error)) return false;
    }
    return true;
}

static bool compile_comparison(struct arena *a, const struct doc *rule, struct asl_choice *choice, const char **error)
{
    choice->kind = CHOICE_COMPARE;
    if (!(choice->variable = jsonpath_compile(a, doc_get_str(rule, "Variable"), error))) return false;
    for (uint32_t i = 0; i < rule->map.count; i++) {
        bool is_path;
        const struct asl_comparison *c = comparison_find(rule->map.members[i].name, &is_path);

        if (!c) continue;
        choice->comparison = c;
        choice->operand = rule->map.members[i].value;
        if (is_path && !(choice->operand_path = jsonpath_compile(a, doc_text(choice->operand), error))) return false;
        return true;
    }
    *error = "a comparison operator is missing";
    return false;
}

bool asl_choice_compile(struct arena *a, const struct doc *rule, struct asl_choice *choice, const char **error)
{
    struct doc *rules;

    *error = NULL;
    if (!doc_is(rule, DOC_MAP)) {
        *error = "a rule is an object";
        return false;
    }
    if ((rules = doc_get(rule, "And"))) choice->kind = CHOICE_AND;
    else if ((rules = doc_get(rule, "Or"))) choice->kind = CHOICE_OR;
    else if ((rules = doc_get(rule, "Not"))) choice->kind = CHOICE_NOT;
    else return compile_comparison(a, rule, choice, error);
    return compile_rules(a, rules, choice, error);
}

static int order_of(int64_t difference)
{
    return difference < 0 ? LESS : difference > 0 ? GREATER : EQUAL;
}

static bool numbers_match(const struct doc *a, const struct doc *b, int orders)
{
    double x = doc_as_double(a), y = doc_as_double(b);

    if (!doc_is_number(a) || !doc_is_number(b)) return false;
    return orders & (doc_equal(a, b) ? EQUAL : x < y ? LESS : x > y ? GREATER : EQUAL);
}

static bool timestamps_match(const struct doc *a, const struct doc *b, int orders)
{
    int64_t x, y;

    if (!time_parse_iso8601(doc_text(a), &x) || !time_parse_iso8601(doc_text(b), &y)) return false;
    return orders & order_of(x - y);
}

/* `*` matches any run, a backslash takes what follows it as it is. Steps back to the last star only, so time is bounded
 * by the product of the sizes. */
static bool pattern_matches(struct span text, struct span pattern)
{
    size_t t = 0, p = 0, star = SIZE_MAX, resume = 0;

    while (t < text.size) {
        if (p < pattern.size && pattern.data[p] == '*') {
            star = ++p;
            resume = t;
            continue;
        }
        if (p < pattern.size) {
            bool escaped = pattern.data[p] == '\\' && p + 1 < pattern.size;

            if (pattern.data[p + escaped] == text.data[t]) {
                p += 1 + escaped;
                t++;
                continue;
            }
        }
        if (star == SIZE_MAX) return false;
        p = star;
        t = ++resume;
    }
    while (p < pattern.size && pattern.data[p] == '*') p++;
    return p == pattern.size;
}

static bool is_of_type(const struct doc *value, int type)
{
    int64_t ms;

    switch (type) {
    case TYPE_NULL: return doc_is(value, DOC_NULL);
    case TYPE_PRESENT: return value != NULL;
    case TYPE_NUMERIC: return doc_is_number(value);
    case TYPE_STRING: return doc_is(value, DOC_STRING);
    case TYPE_BOOLEAN: return doc_is(value, DOC_BOOL);
    case TYPE_TIMESTAMP: return doc_is(value, DOC_STRING) && time_parse_iso8601(doc_text(value), &ms);
    }
    return false;
}

static bool values_match(const struct asl_comparison *c, const struct doc *a, const struct doc *b)
{
    switch (c->kind) {
    case OF_STRINGS:
        return doc_is(a, DOC_STRING) && doc_is(b, DOC_STRING) &&
               (c->orders & order_of(span_compare(doc_text(a), doc_text(b))));
    case OF_NUMBERS: return numbers_match(a, b, c->orders);
    case OF_BOOLEANS: return doc_is(a, DOC_BOOL) && doc_is(b, DOC_BOOL) && a->boolean == b->boolean;
    case OF_TIMESTAMPS: return timestamps_match(a, b, c->orders);
    case MATCHES_PATTERN:
        return doc_is(a, DOC_STRING) && doc_is(b, DOC_STRING) && pattern_matches(doc_text(a), doc_text(b));
    case IS_OF_TYPE: break;
    }
    return doc_is(b, DOC_BOOL) && is_of_type(a, c->orders) == b->boolean;
}

/* AWS: "Invalid path '…': The choice state's condition path references an invalid value." */
static int nowhere(struct asl_scope *s, const struct jsonpath *p)
{
    asl_scope_fail(s, "States.Runtime",
                   "Invalid path '%.*s': The choice state's condition path references an invalid value.",
                   SPAN_ARG(p->text));
    return -1;
}

static int comparison_holds(const struct asl_choice *c, struct asl_scope *s)
{
    struct doc *value = asl_path_value(c->variable, s, NULL), *operand = c->operand;

    if (!value && !(c->comparison->kind == IS_OF_TYPE && c->comparison->orders == TYPE_PRESENT))
        return nowhere(s, c->variable);
    if (c->operand_path && !(operand = asl_path_value(c->operand_path, s, NULL))) return nowhere(s, c->operand_path);
    return values_match(c->comparison, value, operand);
}

int asl_choice_holds(const struct asl_choice *c, struct asl_scope *s)
{
    if (c->kind == CHOICE_COMPARE) return comparison_holds(c, s);
    for (uint32_t i = 0; i < c->count; i++) {
        int holds = asl_choice_holds(&c->rules[i], s);

        if (holds < 0) return holds;
        if (c->kind == CHOICE_NOT) return !holds;
        if (c->kind == CHOICE_AND && !holds) return 0;
        if (c->kind == CHOICE_OR && holds) return 1;
    }
    return c->kind == CHOICE_AND;
}
