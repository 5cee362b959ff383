/* AWS: a configuration is of the second generation when its first rule has a Filter. Its words for what is wrong are
 * those that it was seen to give; what its schema rules out is MalformedXML. */
#include "emulator/services/s3/s3_lifecycle_rules.h"

#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_names.h"

#define RULES_MAX        1000
#define ID_MAX           255
#define SIZE_MAX_ALLOWED INT64_C(1099511627776000)
#define DAY_MS           (24 * 3600 * INT64_C(1000))

/* A rule on its way. */
struct checking {
    struct call *call;
    struct doc *rule;
    bool is_second; /* generation */
    bool has_days, has_dates;
};

static int malformed(struct checking *k)
{
    return s3_raise_malformed_xml(k->call);
}

static int invalid(struct checking *k, const char *words)
{
    return fault(k->call, &s3_invalid_request, "%s", words);
}

static int unfit(struct checking *k, const char *words)
{
    return fault(k->call, &s3_invalid_argument, "%s", words);
}

/* Must a number of days, where it is there, be one at least? */
static int check_positive(struct checking *k, const struct doc *action, const char *member, const char *words)
{
    return doc_get(action, member) && doc_get_int(action, member, 0) < 1 ? unfit(k, words) : 0;
}

static int check_midnight(struct checking *k, const struct doc *action)
{
    if (!doc_get(action, "Date")) return 0;
    k->has_dates = true;
    return doc_get_int(action, "Date", 0) % DAY_MS ? unfit(k, "'Date' must be at midnight GMT") : 0;
}

/* --- the filter --------------------------------------------------------------------------------------------------- */

/* The filter's predicates: its own one, or those of its And. */
static const struct doc *predicates(const struct doc *rule)
{
    const struct doc *filter = doc_get(rule, "Filter"), *both = doc_get(filter, "And");

    return both ? both : filter;
}

static bool has_tags(const struct doc *rule)
{
    return doc_get(predicates(rule), "Tag") || doc_get(predicates(rule), "Tags");
}

static bool has_sizes(const struct doc *rule)
{
    return doc_get(predicates(rule), "ObjectSizeGreaterThan") || doc_get(predicates(rule), "ObjectSizeLessThan");
}

static int check_sizes(struct checking *k, const struct doc *of)
{
    int64_t above = doc_get_int(of, "ObjectSizeGreaterThan", 0), below = doc_get_int(of, "ObjectSizeLessThan", 1);
    bool has_both = doc_get(of, "ObjectSizeGreaterThan") && doc_get(of, "ObjectSizeLessThan");

    if (above < 0 || above > SIZE_MAX_ALLOWED)
        return invalid(k, "'ObjectSizeGreaterThan' should be between 0 and 1099511627776000.");
    if (below < 1 || below > SIZE_MAX_ALLOWED)
        return invalid(k, "'ObjectSizeLessThan' should be between 1 and 1099511627776000.");
    if (has_both && below <= above)
        return invalid(k, "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.");
    return 0;
}

static int check_tags(struct checking *k, const struct doc *tags)
{
    for (size_t i = 0; i < doc_count(tags); i++)
        for (size_t n = 0; n < i; n++)
            if (span_eq(doc_get_str(doc_at(tags, n), "Key"), doc_get_str(doc_at(tags, i), "Key")))
                return invalid(k, "Duplicate Tag Keys are not allowed.");
    return 0;
}

/* One predicate at most; And has two at least. */
static int check_filter(struct checking *k)
{
    const struct doc *filter = doc_get(k->rule, "Filter"), *both = doc_get(filter, "And");
    size_t tags = doc_count(doc_get(both, "Tags"));

    if (doc_count(filter) > 1) return malformed(k);
    if (both && doc_count(both) - (tags > 0) + tags < 2) return malformed(k);
    return check_tags(k, doc_get(both, "Tags")) || check_sizes(k, predicates(k->rule)) ? -1 : 0;
}

static int check_scope(struct checking *k)
{
    const struct doc *filter = doc_get(k->rule, "Filter"), *prefix = doc_get(k->rule, "Prefix");

    if (!filter && !prefix) return malformed(k);
    if (k->is_second && prefix)
        return invalid(k,
                       "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.");
    if (!k->is_second && filter) return invalid(k, "Filter element can only be used in Lifecycle V2.");
    return check_filter(k);
}

/* --- the actions -------------------------------------------------------------------------------------------------- */

static int check_expiration(struct checking *k)
{
    const struct doc *e = doc_get(k->rule, "Expiration");

    if (!e) return 0;
    if (doc_count(e) != 1) return malformed(k);
    if (doc_get(e, "Days")) k->has_days = true;
    if (doc_get(e, "ExpiredObjectDeleteMarker") && has_tags(k->rule))
        return invalid(k, "ExpiredObjectDeleteMarker cannot be specified with Tags.");
    if (doc_get(e, "ExpiredObjectDeleteMarker") && has_sizes(k->rule))
        return invalid(k, "ExpiredObjectDeleteMarker cannot be specified with Object Size.");
    if (check_positive(k, e, "Days", "'Days' for Expiration action must be a positive integer")) return -1;
    return check_midnight(k, e);
}

static bool is_infrequent(struct span class)
{
    return span_is(class, "STANDARD_IA") || span_is(class, "ONEZONE_IA");
}

static bool is_class_twice(const struct doc *transitions, size_t i)
{
    for (size_t n = 0; n < i; n++)
        if (span_eq(doc_get_str(doc_at(transitions, n), "StorageClass"),
                    doc_get_str(doc_at(transitions, i), "StorageClass")))
            return true;
    return false;
}

static int check_transition(struct checking *k, const struct doc *transitions, size_t i)
{
    const struct doc *t = doc_at(transitions, i), *e = doc_get(k->rule, "Expiration");
    struct span class = doc_get_str(t, "StorageClass");
    int64_t days = doc_get_int(t, "Days", 30);

    if (!class.size || !doc_get(t, "Days") == !doc_get(t, "Date")) return malformed(k);
    if (doc_get(t, "Days")) k->has_days = true;
    if (days < 0) return unfit(k, "'Days' for Transition action must be nonnegative");
    if (days < 30 && is_infrequent(class))
        return fault(k->call, &s3_invalid_argument,
                     "'Days' in Transition action must be greater than or equal to 30 for storageClass '%.*s'",
                     SPAN_ARG(class));
    if (doc_get(t, "Days") && doc_get(e, "Days") && doc_get_int(e, "Days", 0) <= days)
        return fault(k->call, &s3_invalid_argument,
                     "'Days' in the Expiration action for filter '(prefix=%.*s)' must be greater than 'Days' in the "
                     "Transition action",
                     SPAN_ARG(doc_get_str(doc_get(k->rule, "Prefix") ? k->rule : predicates(k->rule), "Prefix")));
    if (is_class_twice(transitions, i))
        return invalid(k, "'StorageClass' must be different for 'Transition' actions in same 'Rule'");
    return check_midnight(k, t);
}

static int check_transitions(struct checking *k)
{
    const struct doc *transitions = doc_get(k->rule, "Transitions");

    for (size_t i = 0; i < doc_count(transitions); i++)
        if (check_transition(k, transitions, i)) return -1;
    if (k->has_days && k->has_dates)
        return fault(k->call, &s3_invalid_request,
                     "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for "
                     "filter '(prefix=%.*s)'",
                     SPAN_ARG(doc_get_str(doc_get(k->rule, "Prefix") ? k->rule : predicates(k->rule), "Prefix")));
    return 0;
}

static int check_newer(struct checking *k, const struct doc *action, const char *words)
{
    if (doc_get(action, "NewerNoncurrentVersions") && !k->is_second)
        return invalid(k, "NewerNoncurrentVersions element can only be used in Lifecycle V2.");
    return check_positive(k, action, "NewerNoncurrentVersions", words);
}

static int check_noncurrent(struct checking *k)
{
    const struct doc *e = doc_get(k->rule, "NoncurrentVersionExpiration"),
                     *transitions = doc_get(k->rule, "NoncurrentVersionTransitions");

    if (e && !doc_get(e, "NoncurrentDays")) return malformed(k);
    if (check_positive(k, e, "NoncurrentDays",
                       "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer") ||
        check_newer(k, e,
                    "'NewerNoncurrentVersions' for NoncurrentVersionExpiration action must be a positive integer"))
        return -1;
    for (size_t i = 0; i < doc_count(transitions); i++) {
        const struct doc *t = doc_at(transitions, i);
        if (!doc_get(t, "StorageClass") || !doc_get(t, "NoncurrentDays")) return malformed(k);
        if (is_class_twice(transitions, i))
            return invalid(k,
                           "'StorageClass' must be different for 'NoncurrentVersionTransition' actions in same 'Rule'");
        if (check_newer(k, t,
                        "'NewerNoncurrentVersions' for NoncurrentVersionTransition action must be a positive integer"))
            return -1;
    }
    return 0;
}

static int check_abort(struct checking *k)
{
    const struct doc *a = doc_get(k->rule, "AbortIncompleteMultipartUpload");

    if (!a) return 0;
    if (!doc_get(a, "DaysAfterInitiation")) return malformed(k);
    if (has_tags(k->rule)) return invalid(k, "AbortIncompleteMultipartUpload cannot be specified with Tags.");
    if (has_sizes(k->rule)) return invalid(k, "AbortIncompleteMultipartUpload cannot be specified with Object Size.");
    return check_positive(k, a, "DaysAfterInitiation",
                          "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer");
}

static int check_actions(struct checking *k)
{
    static const char *const actions[] = { "Expiration", "Transitions", "NoncurrentVersionTransitions",
                                           "NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload" };
    size_t count = 0;

    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) count += doc_get(k->rule, actions[i]) != NULL;
    if (!count) return invalid(k, "At least one action needs to be specified in a rule");
    return check_expiration(k) || check_transitions(k) || check_noncurrent(k) || check_abort(k) ? -1 : 0;
}

/* --- the rules ---------------------------------------------------------------------------------------------------- */

static int check_ids(struct call *c, const struct doc *rules)
{
    for (size_t i = 0; i < doc_count(rules); i++) {
        struct span id = doc_get_str(doc_at(rules, i), "ID");
        if (span_code_points(id) > ID_MAX)
            return fault(c, &s3_invalid_argument, "ID length should not exceed allowed limit of %d", ID_MAX);
        for (size_t n = 0; n < i && id.size; n++)
            if (span_eq(doc_get_str(doc_at(rules, n), "ID"), id))
                return fault(c, &s3_invalid_argument, "Rule ID must be unique. Found same ID for more than one rule");
    }
    return 0;
}

static int check_minimum(struct call *c, struct doc *body)
{
    struct span told = doc_get_str(c->in, "TransitionDefaultMinimumObjectSize");

    if (!told.data) told = SPAN("all_storage_classes_128K");
    if (!span_is(told, "all_storage_classes_128K") && !span_is(told, "varies_by_storage_class"))
        return fault(c, &s3_invalid_request, "Invalid TransitionDefaultMinimumObjectSize found");
    doc_put_str(body, "TransitionDefaultMinimumObjectSize", told);
    doc_put_str(c->out, "TransitionDefaultMinimumObjectSize", told);
    return 0;
}

int s3_check_lifecycle(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    const struct doc *rules = doc_get(body, "Rules");
    struct checking k = { .call = c, .is_second = doc_get(doc_at(rules, 0), "Filter") };

    (void)b;
    if (!doc_count(rules) || doc_count(rules) > RULES_MAX) return s3_raise_malformed_xml(c);
    if (check_ids(c, rules) || check_minimum(c, body)) return -1;
    for (size_t i = 0; i < doc_count(rules); i++) {
        k.rule = doc_at(rules, i);
        k.has_days = k.has_dates = false;
        if (check_scope(&k) || check_actions(&k)) return -1;
        if (!doc_get_str(k.rule, "ID").size) doc_put_str(k.rule, "ID", s3_random_id(&c->arena));
    }
    return 0;
}
