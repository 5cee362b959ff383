/* Handlers of what hangs on topics. Permissions are statements of the topic's policy. */
#include "emulator/services/sns/sns_resources.h"

#include "emulator/base/json.h"
#include "emulator/services/sns/sns_attributes.h"
#include "emulator/services/sns/sns_faults.h"
#include "emulator/services/sns/sns_topic_find.h"
#include "emulator/services/sns/sns_topics.h"

#define TAGS_MAX 50

/* --- permissions -------------------------------------------------------------------------------------------------- */

static struct doc *policy_of(struct call *c, const struct sns_topic *t)
{
    struct span text = doc_get_str(t->attributes, "Policy");

    if (!text.size) text = sns_default_policy(&c->arena, t->arn, t->account);
    return json_parse(&c->arena, text, NULL);
}

static void policy_keep(struct call *c, struct sns_topic *t, const struct doc *policy)
{
    doc_put_str(t->attributes, "Policy", json_text(&c->arena, policy));
    sns_store_topic_attributes_set(c, t);
}

/* AWS: one value stands alone, several are a list. */
static void put_values(struct doc *into, const char *name, const struct doc *values, const char *before,
                       const char *after)
{
    struct doc *list = doc_list(doc_arena(into));

    for (size_t i = 0; i < doc_count(values); i++)
        doc_append(list, doc_string(doc_arena(into), arena_format(doc_arena(into), "%s%.*s%s", before,
                                                                  SPAN_ARG(doc_text(doc_at(values, i))), after)));
    doc_put(into, name, doc_count(list) == 1 ? doc_at(list, 0) : list);
}

static int permission_check(struct call *c, const struct doc *statements)
{
    struct doc *actions = doc_get(c->in, "ActionName");

    for (size_t i = 0; i < doc_count(statements); i++)
        if (span_eq(doc_get_str(doc_at(statements, i), "Sid"), doc_get_str(c->in, "Label")))
            return fault(c, &sns_invalid_parameter, "Invalid parameter: Statement already exists");
    for (size_t i = 0; i < doc_count(actions); i++)
        if (!span_is(doc_text(doc_at(actions, i)), "*") && !sns_action_is_known(doc_text(doc_at(actions, i))))
            return fault(c, &sns_invalid_parameter, "Invalid parameter: Policy statement action out of service scope!");
    return 0;
}

int sns_add_permission(struct call *c)
{
    struct doc *policy, *statements, *statement;
    struct sns_topic t;

    if (sns_topic_require(c, doc_get_str(c->in, "TopicArn"), &t)) return -1;
    policy = policy_of(c, &t);
    statements = doc_get(policy, "Statement");
    if (!doc_is(statements, DOC_LIST)) statements = doc_put_list(policy, "Statement");
    if (permission_check(c, statements)) return -1;
    statement = doc_append_map(statements);
    doc_put_str(statement, "Sid", doc_get_str(c->in, "Label"));
    doc_put_cstr(statement, "Effect", "Allow");
    put_values(doc_put_map(statement, "Principal"), "AWS", doc_get(c->in, "AWSAccountId"), "arn:aws:iam::", ":root");
    put_values(statement, "Action", doc_get(c->in, "ActionName"), "SNS:", "");
    doc_put_str(statement, "Resource", t.arn);
    policy_keep(c, &t, policy);
    return 0;
}

int sns_remove_permission(struct call *c)
{
    struct doc *policy, *statements, *kept;
    struct sns_topic t;

    if (sns_topic_require(c, doc_get_str(c->in, "TopicArn"), &t)) return -1;
    policy = policy_of(c, &t);
    statements = doc_get(policy, "Statement");
    kept = doc_list(&c->arena);
    for (size_t i = 0; i < doc_count(statements); i++)
        if (!span_eq(doc_get_str(doc_at(statements, i), "Sid"), doc_get_str(c->in, "Label")))
            doc_append(kept, doc_at(statements, i));
    doc_put(policy, "Statement", kept);
    policy_keep(c, &t, policy);
    return 0;
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

struct doc *sns_tags_from_list(struct call *c, const struct doc *list)
{
    struct doc *map = doc_map(&c->arena);

    for (size_t i = 0; i < doc_count(list); i++)
        doc_put_span(map, doc_get_str(doc_at(list, i), "Key"), doc_get(doc_at(list, i), "Value"));
    return map;
}

static int too_many(struct call *c)
{
    return fault(c, &sns_tag_limit, "Could not complete request: tag quota of per resource exceeded");
}

int sns_tags_check(struct call *c, const struct doc *list)
{
    size_t count = doc_count(list);

    if (count > TAGS_MAX) return too_many(c);
    if (doc_count(sns_tags_from_list(c, list)) < count)
        return fault(c, &sns_invalid_parameter, "Invalid parameter: Duplicated keys are not allowed.");
    return 0;
}

static int resource_require(struct call *c, struct sns_topic *t)
{
    struct span arn = doc_get_str(c->in, "ResourceArn");

    if (sns_topic_arn_check(c, "ResourceArn", arn)) return -1;
    return sns_store_topic_find(c, arn, t) ? 0 : fault(c, &sns_resource_not_found, "Resource does not exist");
}

int sns_tag_resource(struct call *c)
{
    struct doc *list = doc_get(c->in, "Tags");
    struct sns_topic t;

    if (sns_tags_check(c, list) || resource_require(c, &t)) return -1;
    for (size_t i = 0; i < doc_count(list); i++)
        doc_put_span(t.tags, doc_get_str(doc_at(list, i), "Key"), doc_get(doc_at(list, i), "Value"));
    if (doc_count(t.tags) > TAGS_MAX) return too_many(c);
    sns_store_topic_tags_set(c, &t);
    return 0;
}

int sns_untag_resource(struct call *c)
{
    struct doc *keys = doc_get(c->in, "TagKeys");
    struct sns_topic t;

    if (resource_require(c, &t)) return -1;
    for (size_t i = 0; i < doc_count(keys); i++) doc_remove(t.tags, doc_text(doc_at(keys, i)));
    sns_store_topic_tags_set(c, &t);
    return 0;
}

int sns_list_tags_for_resource(struct call *c)
{
    struct doc *out = doc_put_list(c->out, "Tags");
    struct sns_topic t;

    if (resource_require(c, &t)) return -1;
    for (size_t i = 0; i < doc_count(t.tags); i++) {
        struct doc *tag = doc_append_map(out);
        doc_put_str(tag, "Key", t.tags->map.members[i].name);
        doc_put_str(tag, "Value", doc_text(t.tags->map.members[i].value));
    }
    return 0;
}

/* --- data protection ---------------------------------------------------------------------------------------------- */

/* DIFFERS: the policy is kept and given back; messages are not searched for what it names. */
int sns_data_protection_check(struct call *c, struct span policy)
{
    struct doc *d = policy.size ? json_parse(&c->arena, policy, NULL) : NULL, *statements = doc_get(d, "Statement");

    if (!policy.size) return 0;
    if (!doc_is(d, DOC_MAP))
        return fault(c, &sns_invalid_parameter,
                     "Invalid parameter: DataProtectionPolicy Reason: Policy could not be parsed as JSON");
    for (size_t i = 0; i < doc_count(statements); i++) {
        struct span direction = doc_get_str(doc_at(statements, i), "DataDirection");
        if (!span_is(direction, "Inbound") && !span_is(direction, "Outbound"))
            return fault(
                c, &sns_invalid_parameter,
                "Invalid parameter: DataProtectionPolicy Reason: Statement DataDirection must be either Inbound or "
                "Outbound");
    }
    return 0;
}

int sns_get_data_protection_policy(struct call *c)
{
    struct sns_topic t;

    if (sns_topic_require(c, doc_get_str(c->in, "ResourceArn"), &t)) return -1;
    doc_put_str(c->out, "DataProtectionPolicy", t.data_protection_policy.data ? t.data_protection_policy : SPAN(""));
    return 0;
}

int sns_put_data_protection_policy(struct call *c)
{
    struct span policy = doc_get_str(c->in, "DataProtectionPolicy");
    struct sns_topic t;

    if (sns_topic_require(c, doc_get_str(c->in, "ResourceArn"), &t) || sns_data_protection_check(c, policy)) return -1;
    sns_store_topic_data_protection_set(c, &t, policy.size ? policy : (struct span){ NULL, 0 });
    return 0;
}

struct doc *sns_topic_tags(struct call *c, struct span arn)
{
    struct sns_topic t;

    return sns_store_topic_find(c, arn, &t) ? t.tags : NULL;
}

struct span sns_topic_policy(struct call *c, struct span arn)
{
    struct sns_topic t;

    return sns_store_topic_find(c, arn, &t) ? doc_get_str(t.attributes, "Policy") : (struct span){ NULL, 0 };
}
