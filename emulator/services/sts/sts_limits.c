/* Reading and checking them. */
#include "emulator/services/sts/sts_limits.h"

#include "emulator/policy/policy.h"
#include "emulator/services/sts/sts_faults.h"
#include "emulator/services/sts/sts_iam.h"

#define POLICY_ARNS_MAX 10
#define POLICY_MAX      2048 /* characters */

/* --- policies ----------------------------------------------------------------------------------------------------- */

static int policy_add(struct call *c, struct sts_session *s, struct span document)
{
    struct span words;

    if (!policy_compile(&c->arena, document, POLICY_IDENTITY, &words))
        return fault(c, &sts_malformed_policy, "%.*s", SPAN_ARG(words));
    if (!s->policies) s->policies = doc_list(&c->arena);
    doc_append_str(s->policies, document);
    return 0;
}

int sts_limits_policies(struct call *c, struct sts_session *s)
{
    const struct doc *arns = doc_get(c->in, "PolicyArns");
    struct span inline_policy = doc_get_str(c->in, "Policy");

    if (inline_policy.size > POLICY_MAX)
        return fault(
            c, &sts_validation,
            "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length "
            "less than or equal to %d",
            POLICY_MAX);
    if (inline_policy.data && policy_add(c, s, inline_policy)) return -1;
    if (doc_count(arns) > POLICY_ARNS_MAX)
        return fault(c, &sts_validation, "Request ARN list exceeds the maximum of %d", POLICY_ARNS_MAX);
    for (size_t i = 0; i < doc_count(arns); i++) {
        struct span arn = doc_get_str(doc_at(arns, i), "arn"), document = sts_iam_policy(c, arn);
        if (!document.data)
            return fault(c, &sts_malformed_policy, "PolicyArn %.*s does not exist or is not attachable.",
                         SPAN_ARG(arn));
        if (policy_add(c, s, document)) return -1;
    }
    return 0;
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

static bool has_key(const struct doc *map, struct span key)
{
    for (size_t i = 0; i < doc_count(map); i++)
        if (span_eq_nocase(map->map.members[i].name, key)) return true;
    return false;
}

/* AWS: what a session hands on cannot be set anew. */
static int tags_inherit(struct call *c, const struct sts_session *maker, struct sts_session *s)
{
    const struct doc *tags = doc_get(c->in, "Tags");

    if (!maker || !doc_count(maker->transitive)) return 0;
    s->tags = doc_map(&c->arena);
    s->transitive = doc_copy(&c->arena, maker->transitive);
    for (size_t i = 0; i < doc_count(maker->transitive); i++) {
        struct span key = doc_text(doc_at(maker->transitive, i));
        for (size_t t = 0; t < doc_count(maker->tags); t++)
            if (span_eq_nocase(maker->tags->map.members[t].name, key))
                doc_put_span(s->tags, maker->tags->map.members[t].name, maker->tags->map.members[t].value);
        for (size_t t = 0; t < doc_count(tags); t++)
            if (span_eq_nocase(doc_get_str(doc_at(tags, t), "Key"), key))
                return fault(c, &sts_invalid_parameter_value,
                             "One of the specified transitive tag keys can't be set because it conflicts with a "
                             "transitive tag key from the calling session.");
    }
    return 0;
}

int sts_limits_tags(struct call *c, const struct sts_session *maker, struct sts_session *s)
{
    const struct doc *tags = doc_get(c->in, "Tags"), *keys = doc_get(c->in, "TransitiveTagKeys");

    if (tags_inherit(c, maker, s)) return -1;
    if (doc_count(tags) && !s->tags) s->tags = doc_map(&c->arena);
    for (size_t i = 0; i < doc_count(tags); i++) {
        struct span key = doc_get_str(doc_at(tags, i), "Key");
        if (span_is_nocase(span_sub(key, 0, 4), "aws:"))
            return fault(c, &sts_invalid_parameter_value,
                         "aws: prefixed tag key names are not allowed for external use.");
        if (has_key(s->tags, key))
            return fault(c, &sts_invalid_parameter_value,
                         "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        doc_put_span(s->tags, key, doc_string(&c->arena, doc_get_str(doc_at(tags, i), "Value")));
    }
    if (doc_count(keys) && !s->transitive) s->transitive = doc_list(&c->arena);
    for (size_t i = 0; i < doc_count(keys); i++) {
        struct span key = doc_text(doc_at(keys, i));
        if (!has_key(s->tags, key))
            return fault(c, &sts_invalid_parameter_value,
                         "The specified transitive tag key must be included in the requested tags.");
        doc_append_str(s->transitive, key);
    }
    return 0;
}

int sts_limits_packed(const struct sts_session *s)
{
    size_t size = 0;

    for (size_t i = 0; i < doc_count(s->policies); i++) size += doc_text(doc_at(s->policies, i)).size;
    for (size_t i = 0; i < doc_count(s->tags); i++)
        size += s->tags->map.members[i].name.size + doc_text(s->tags->map.members[i].value).size;
    return (int)((size * 100 + POLICY_MAX - 1) / POLICY_MAX);
}
