/* Tags and permissions. */
#include "emulator/services/sqs/sqs_permissions.h"

#include "emulator/base/json.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_faults.h"
#include "emulator/services/sqs/sqs_queues.h"
#include "emulator/services/sqs/sqs_rules.h"

/* --- tags --------------------------------------------------------------------------------------------------------- */

int sqs_tag_queue(struct call *c)
{
    struct doc *tags = doc_get(c->in, "Tags");
    struct sqs_queue q;

    if (sqs_queue_require(c, &q)) return -1;
    if (!doc_count(tags)) return fault(c, &sqs_missing_parameter, "The request must contain the parameter Tags.");
    if (!q.tags) q.tags = doc_map(&c->arena);
    for (size_t i = 0; i < doc_count(tags); i++)
        doc_put_span(q.tags, tags->map.members[i].name, tags->map.members[i].value);
    if (sqs_tags_check(c, q.tags, q.name)) return -1;
    sqs_store_queue_tag(c, &q);
    return 0;
}

int sqs_untag_queue(struct call *c)
{
    struct doc *keys = doc_get(c->in, "TagKeys");
    struct sqs_queue q;

    if (sqs_queue_require(c, &q)) return -1;
    if (!doc_count(keys)) return fault(c, &sqs_invalid_parameter_value, "Tag keys are required.");
    for (size_t i = 0; i < doc_count(keys) && q.tags; i++) doc_remove(q.tags, doc_text(doc_at(keys, i)));
    sqs_store_queue_tag(c, &q);
    return 0;
}

int sqs_list_queue_tags(struct call *c)
{
    struct sqs_queue q;

    if (sqs_queue_require(c, &q)) return -1;
    if (doc_count(q.tags)) doc_put(c->out, "Tags", q.tags);
    return 0;
}

/* --- permissions -------------------------------------------------------------------------------------------------- */

#define STATEMENTS_MAX 20

static bool is_among(const char *const *names, struct span name)
{
    while (*names && !span_is(name, *names)) names++;
    return *names != NULL;
}

static int action_check(struct call *c, struct span action)
{
    static const char *const sharable[] = { "*",
                                            "SendMessage",
                                            "ReceiveMessage",
                                            "DeleteMessage",
                                            "ChangeMessageVisibility",
                                            "GetQueueAttributes",
                                            "GetQueueUrl",
                                            "ListDeadLetterSourceQueues",
                                            "PurgeQueue",
                                            NULL };
    static const char *const owners[] = { "AddPermission",
                                          "CancelMessageMoveTask",
                                          "CreateQueue",
                                          "DeleteQueue",
                                          "ListMessageMoveTasks",
                                          "ListQueues",
                                          "ListQueueTags",
                                          "RemovePermission",
                                          "SetQueueAttributes",
                                          "StartMessageMoveTask",
                                          "TagQueue",
                                          "UntagQueue",
                                          NULL };

    if (is_among(sharable, action)) return 0;
    return fault(c, &sqs_invalid_parameter_value, "Value SQS:%.*s for parameter ActionName is invalid. Reason: %s",
                 SPAN_ARG(action),
                 is_among(owners, action) ? "Only the queue owner is allowed to invoke this action."
                                          : "Please refer to the appropriate WSDL for a list of valid actions.");
}

static int grantees_check(struct call *c)
{
    struct doc *accounts = doc_get(c->in, "AWSAccountIds"), *actions = doc_get(c->in, "Actions");

    if (!doc_count(actions))
        return fault(c, &sqs_missing_parameter, "The request must contain the parameter ActionName.");
    for (size_t i = 0; i < doc_count(actions); i++)
        if (action_check(c, doc_text(doc_at(actions, i)))) return -1;
    if (!doc_count(accounts))
        return fault(c, &sqs_missing_parameter, "The request must contain the parameter AWSAccountIds.");
    for (size_t i = 0; i < doc_count(accounts); i++) {
        struct span id = doc_text(doc_at(accounts, i));
        int64_t digits;
        if (id.size != 12 || !span_int(id, &digits) || digits < 0)
            return fault(c, &sqs_invalid_parameter_value,
                         "Value [%.*s] for parameter PrincipalId is invalid. Reason: Unable to verify.", SPAN_ARG(id));
    }
    if (!sqs_name_is_valid(doc_get_str(c->in, "Label")))
        return fault(
            c, &sqs_invalid_parameter_value,
            "Value %.*s for parameter Label is invalid. Reason: Can only include alphanumeric characters, hyphens, "
            "or underscores. 1 to 80 in length.",
            SPAN_ARG(doc_get_str(c->in, "Label")));
    return 0;
}

/* One is a text, several are a list. */
static void put_one_or_many(struct call *c, struct doc *into, const char *name, const struct doc *list,
                            const char *prefix, const char *suffix)
{
    struct doc *many = doc_list(&c->arena);

    for (size_t i = 0; i < doc_count(list); i++)
        doc_append_str(many, arena_format(&c->arena, "%s%.*s%s", prefix, SPAN_ARG(doc_text(doc_at(list, i))), suffix));
    doc_put(into, name, doc_count(many) == 1 ? doc_at(many, 0) : many);
}

static struct doc *statement_new(struct call *c, const struct sqs_queue *q)
{
    struct doc *s = doc_map(&c->arena);

    doc_put_str(s, "Sid", doc_get_str(c->in, "Label"));
    doc_put_cstr(s, "Effect", "Allow");
    put_one_or_many(c, doc_put_map(s, "Principal"), "AWS", doc_get(c->in, "AWSAccountIds"), "arn:aws:iam::", ":root");
    put_one_or_many(c, s, "Action", doc_get(c->in, "Actions"), "SQS:", "");
    doc_put_str(s, "Resource", q->arn);
    return s;
}

/* The queue's policy and its statements, as a list; a new one when it has none. */
static struct doc *policy_read(struct call *c, const struct sqs_queue *q, struct doc **statements)
{
    struct span text = doc_get_str(q->attributes, "Policy");
    struct doc *policy = text.size ? json_parse(&c->arena, text, NULL) : NULL, *statement;

    if (!doc_is(policy, DOC_MAP)) {
        policy = doc_map(&c->arena);
        doc_put_cstr(policy, "Version", "2008-10-17");
        doc_put_format(policy, "Id", "%.*s/SQSDefaultPolicy", SPAN_ARG(q->arn));
    }
    statement = doc_get(policy, "Statement");
    *statements = doc_is(statement, DOC_LIST) ? statement : doc_list(&c->arena);
    if (doc_is(statement, DOC_MAP)) doc_append(*statements, statement);
    doc_put(policy, "Statement", *statements);
    return policy;
}

static void policy_write(struct call *c, const struct sqs_queue *q, const struct doc *policy)
{
    if (doc_count(doc_get(policy, "Statement"))) doc_put_str(q->attributes, "Policy", json_text(&c->arena, policy));
    else doc_remove(q->attributes, SPAN("Policy"));
    sqs_store_queue_update(c, q);
}

/* The index of the statement with the label, or their number. */
static size_t statement_find(const struct doc *statements, struct span label)
{
    size_t i = 0;

    while (i < doc_count(statements) && !span_eq(doc_get_str(doc_at(statements, i), "Sid"), label)) i++;
    return i;
}

static int bad_label(struct call *c, struct span label, const char *reason)
{
    return fault(c, &sqs_invalid_parameter_value, "Value %.*s for parameter Label is invalid. Reason: %s.",
                 SPAN_ARG(label), reason);
}

int sqs_add_permission(struct call *c)
{
    struct span label = doc_get_str(c->in, "Label");
    struct doc *policy, *statements;
    struct sqs_queue q;

    if (!label.size) return fault(c, &sqs_missing_parameter, "The request must contain the parameter Label.");
    if (sqs_queue_require(c, &q) || grantees_check(c)) return -1;
    policy = policy_read(c, &q, &statements);
    if (statement_find(statements, label) < doc_count(statements)) return bad_label(c, label, "Already exists");
    if (doc_count(statements) >= STATEMENTS_MAX)
        return fault(c, &sqs_over_limit, "%zu Statements were found, maximum allowed is %d.", doc_count(statements) + 1,
                     STATEMENTS_MAX);
    doc_append(statements, statement_new(c, &q));
    policy_write(c, &q, policy);
    return 0;
}

int sqs_remove_permission(struct call *c)
{
    struct span label = doc_get_str(c->in, "Label");
    struct doc *policy, *statements, *kept = doc_list(&c->arena);
    struct sqs_queue q;
    size_t at;

    if (!label.size) return fault(c, &sqs_missing_parameter, "The request must contain the parameter Label.");
    if (sqs_queue_require(c, &q)) return -1;
    policy = policy_read(c, &q, &statements);
    at = statement_find(statements, label);
    if (at == doc_count(statements)) return bad_label(c, label, "can't find label");
    for (size_t i = 0; i < doc_count(statements); i++)
        if (i != at) doc_append(kept, doc_at(statements, i));
    doc_put(policy, "Statement", kept);
    policy_write(c, &q, policy);
    return 0;
}
