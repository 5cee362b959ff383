/* AWS: asked when a mapping is made or changed, and by the pollers with each call. */
#include "emulator/services/lambda/lambda_source_origin.h"

#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_source_settings.h"

/* --- queues ------------------------------------------------------------------------------------------------------- */

static struct call *queue_call(struct call *c, const struct lambda_source *s, const char *operation,
                               const struct identity *who)
{
    struct call *child = door_open("sqs", operation, who, c->endpoint);
    struct arn queue;

    arn_parse(s->arn, &queue);
    if (child)
        doc_put_format(child->in, "QueueUrl", "%.*s/%.*s/%.*s", SPAN_ARG(c->endpoint), SPAN_ARG(queue.account),
                       SPAN_ARG(queue.resource));
    return child;
}

static int timeout_check(struct call *c, const struct call *attributes, const struct lambda_function *f)
{
    struct span text = doc_get_str(doc_get(attributes->out, "Attributes"), "VisibilityTimeout");
    int64_t seconds = 0;

    if (!span_int(text, &seconds) || seconds >= f->timeout_seconds) return 0;
    return fault(c, &lambda_invalid_parameter_value,
                 "Queue visibility timeout: %lld seconds is less than Function timeout: %lld seconds",
                 (long long)seconds, (long long)f->timeout_seconds);
}

static int queue_find(struct call *c, const struct lambda_source *s, const struct lambda_function *f)
{
    struct identity who;
    struct call *look;
    int rc;

    identity_of_service_at("lambda", s->arn, f->arn, &who);
    look = queue_call(c, s, "GetQueueAttributes", &who);
    if (!look) return 0;
    doc_append_str(doc_put_list(look->in, "AttributeNames"), SPAN("VisibilityTimeout"));
    if (door_call_within(c, look))
        rc = fault(c, &lambda_invalid_parameter_value,
                   "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS "
                   "Error Message: The specified queue does not exist.");
    else rc = timeout_check(c, look, f);
    call_free(look);
    return rc;
}

static int queue_check(struct call *c, const struct lambda_source *s, const struct lambda_function *f,
                       const struct identity *role)
{
    static const char *const needed[] = { "ReceiveMessage", "DeleteMessage", "GetQueueAttributes" };

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        struct call *child = queue_call(c, s, needed[i], role);
        bool allows = !child || door_allows(c, child);

        if (child) call_free(child);
        if (!allows)
            return fault(c, &lambda_invalid_parameter_value,
                         "The function execution role does not have permissions to call %s on SQS", needed[i]);
    }
    return queue_find(c, s, f);
}

/* --- streams ------------------------------------------------------------------------------------------------------ */

static struct call *stream_call(struct call *c, const struct lambda_source *s, const char *operation)
{
    struct identity who;
    struct call *child;

    identity_of_service_at("lambda", s->arn, lambda_source_function_arn(&c->arena, s), &who);
    child = door_open("dynamodbstreams", operation, &who, c->endpoint);
    doc_put_str(child->in, "StreamArn", s->arn);
    return child;
}

static int stream_check(struct call *c, const struct lambda_source *s, const struct identity *role)
{
    static const char *const needed[] = { "DescribeStream", "GetShardIterator" };
    struct call *look = stream_call(c, s, "DescribeStream");
    bool is_there = !door_call_within(c, look), allows = true;

    call_free(look);
    if (!is_there) return fault(c, &lambda_invalid_parameter_value, "Stream not found: %.*s", SPAN_ARG(s->arn));
    for (size_t i = 0; allows && i < sizeof needed / sizeof *needed; i++) {
        struct call *child = stream_call(c, s, needed[i]);

        child->who = *role;
        allows = door_allows(c, child);
        call_free(child);
    }
    if (allows) return 0;
    return fault(c, &lambda_invalid_parameter_value,
                 "Cannot access stream %.*s. Please ensure the role can perform the GetRecords, GetShardIterator, "
                 "DescribeStream, and ListStreams Actions on your stream in IAM.",
                 SPAN_ARG(s->arn));
}

/* The ID of the last shard, page after page. */
static struct span shard_last(struct call *c, const struct lambda_source *s)
{
    struct span last = SPAN(""), next = SPAN("");

    do {
        struct call *look = stream_call(c, s, "DescribeStream");
        struct doc *about, *shards;

        if (next.size) doc_put_str(look->in, "ExclusiveStartShardId", next);
        door_call_within(c, look);
        about = doc_get(look->out, "StreamDescription");
        shards = doc_get(about, "Shards");
        if (doc_count(shards))
            last = arena_span(&c->arena, doc_get_str(doc_at(shards, doc_count(shards) - 1), "ShardId"));
        next = arena_span(&c->arena, doc_get_str(about, "LastEvaluatedShardId"));
        call_free(look);
    } while (next.size);
    return last;
}

/* AWS: LATEST is what comes after the mapping was made. It is anchored in the transaction that makes it. */
void lambda_source_position_begin(struct call *c, const struct lambda_source *s, struct stream_position *position)
{
    struct call *look;

    *position = (struct stream_position){ .shard = SPAN(""), .number = SPAN(""), .iterator = SPAN("") };
    if (!span_is(doc_get_str(s->config, "StartingPosition"), "LATEST")) return;
    position->shard = shard_last(c, s);
    position->since_ms = c->now_ms;
    look = stream_call(c, s, "GetShardIterator");
    doc_put_str(look->in, "ShardId", position->shard);
    doc_put_cstr(look->in, "ShardIteratorType", "LATEST");
    door_call_within(c, look);
    position->iterator = arena_span(&c->arena, doc_get_str(look->out, "ShardIterator"));
    if (!position->iterator.data) position->iterator = SPAN("");
    call_free(look);
}

/* --- both --------------------------------------------------------------------------------------------------------- */

int lambda_source_origin_check(struct call *c, const struct lambda_source *s, const struct lambda_function *f)
{
    struct identity role;

    if (!identity_of_role(f->role, arena_string(&c->arena, f->name), c->who.region, &role)) role = c->who;
    return lambda_source_kind_of(s) == LAMBDA_SOURCE_QUEUE ? queue_check(c, s, f, &role) : stream_check(c, s, &role);
}
