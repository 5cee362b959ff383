/* Handlers of queues. DIFFERS: a deleted queue's name may be used again at once, where AWS wants a minute to pass
 * (QueueDeletedRecently): tests create and delete the same queues over and over. */
#include "emulator/services/sqs/sqs_queues.h"

#include <inttypes.h>
#include <limits.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/core/arn.h"
#include "emulator/core/page.h"
#include "emulator/services/sqs/sqs_alarm.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_faults.h"
#include "emulator/services/sqs/sqs_permissions.h"
#include "emulator/services/sqs/sqs_rules.h"
#include "emulator/services/sqs/sqs_sweep.h"

#define LIST_MAX    1000
#define PURGE_PAUSE 60000

/* --- finding one -------------------------------------------------------------------------------------------------- */

int sqs_queue_require(struct call *c, struct sqs_queue *q)
{
    struct span url = doc_get_str(c->in, "QueueUrl");
    struct sqs_address address;

    if (!sqs_url_split(url, &address)) {
        if (!sqs_name_is_valid(url) && !sqs_fifo_name_is_valid(url))
            return fault(c, &sqs_invalid_address, "The address %.*s is not valid for this endpoint.", SPAN_ARG(url));
        address =
            (struct sqs_address){ .account = span_of(c->who.account), .name = url }; /* AWS takes a bare name too */
    }
    if (!address.region.data) address.region = span_of(c->who.region);
    if (sqs_store_queue_find(c, address.account, address.region, address.name, q)) return 0;
    return fault(c, &sqs_queue_does_not_exist, "The specified queue does not exist.");
}

bool sqs_queue_by_arn(struct call *c, struct span arn, struct sqs_queue *q)
{
    struct arn parts;

    return arn_parse_of(arn, "sqs", &parts) && sqs_store_queue_find(c, parts.account, parts.region, parts.resource, q);
}

struct span sqs_queue_policy(struct call *c, struct span arn)
{
    struct sqs_queue q;

    return sqs_queue_by_arn(c, arn, &q) ? doc_get_str(q.attributes, "Policy") : (struct span){ NULL, 0 };
}

struct doc *sqs_queue_tags(struct call *c, struct span arn)
{
    struct sqs_queue q;

    return sqs_queue_by_arn(c, arn, &q) ? q.tags : NULL;
}

/* AWS: the host names the region. Here the path does, but for the default one's. */
static struct span url_of(struct call *c, struct span account, struct span name)
{
    if (strcmp(c->who.region, REGION_DEFAULT) != 0)
        return arena_format(&c->arena, "%.*s/queue/%s/%.*s/%.*s", SPAN_ARG(c->endpoint), c->who.region,
                            SPAN_ARG(account), SPAN_ARG(name));
    return arena_format(&c->arena, "%.*s/%.*s/%.*s", SPAN_ARG(c->endpoint), SPAN_ARG(account), SPAN_ARG(name));
}

/* --- creating, attributes ----------------------------------------------------------------------------------------- */

static int name_check(struct call *c, struct span name, const struct doc *wanted, bool *is_fifo)
{
    *is_fifo = span_is(doc_get_str(wanted, "FifoQueue"), "true");
    if (!name.size) return fault(c, &sqs_invalid_parameter_value, "Queue name cannot be empty");
    if (*is_fifo && !sqs_fifo_name_is_valid(name))
        return fault(
            c, &sqs_invalid_parameter_value,
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end "
            "with .fifo suffix and be 1 to 80 in length.");
    if (!*is_fifo && !sqs_name_is_valid(name))
        return fault(c, &sqs_invalid_parameter_value,
                     "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    return 0;
}

/* Why a queue may not have that one for its dead letters; NULL when it may. */
static const char *dead_letters_refusal(struct call *c, struct span source_arn, struct span target_arn)
{
    struct arn source = { 0 }, target = { 0 };
    struct sqs_queue q;

    arn_parse(source_arn, &source);
    arn_parse(target_arn, &target);
    if (!span_eq(source.region, target.region)) return "Dead-letter target must be in same region as the source.";
    if (!span_eq(source.account, target.account)) return "Dead-letter target owner should be same as the source.";
    if (!sqs_queue_by_arn(c, target_arn, &q)) return "Dead letter target does not exist.";
    if (!sqs_redrive_is_allowed(&c->arena, doc_get_str(q.attributes, "RedriveAllowPolicy"), source_arn))
        return "The redrive allow policy of the dead-letter queue doesn't permit this source queue.";
    return NULL;
}

static int dead_letters_check(struct call *c, const struct doc *wanted, struct span source_arn)
{
    struct span policy = doc_get_str(wanted, "RedrivePolicy");
    struct sqs_redrive redrive;
    const char *why;

    if (!sqs_redrive_parse(&c->arena, policy, &redrive)) return 0;
    why = dead_letters_refusal(c, source_arn, redrive.target_arn);
    if (!why) return 0;
    return fault(c, &sqs_invalid_parameter_value, "Value %.*s for parameter RedrivePolicy is invalid. Reason: %s",
                 SPAN_ARG(policy), why);
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

static int queue_make(struct call *c, struct sqs_queue *q, struct span name, const struct doc *wanted, bool is_fifo)
{
    struct span arn = arn_own(c, "sqs", "%.*s", SPAN_ARG(name));

    if (sqs_tags_check(c, doc_get(c->in, "tags"), name) || dead_letters_check(c, wanted, arn)) return -1;
    *q = (struct sqs_queue){ .account = span_of(c->who.account),
                             .region = span_of(c->who.region),
                             .name = name,
                             .is_fifo = is_fifo,
                             .attributes = sqs_attributes_initial(&c->arena, is_fifo),
                             .tags = doc_get(c->in, "tags") };
    sqs_attributes_merge(q->attributes, wanted);
    sqs_store_queue_insert(c, q);
    return 0;
}

int sqs_create_queue(struct call *c)
{
    struct span name = doc_get_str(c->in, "QueueName");
    struct doc *wanted = doc_get(c->in, "Attributes");
    struct sqs_queue q;
    bool is_fifo, is_there;

    sqs_attributes_normalise(&c->arena, wanted);
    if (name_check(c, name, wanted, &is_fifo) || sqs_attributes_check(c, wanted, is_fifo, NULL)) return -1;
    if (sqs_policy_keep(c, wanted)) return -1;
    is_there = sqs_store_queue_find(c, span_of(c->who.account), span_of(c->who.region), name, &q);
    if (is_there ? check_same(c, &q, wanted) : queue_make(c, &q, name, wanted, is_fifo)) return -1;
    doc_put_str(c->out, "QueueUrl", url_of(c, span_of(c->who.account), name));
    return 0;
}

static struct doc *attributes_all(struct call *c, const struct sqs_queue *q)
{
    struct doc *all = doc_shallow(&c->arena, q->attributes);
    struct sqs_counts counts =
        sqs_store_counts(c, q, c->now_ms - sqs_retention_ms(q), q->is_fifo ? sqs_delay_ms(q) : 0);

    if (counts.expired) sqs_sweep_expired(c, q->id);
    doc_put_str(all, "QueueArn", q->arn);
    doc_put_format(all, "ApproximateNumberOfMessages", "%" PRId64, counts.visible);
    doc_put_format(all, "ApproximateNumberOfMessagesNotVisible", "%" PRId64, counts.in_flight);
    doc_put_format(all, "ApproximateNumberOfMessagesDelayed", "%" PRId64, counts.delayed);
    doc_put_format(all, "CreatedTimestamp", "%" PRId64, q->created_ms / 1000);
    doc_put_format(all, "LastModifiedTimestamp", "%" PRId64, q->modified_ms / 1000);
    return all;
}

int sqs_get_queue_attributes(struct call *c)
{
    struct doc *wanted = doc_get(c->in, "AttributeNames"), *all, *out;
    struct sqs_queue q;

    if (sqs_queue_require(c, &q)) return -1;
    if (!doc_count(wanted)) return 0;
    for (size_t i = 0; i < doc_count(wanted); i++)
        if (!sqs_attribute_is_known(doc_text(doc_at(wanted, i))))
            return fault(c, &sqs_invalid_attribute_name, "Unknown Attribute %.*s.",
                         SPAN_ARG(doc_text(doc_at(wanted, i))));
    all = attributes_all(c, &q);
    out = doc_map(&c->arena);
    for (uint32_t i = 0; i < all->map.count; i++)
        if (sqs_name_is_wanted(wanted, all->map.members[i].name))
            doc_put_span(out, all->map.members[i].name, all->map.members[i].value);
    sqs_policy_tell(c, out);
    if (doc_count(out)) doc_put(c->out, "Attributes", out);
    return 0;
}

/* AWS: a FIFO queue's delay counts for the messages that it holds already, so who waits may have something now.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html */
int sqs_set_queue_attributes(struct call *c)
{
    struct doc *wanted = doc_get(c->in, "Attributes");
    struct sqs_queue q;

    if (sqs_queue_require(c, &q)) return -1;
    if (!doc_count(wanted))
        return fault(c, &sqs_missing_parameter, "The request must contain the parameter Attribute.Name.");
    sqs_attributes_normalise(&c->arena, wanted);
    if (sqs_attributes_check(c, wanted, q.is_fifo, q.attributes) || dead_letters_check(c, wanted, q.arn)) return -1;
    if (sqs_policy_keep(c, wanted)) return -1;
    sqs_attributes_merge(q.attributes, wanted);
    sqs_store_queue_update(c, &q);
    if (q.is_fifo && doc_get(wanted, "DelaySeconds")) sqs_alarm_set_after(c, &q, c->now_ms);
    return 0;
}

/* --- looking up, listing ------------------------------------------------------------------------------------------ */

int sqs_get_queue_url(struct call *c)
{
    const char *account = doc_get_cstr(c->in, "QueueOwnerAWSAccountId");
    struct span name = doc_get_str(c->in, "QueueName");
    struct sqs_queue q;

    if (!account) account = c->who.account;
    if (!name.size)
        return fault(c, &sqs_invalid_parameter_value,
                     "Value for parameter QueueName is invalid. Reason: Must specify a queue name.");
    if (!sqs_store_queue_find(c, span_of(account), span_of(c->who.region), name, &q))
        return fault(c, &sqs_queue_does_not_exist, "The specified queue does not exist.");
    doc_put_str(c->out, "QueueUrl", url_of(c, span_of(account), name));
    return 0;
}

/* A page of a list: how long, and behind which name. */
static int page_read(struct call *c, int64_t *size, struct span *after)
{
    *size = doc_get_int(c->in, "MaxResults", LIST_MAX);
    if (*size < 1 || *size > LIST_MAX)
        return fault(
            c, &sqs_invalid_parameter_value,
            "Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and %d.",
            LIST_MAX);
    if (!page_after(c, "NextToken", after))
        return fault(c, &sqs_invalid_parameter_value, "Invalid or expired next token.");
    return 0;
}

/* The queues' URLs into `urls`; there is a next page where there is one more name than it takes. */
static void page_put(struct call *c, struct doc *urls, const struct doc *names, int64_t size, struct span account)
{
    for (size_t i = 0; i < doc_count(names) && i < (size_t)size; i++)
        doc_append_str(urls, url_of(c, account, doc_text(doc_at(names, i))));
    if (doc_count(names) > (size_t)size && doc_get(c->in, "MaxResults"))
        page_continue(c, "NextToken", doc_text(doc_at(names, (size_t)size - 1)));
}

int sqs_list_queues(struct call *c)
{
    struct span after;
    struct doc *names;
    int64_t size;

    if (page_read(c, &size, &after)) return -1;
    names = sqs_store_queue_names(c, doc_get_str(c->in, "QueueNamePrefix"), after, size + 1);
    if (doc_count(names)) page_put(c, doc_put_list(c->out, "QueueUrls"), names, size, span_of(c->who.account));
    return 0;
}

int sqs_list_dead_letter_source_queues(struct call *c)
{
    struct span after;
    struct sqs_queue q;
    int64_t size;

    if (sqs_queue_require(c, &q) || page_read(c, &size, &after)) return -1;
    page_put(c, doc_put_list(c->out, "queueUrls"), sqs_store_source_names(c, &q, after, size + 1), size, q.account);
    return 0;
}

/* --- emptying ----------------------------------------------------------------------------------------------------- */

int sqs_delete_queue(struct call *c)
{
    struct sqs_queue q;

    if (sqs_queue_require(c, &q)) return -1;
    call_wake(c, sqs_queue_key(c, &q), INT_MAX); /* or they would wait at the next queue that has its place */
    sqs_store_queue_delete(c, &q);
    return 0;
}

int sqs_purge_queue(struct call *c)
{
    struct sqs_queue q;

    if (sqs_queue_require(c, &q)) return -1;
    if (q.purged_ms && c->now_ms - q.purged_ms < PURGE_PAUSE)
        return fault(c, &sqs_purge_in_progress, "Only one PurgeQueue operation on %.*s is allowed every 60 seconds.",
                     SPAN_ARG(q.name));
    sqs_store_box_replace(c, &q);
    return 0;
}
