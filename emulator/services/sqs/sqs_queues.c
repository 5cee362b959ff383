/* Handlers of queues. */
#include "emulator/services/sqs/sqs_queues.h"

#include <inttypes.h>

#include "emulator/base/digest.h"
#include "emulator/services/sqs/sqs_faults.h"
#include "emulator/services/sqs/sqs_rules.h"

#define LIST_MAX 1000

static void put_url(struct call *c, struct doc *into, const char *account, struct span name)
{
    doc_put_format(into, "QueueUrl", "%.*s/%s/%.*s", SPAN_ARG(c->endpoint), account, SPAN_ARG(name));
}

int sqs_queue_require(struct call *c, struct sqs_queue *q)
{
    struct span url = doc_get_str(c->in, "QueueUrl"), account, name;

    if (!sqs_url_split(url, &account, &name)) {
        if (!sqs_name_is_valid(url))
            return fault(c, &sqs_invalid_address, "The address %.*s is not valid for this endpoint.", SPAN_ARG(url));
        account = span_of(c->who.account); /* AWS takes a bare name for the URL */
        name = url;
    }
    if (sqs_store_queue_find(c, account, span_of(c->who.region), name, q)) return 0;
    return fault(c, &sqs_queue_does_not_exist, "The specified queue does not exist.");
}

bool sqs_queue_by_arn(struct call *c, struct span arn, struct sqs_queue *q)
{
    struct span part[6], rest = arn;

    for (int i = 0; i < 6; i++)
        if (!span_split(&rest, ':', &part[i])) return false;
    return span_is(part[2], "sqs") && sqs_store_queue_find(c, part[4], part[3], part[5], q);
}

const char *sqs_queue_key(struct call *c, const struct sqs_queue *q)
{
    return arena_printf(&c->arena, "sqs:%" PRId64, q->id);
}

/* Setting an attribute to "" takes it away. */
static void attributes_merge(struct doc *into, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        const struct doc_member *m = &wanted->map.members[i];
        if (doc_text(m->value).size) doc_put_span(into, m->name, m->value);
        else doc_remove(into, m->name);
    }
}

static int check_same(struct call *c, const struct sqs_queue *q, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        const struct doc_member *m = &wanted->map.members[i];
        if (!span_eq(doc_text(doc_get_span(q->attributes, m->name)), doc_text(m->value)))
            return fault(c, &sqs_queue_name_exists,
                         "A queue already exists with the same name and a different value for attribute %.*s",
                         SPAN_ARG(m->name));
    }
    return 0;
}

int sqs_create_queue(struct call *c)
{
    struct span name = doc_get_str(c->in, "QueueName");
    struct doc *wanted = doc_get(c->in, "Attributes");
    struct sqs_queue q;

    if (span_ends(name, ".fifo")) return fault(c, &fault_not_implemented, "FIFO queues are not emulated by Nube");
    if (!sqs_name_is_valid(name))
        return fault(c, &sqs_invalid_parameter_value,
                     "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    if (sqs_attributes_check(c, wanted)) return -1;
    if (sqs_store_queue_find(c, span_of(c->who.account), span_of(c->who.region), name, &q)) {
        if (check_same(c, &q, wanted)) return -1;
    } else {
        q.attributes = sqs_attributes_initial(&c->arena);
        attributes_merge(q.attributes, wanted);
        sqs_store_queue_insert(c, &q);
    }
    put_url(c, c->out, c->who.account, name);
    return 0;
}

int sqs_get_queue_url(struct call *c)
{
    const char *account = doc_get_cstr(c->in, "QueueOwnerAWSAccountId");
    struct span name = doc_get_str(c->in, "QueueName");
    struct sqs_queue q;

    if (!account) account = c->who.account;
    if (!sqs_store_queue_find(c, span_of(account), span_of(c->who.region), name, &q))
        return fault(c, &sqs_queue_does_not_exist, "The specified queue does not exist.");
    put_url(c, c->out, account, name);
    return 0;
}

static int page_size(struct call *c, int64_t *size)
{
    *size = doc_get_int(c->in, "MaxResults", LIST_MAX);
    if (*size >= 1 && *size <= LIST_MAX) return 0;
    return fault(c, &sqs_invalid_parameter_value,
                 "Value %" PRId64 " for parameter MaxResults is invalid. Reason: Value must be between 1 and 1000.",
                 *size);
}

int sqs_list_queues(struct call *c)
{
    struct span token = doc_get_str(c->in, "NextToken"), after = { NULL, 0 };
    struct doc *names, *urls;
    int64_t size;

    if (page_size(c, &size)) return -1;
    if (token.size && !base64_decode(&c->arena, token, &after))
        return fault(c, &sqs_invalid_parameter_value, "Invalid or expired next token.");
    names = sqs_store_queue_names(c, doc_get_str(c->in, "QueueNamePrefix"), after, size + 1);
    if (!doc_count(names)) return 0;
    urls = doc_put_list(c->out, "QueueUrls");
    for (size_t i = 0; i < doc_count(names) && i < (size_t)size; i++)
        doc_append_str(urls, arena_format(&c->arena, "%.*s/%s/%.*s", SPAN_ARG(c->endpoint), c->who.account,
                                          SPAN_ARG(doc_text(doc_at(names, i)))));
    if (doc_count(names) > (size_t)size && doc_get(c->in, "MaxResults"))
        doc_put_str(c->out, "NextToken", base64_text(&c->arena, doc_text(doc_at(names, (size_t)size - 1))));
    return 0;
}

static struct doc *attributes_all(struct call *c, const struct sqs_queue *q)
{
    struct doc *all = doc_shallow(&c->arena, q->attributes);
    int64_t retention_ms = sqs_attribute_int(q->attributes, "MessageRetentionPeriod") * 1000;
    struct sqs_counts counts = sqs_store_counts(c, q->box, c->now_ms - retention_ms);

    doc_put_str(all, "QueueArn", q->arn);
    doc_put_format(all, "ApproximateNumberOfMessages", "%" PRId64, counts.visible);
    doc_put_format(all, "ApproximateNumberOfMessagesNotVisible", "%" PRId64, counts.in_flight);
    doc_put_format(all, "ApproximateNumberOfMessagesDelayed", "%" PRId64, counts.delayed);
    doc_put_format(all, "CreatedTimestamp", "%" PRId64, q->created_ms / 1000);
    doc_put_format(all, "LastModifiedTimestamp", "%" PRId64, q->modified_ms / 1000);
    return all;
}

static bool is_attribute(const struct doc *all, struct span name)
{
    return span_is(name, "All") || doc_get_span(all, name) || sqs_attribute_find(name);
}

int sqs_get_queue_attributes(struct call *c)
{
    struct doc *wanted = doc_get(c->in, "AttributeNames"), *all, *out;
    struct sqs_queue q;

    if (sqs_queue_require(c, &q)) return -1;
    if (!doc_count(wanted)) return 0;
    all = attributes_all(c, &q);
    for (size_t i = 0; i < doc_count(wanted); i++)
        if (!is_attribute(all, doc_text(doc_at(wanted, i))))
            return fault(c, &sqs_invalid_attribute_name, "Unknown Attribute %.*s.",
                         SPAN_ARG(doc_text(doc_at(wanted, i))));
    out = doc_map(&c->arena);
    for (uint32_t i = 0; i < all->map.count; i++)
        if (sqs_name_is_wanted(wanted, all->map.members[i].name))
            doc_put_span(out, all->map.members[i].name, all->map.members[i].value);
    if (doc_count(out)) doc_put(c->out, "Attributes", out);
    return 0;
}

int sqs_set_queue_attributes(struct call *c)
{
    struct doc *wanted = doc_get(c->in, "Attributes");
    struct sqs_queue q;

    if (sqs_queue_require(c, &q) || sqs_attributes_check(c, wanted)) return -1;
    attributes_merge(q.attributes, wanted);
    sqs_store_queue_update(c, &q);
    return 0;
}

int sqs_delete_queue(struct call *c)
{
    struct sqs_queue q;

    if (sqs_queue_require(c, &q)) return -1;
    sqs_store_queue_delete(c, &q);
    return 0;
}

int sqs_purge_queue(struct call *c)
{
    struct sqs_queue q;

    if (sqs_queue_require(c, &q)) return -1;
    if (q.purged_ms && c->now_ms - q.purged_ms < 60000)
        return fault(c, &sqs_purge_in_progress, "Only one PurgeQueue operation on %.*s is allowed every 60 seconds.",
                     SPAN_ARG(q.name));
    sqs_store_box_replace(c, &q);
    return 0;
}
