/* S3 reads the policies of buckets by itself: what it looks at first, and its words, are not IAM's. */
#include "emulator/services/s3/s3_policy_rules.h"

#include "emulator/base/json.h"
#include "emulator/policy/policy.h"
#include "emulator/policy/policy_compare.h"
#include "emulator/policy/policy_some.h"
#include "emulator/services/s3/s3_actions.h"

struct check {
    struct arena *arena;
    struct span bucket;
    const char *words; /* what is wrong; NULL: nothing yet */
};

static bool wrong(struct check *k, const char *words)
{
    k->words = words;
    return false;
}

static const struct doc *either(const struct doc *s, const char *name, const char *other)
{
    const struct doc *d = doc_get(s, name);

    return d ? d : doc_get(s, other);
}

/* --- principals --------------------------------------------------------------------------------------------------- */

static bool is_principal_type(struct span name)
{
    return span_is(name, "AWS") || span_is(name, "Service") || span_is(name, "CanonicalUser") ||
           span_is(name, "Federated");
}

static bool check_principals(struct check *k, const struct doc *s)
{
    const struct doc *d = either(s, "Principal", "NotPrincipal");

    if (!d) return wrong(k, "Missing required field Principal");
    if (span_is(doc_text(d), "*")) return true;
    if (!doc_is(d, DOC_MAP) || !doc_count(d)) return wrong(k, "Invalid principal in policy");
    for (size_t i = 0; i < d->map.count; i++) {
        const struct doc *some = d->map.members[i].value;
        if (!is_principal_type(d->map.members[i].name) || !policy_some_count(some))
            return wrong(k, "Invalid principal in policy");
        for (size_t n = 0; n < policy_some_count(some); n++)
            if (!doc_text(policy_some_at(some, n)).size) return wrong(k, "Invalid principal in policy");
    }
    return true;
}

/* --- actions and resources ---------------------------------------------------------------------------------------- */

/* A pattern of a statement's, "s3:Get*", against an action of S3's. */
struct pattern {
    struct span text; /* compiled, without "s3:" */
    bool reaches_bucket, reaches_object;
};

static bool matches(const char *action, void *arg)
{
    struct pattern *p = arg;

    return policy_glob_text_matches(p->text, span_of(action), true);
}

static bool pattern_read(struct check *k, struct span text, struct pattern *p)
{
    if (span_is(text, "*")) text = SPAN("s3:*");
    if (!span_is_nocase(span_sub(text, 0, 3), "s3:")) return wrong(k, "Policy has invalid action");
    p->text = policy_glob_compile(k->arena, span_sub(text, 3, SIZE_MAX), GLOB_WILDCARDS).text;
    p->reaches_bucket = s3_actions_any(S3_ACTION_OF_BUCKETS, matches, p);
    p->reaches_object = s3_actions_any(S3_ACTION_OF_OBJECTS, matches, p);
    return p->reaches_bucket || p->reaches_object || wrong(k, "Policy has invalid action");
}

/* The ARN is one of the bucket's: the part before its first slash may have wildcards that stand for its name. */
static bool resource_read(struct check *k, struct span text, struct pattern *reached)
{
    struct span rest = text, name;
    size_t slash;

    for (int i = 0; i < 5; i++) {
        struct span part = { NULL, 0 };
        if (!span_split(&rest, ':', &part) || (i == 0 && !span_is(part, "arn")) || (i == 2 && !span_is(part, "s3")) ||
            (i > 2 && part.size))
            return wrong(k, "Policy has invalid resource");
    }
    slash = span_find(rest, '/');
    name = span_sub(rest, 0, slash);
    if (!name.size ||
        (span_find(name, '$') == name.size &&
         !policy_glob_text_matches(policy_glob_compile(k->arena, name, GLOB_WILDCARDS).text, k->bucket, false)))
        return wrong(k, "Policy has invalid resource");
    if (slash == rest.size) reached->reaches_bucket = true;
    if (slash < rest.size || span_find(rest, '*') < rest.size) reached->reaches_object = true;
    return true;
}

static bool check_resources(struct check *k, const struct doc *s)
{
    const struct doc *actions = either(s, "Action", "NotAction"), *resources = either(s, "Resource", "NotResource");
    bool is_plain = doc_get(s, "Action") && doc_get(s, "Resource");
    struct pattern reached = { .reaches_bucket = false }, p = { .reaches_bucket = false };

    if (!policy_some_count(actions)) return wrong(k, "Missing required field Action");
    if (!policy_some_count(resources)) return wrong(k, "Missing required field Resource");
    for (size_t i = 0; i < policy_some_count(actions); i++)
        if (!pattern_read(k, doc_text(policy_some_at(actions, i)), &p)) return false;
    for (size_t i = 0; i < policy_some_count(resources); i++)
        if (!resource_read(k, doc_text(policy_some_at(resources, i)), &reached)) return false;
    for (size_t i = 0; is_plain && i < policy_some_count(actions); i++) {
        pattern_read(k, doc_text(policy_some_at(actions, i)), &p);
        if ((p.reaches_bucket && reached.reaches_bucket) || (p.reaches_object && reached.reaches_object)) continue;
        return wrong(k, "Action does not apply to any resource(s) in statement");
    }
    return true;
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

static bool is_key(struct span key)
{
    return s3_is_condition_key(key) || !span_is_nocase(span_sub(key, 0, 3), "s3:");
}

static bool check_conditions(struct check *k, const struct doc *s)
{
    const struct doc *condition = doc_get(s, "Condition");

    for (size_t i = 0; i < doc_count(condition); i++) {
        struct policy_condition c = { 0 };
        const struct doc *keys = condition->map.members[i].value;
        struct span name = condition->map.members[i].name;
        if (!policy_condition_name(name, &c))
            return wrong(k, arena_printf(k->arena, "Invalid Condition type : %.*s", SPAN_ARG(name)));
        for (size_t n = 0; n < doc_count(keys); n++) {
            const struct doc *values = keys->map.members[n].value;
            if (!is_key(keys->map.members[n].name) ||
                span_find(keys->map.members[n].name, ':') == keys->map.members[n].name.size)
                return wrong(k, "Policy has an invalid condition key");
            for (size_t v = 0; v < policy_some_count(values); v++)
                if (!policy_condition_value_fits(&c, policy_scalar(k->arena, policy_some_at(values, v))))
                    return wrong(
                        k, arena_printf(k->arena, "Invalid value in Conditions for operator %.*s", SPAN_ARG(name)));
        }
    }
    return true;
}

/* --- the document ------------------------------------------------------------------------------------------------- */

static bool check_effect(struct check *k, const struct doc *s)
{
    struct span effect = doc_get_str(s, "Effect");

    if (!effect.data) return wrong(k, "Missing required field Effect");
    if (span_is(effect, "Allow") || span_is(effect, "Deny")) return true;
    return wrong(k, arena_printf(k->arena, "Invalid effect: %.*s", SPAN_ARG(effect)));
}

static bool check_statement(struct check *k, const struct doc *s)
{
    if (!doc_is(s, DOC_MAP)) return wrong(k, "Invalid policy syntax.");
    return check_effect(k, s) && check_principals(k, s) && check_resources(k, s) && check_conditions(k, s);
}

static bool check_version(struct check *k, const struct doc *document)
{
    struct span version = doc_get_str(document, "Version");

    if (!doc_get(document, "Version") || span_is(version, "2012-10-17") || span_is(version, "2008-10-17")) return true;
    return wrong(k, "The policy must contain a valid version string");
}

static bool check_document(struct check *k, const struct doc *document)
{
    const struct doc *statements = doc_get(document, "Statement");

    if (!check_version(k, document)) return false;
    if (!statements) return wrong(k, "Missing required field Statement");
    if (!policy_some_count(statements)) return wrong(k, "Could not parse the policy: Statement is empty!");
    for (size_t i = 0; i < policy_some_count(statements); i++)
        if (!check_statement(k, policy_some_at(statements, i))) return false;
    return true;
}

const char *s3_policy_wrong(struct arena *a, struct span text, struct span bucket)
{
    struct check k = { .arena = a, .bucket = bucket };
    const struct doc *document;

    if (!text.size || text.data[0] != '{') return "Policies must be valid JSON and the first byte must be '{'";
    document = json_parse(a, text, NULL);
    if (!document) return "This policy contains invalid Json";
    if (json_text(a, document).size > S3_POLICY_BYTES_MAX)
        return "Normalized policy document exceeds the maximum allowed size of 20480 bytes";
    if (!check_document(&k, document)) return k.words;
    return policy_compile(a, text, POLICY_RESOURCE, NULL) ? NULL : "Invalid policy syntax.";
}

/* --- public? ------------------------------------------------------------------------------------------------------ */

static bool is_fixed(struct span value)
{
    return span_find(value, '*') == value.size && span_find(value, '?') == value.size &&
           span_find(value, '$') == value.size;
}

/* AWS: an address range is fixed when it is not too wide: /8 of IPv4, /32 of IPv6. */
static bool is_narrow(struct span network)
{
    size_t slash = span_find(network, '/');
    bool is_v6 = span_find(network, ':') < network.size;
    int64_t bits;

    if (!policy_is_network(network)) return false;
    if (slash == network.size) return true;
    return span_int(span_sub(network, slash + 1, SIZE_MAX), &bits) && bits >= (is_v6 ? 32 : 8);
}

static bool is_confining_key(struct span key)
{
    static const char *const keys[] = { "aws:SourceArn",
                                        "aws:SourceVpc",
                                        "aws:SourceVpce",
                                        "aws:SourceOwner",
                                        "aws:SourceAccount",
                                        "aws:SourceOrgID",
                                        "aws:PrincipalOrgID",
                                        "aws:PrincipalOrgPaths",
                                        "aws:PrincipalArn",
                                        "aws:PrincipalAccount",
                                        "aws:userid",
                                        "s3:x-amz-server-side-encryption-aws-kms-key-id",
                                        "s3:DataAccessPointArn",
                                        "s3:DataAccessPointAccount" };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (span_is_nocase(key, keys[i])) return true;
    return false;
}

/* Does a condition hold the statement to fixed values of a key? One that a request without the key meets does not. */
static bool confines(struct span operator_name, struct span key, const struct doc *values)
{
    bool is_address = span_is(operator_name, "IpAddress") && span_is_nocase(key, "aws:SourceIp");
    bool is_equal = span_is(operator_name, "StringEquals") || span_is(operator_name, "StringEqualsIgnoreCase") ||
                    span_is(operator_name, "StringLike") || span_is(operator_name, "ArnEquals") ||
                    span_is(operator_name, "ArnLike");

    if (!is_address && !(is_equal && is_confining_key(key))) return false;
    for (size_t i = 0; i < policy_some_count(values); i++) {
        struct span value = doc_text(policy_some_at(values, i));
        if (is_address ? !is_narrow(value) : !is_fixed(value)) return false;
    }
    return policy_some_count(values) > 0;
}

static bool is_confined(const struct doc *condition)
{
    for (size_t i = 0; doc_is(condition, DOC_MAP) && i < doc_count(condition); i++) {
        const struct doc *keys = condition->map.members[i].value;
        for (size_t n = 0; doc_is(keys, DOC_MAP) && n < doc_count(keys); n++)
            if (confines(condition->map.members[i].name, keys->map.members[n].name, keys->map.members[n].value))
                return true;
    }
    return false;
}

/* Everybody, or a principal that is no fixed one. */
static bool is_for_anybody(const struct doc *s)
{
    const struct doc *d = doc_get(s, "Principal");

    if (doc_get(s, "NotPrincipal")) return true;
    if (span_is(doc_text(d), "*")) return true;
    for (size_t i = 0; doc_is(d, DOC_MAP) && i < doc_count(d); i++)
        for (size_t n = 0; n < policy_some_count(d->map.members[i].value); n++)
            if (!is_fixed(doc_text(policy_some_at(d->map.members[i].value, n)))) return true;
    return false;
}

bool s3_policy_is_public(const struct doc *policy)
{
    const struct doc *statements = doc_get(policy, "Statement");

    for (size_t i = 0; i < policy_some_count(statements); i++) {
        const struct doc *s = policy_some_at(statements, i);
        if (span_is(doc_get_str(s, "Effect"), "Allow") && is_for_anybody(s) && !is_confined(doc_get(s, "Condition")))
            return true;
    }
    return false;
}
