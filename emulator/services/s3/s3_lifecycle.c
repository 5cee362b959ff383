/* Each rule is asked by itself; of what they want the strongest is done. */
#include "emulator/services/s3/s3_lifecycle.h"
#include "emulator/services/s3/s3_rules.h"

#define DAY_MS INT64_C(86400000)

/* AWS: smaller objects are not worth a transition, unless a filter on sizes says otherwise. */
#define TRANSITION_SIZE_MIN 131072

int64_t s3_lifecycle_due_ms(int64_t from_ms, int64_t days)
{
    int64_t at = from_ms + days * DAY_MS;

    return (at + DAY_MS - 1) / DAY_MS * DAY_MS;
}

/* --- which rules apply -------------------------------------------------------------------------------------------- */

static bool starts_with(struct span key, struct span prefix)
{
    return span_eq(span_sub(key, 0, prefix.size), prefix);
}

/* A rule's own prefix, its filter, or what its filter says together. */
static const struct doc *scope_of(const struct doc *rule)
{
    const struct doc *filter = doc_get(rule, "Filter"), *both = doc_get(filter, "And");

    return both ? both : filter ? filter : rule;
}

static bool has_sizes(const struct doc *scope)
{
    return doc_get(scope, "ObjectSizeGreaterThan") || doc_get(scope, "ObjectSizeLessThan");
}

static bool is_on(const struct doc *rule)
{
    return span_is(doc_get_str(rule, "Status"), "Enabled");
}

static bool applies(const struct doc *rule, const struct s3_lifecycle_version *v)
{
    const struct doc *scope = scope_of(rule), *tag = doc_get(scope, "Tag");

    if (!is_on(rule) || !starts_with(v->key, doc_get_str(scope, "Prefix"))) return false;
    if (tag && !s3_tags_have(v->tags, tag)) return false;
    if (!s3_tags_have_all(v->tags, doc_get(scope, "Tags"))) return false;
    if (!has_sizes(scope)) return true;
    return !v->is_marker && v->size > doc_get_int(scope, "ObjectSizeGreaterThan", -1) &&
           v->size < doc_get_int(scope, "ObjectSizeLessThan", INT64_MAX);
}

/* --- what one rule wants ------------------------------------------------------------------------------------------ */

/* When an action with Days or a Date comes due, from there on; false where it has neither. */
static bool action_due(const struct doc *action, int64_t from_ms, int64_t *due_ms)
{
    if (doc_get(action, "Date")) *due_ms = doc_get_int(action, "Date", 0);
    else if (doc_get(action, "Days")) *due_ms = s3_lifecycle_due_ms(from_ms, doc_get_int(action, "Days", 0));
    else return false;
    return true;
}

static bool noncurrent_is_due(const struct doc *action, const struct s3_lifecycle_version *v, int64_t now_ms)
{
    int64_t kept = doc_get_int(action, "NewerNoncurrentVersions", 0);

    if (!doc_get(action, "NoncurrentDays") || v->newer_noncurrent < kept) return false;
    return s3_lifecycle_due_ms(v->superseded_ms, doc_get_int(action, "NoncurrentDays", 0)) <= now_ms;
}

static bool removes(const struct doc *rule, const struct s3_lifecycle_version *v, int64_t now_ms)
{
    const struct doc *expiration = doc_get(rule, "Expiration");
    int64_t due;

    if (!v->is_current) return noncurrent_is_due(doc_get(rule, "NoncurrentVersionExpiration"), v, now_ms);
    if (!v->is_marker || !v->is_alone) return false;
    if (doc_get_bool(expiration, "ExpiredObjectDeleteMarker", false)) return true;
    return action_due(expiration, v->changed_ms, &due) && due <= now_ms;
}

static bool expires(const struct doc *rule, const struct s3_lifecycle_version *v, int64_t now_ms)
{
    int64_t due;

    return v->is_current && !v->is_marker && action_due(doc_get(rule, "Expiration"), v->changed_ms, &due) &&
           due <= now_ms;
}

/* --- transitions -------------------------------------------------------------------------------------------------- */

/* AWS: objects only sink. */
static int depth(struct span class)
{
    static const char *const classes[] = { "STANDARD",   "REDUCED_REDUNDANCY", "STANDARD_IA", "INTELLIGENT_TIERING",
                                           "ONEZONE_IA", "GLACIER_IR",         "GLACIER",     "DEEP_ARCHIVE" };

    for (int i = 0; i < (int)(sizeof classes / sizeof *classes); i++)
        if (span_is(class, classes[i])) return i;
    return 0;
}

static bool is_worth_it(const struct doc *configuration, const struct doc *rule, const struct s3_lifecycle_version *v,
                        struct span class)
{
    struct span minimum = doc_get_str(configuration, "TransitionDefaultMinimumObjectSize");
    bool is_archive = span_is(class, "GLACIER") || span_is(class, "DEEP_ARCHIVE");

    if (v->size >= TRANSITION_SIZE_MIN || has_sizes(scope_of(rule))) return true;
    return span_is(minimum, "varies_by_storage_class") && is_archive;
}

static void transitions_follow(const struct doc *configuration, const struct doc *rule,
                               const struct s3_lifecycle_version *v, int64_t now_ms, struct span *class)
{
    const struct doc *list = doc_get(rule, v->is_current ? "Transitions" : "NoncurrentVersionTransitions");

    for (size_t i = 0; i < doc_count(list) && !v->is_marker; i++) {
        const struct doc *action = doc_at(list, i);
        struct span to = doc_get_str(action, "StorageClass");
        int64_t due;
        bool is_due = v->is_current ? action_due(action, v->changed_ms, &due) && due <= now_ms
                                    : noncurrent_is_due(action, v, now_ms);
        if (is_due && depth(to) > depth(*class) && is_worth_it(configuration, rule, v, to)) *class = to;
    }
}

/* --- all rules ---------------------------------------------------------------------------------------------------- */

enum s3_lifecycle_action s3_lifecycle_decide(const struct doc *configuration, const struct s3_lifecycle_version *v,
                                             int64_t now_ms, struct span *storage_class)
{
    const struct doc *rules = doc_get(configuration, "Rules");
    struct span class = v->storage_class;
    bool expired = false;

    for (size_t i = 0; i < doc_count(rules); i++) {
        const struct doc *rule = doc_at(rules, i);
        if (!applies(rule, v)) continue;
        if (removes(rule, v, now_ms)) return S3_LIFECYCLE_REMOVE;
        expired = expired || expires(rule, v, now_ms);
        transitions_follow(configuration, rule, v, now_ms, &class);
    }
    if (expired) return S3_LIFECYCLE_EXPIRE;
    *storage_class = class;
    return span_eq(class, v->storage_class) ? S3_LIFECYCLE_KEEP : S3_LIFECYCLE_TRANSITION;
}

bool s3_lifecycle_expiry(const struct doc *configuration, const struct s3_lifecycle_version *v, int64_t *when_ms,
                         struct span *rule_id)
{
    const struct doc *rules = doc_get(configuration, "Rules");
    bool found = false;

    for (size_t i = 0; i < doc_count(rules); i++) {
        const struct doc *rule = doc_at(rules, i);
        int64_t due;
        if (!applies(rule, v) || !action_due(doc_get(rule, "Expiration"), v->changed_ms, &due)) continue;
        if (found && due >= *when_ms) continue;
        *when_ms = due;
        *rule_id = doc_get_str(rule, "ID");
        found = true;
    }
    return found;
}

bool s3_lifecycle_aborts(const struct doc *configuration, struct span key, int64_t begun_ms, int64_t now_ms)
{
    const struct doc *rules = doc_get(configuration, "Rules");

    for (size_t i = 0; i < doc_count(rules); i++) {
        const struct doc *rule = doc_at(rules, i), *action = doc_get(rule, "AbortIncompleteMultipartUpload");
        if (!action || !is_on(rule) || !starts_with(key, doc_get_str(scope_of(rule), "Prefix"))) continue;
        if (s3_lifecycle_due_ms(begun_ms, doc_get_int(action, "DaysAfterInitiation", 0)) <= now_ms) return true;
    }
    return false;
}
