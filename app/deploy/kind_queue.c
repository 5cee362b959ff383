/* AWS::SQS::Queue. SQS has every attribute as text, the redrive policy as JSON in text. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

enum { QUEUE_ATTRIBUTE_MAX = 256 * 1024 };

static cJSON *queue_call(struct deploy *deploy, const char *operation, cJSON *input)
{
    return kind_json(deploy, &aws_sqs, "AmazonSQS", operation, input);
}

static int queue_do(struct deploy *deploy, const char *operation, cJSON *input)
{
    return kind_json_do(deploy, &aws_sqs, "AmazonSQS", operation, input);
}

/* AWS: errors of SQS have either their newer name or the older one, with a prefix. */
static bool queue_is_missing(const struct deploy *deploy)
{
    return kind_error_is(deploy, "QueueDoesNotExist") ||
           kind_error_is(deploy, "AWS.SimpleQueueService.NonExistentQueue");
}

/* The wanted attributes as SQS has them. */
static cJSON *queue_attributes(const struct resource *r)
{
    cJSON *attributes = cJSON_CreateObject();
    const cJSON *member;
    struct text value;

    text_init(&value, QUEUE_ATTRIBUTE_MAX);
    cJSON_ArrayForEach(member, r->wanted)
    {
        if (!strcmp(member->string, r->kind->name)) continue;
        text_clear(&value);
        if (cJSON_IsString(member)) text_put(&value, member->valuestring);
        else aws_json_print(member, &value);
        cJSON_AddStringToObject(attributes, member->string, text_string(&value));
    }
    text_release(&value);
    return attributes;
}

static int queue_read_attributes(struct deploy *deploy, struct resource *r)
{
    cJSON *input = kind_object("QueueUrl", r->reference), *output, *attribute;

    cJSON_AddItemToArray(cJSON_AddArrayToObject(input, "AttributeNames"), cJSON_CreateString("All"));
    output = queue_call(deploy, "GetQueueAttributes", input);
    if (!output) return -1;
    r->found = kind_object(r->kind->name, aws_json_string(r->wanted, r->kind->name));
    cJSON_ArrayForEach(attribute, aws_json_member(output, "Attributes"))
    {
        cJSON *policy = *attribute->valuestring == '{' ? cJSON_Parse(attribute->valuestring) : NULL;

        cJSON_AddItemToObject(r->found, attribute->string, policy ? policy : cJSON_Duplicate(attribute, 1));
    }
    text_copy(r->arn, sizeof r->arn, aws_json_string(r->found, "QueueArn"));
    cJSON_Delete(output);
    return 0;
}

static int queue_read(struct deploy *deploy, struct resource *r)
{
    cJSON *output =
        queue_call(deploy, "GetQueueUrl", kind_object("QueueName", aws_json_string(r->wanted, "QueueName")));

    if (!output) return queue_is_missing(deploy) ? 0 : -1;
    text_copy(r->reference, sizeof r->reference, aws_json_string(output, "QueueUrl"));
    cJSON_Delete(output);
    output = queue_call(deploy, "ListQueueTags", kind_object("QueueUrl", r->reference));
    if (output) kind_owner_from_map(r, aws_json_member(output, "Tags"));
    cJSON_Delete(output);
    return !output || queue_read_attributes(deploy, r) ? -1 : 0;
}

static int queue_create(struct deploy *deploy, struct resource *r)
{
    cJSON *input = kind_object("QueueName", aws_json_string(r->wanted, "QueueName"));

    cJSON_AddItemToObject(input, "Attributes", queue_attributes(r));
    cJSON_AddItemToObject(input, "tags", kind_tag_map(deploy));
    return queue_do(deploy, "CreateQueue", input);
}

static int queue_update(struct deploy *deploy, struct resource *r, const char *where)
{
    cJSON *input = kind_object("QueueUrl", r->reference);

    (void)where;
    cJSON_AddItemToObject(input, "Attributes", queue_attributes(r));
    return queue_do(deploy, "SetQueueAttributes", input);
}

static int queue_remove(struct deploy *deploy, struct resource *r)
{
    return queue_do(deploy, "DeleteQueue", kind_object("QueueUrl", r->reference)) && !queue_is_missing(deploy) ? -1 : 0;
}

const struct resource_kind kind_queue = {
    .type = "AWS::SQS::Queue",
    .label = "queue",
    .name = "QueueName",
    .has_tags = true,
    .read = queue_read,
    .create = queue_create,
    .update = queue_update,
    .remove = queue_remove,
};
