/* AWS::Logs::LogGroup: made before what writes to it, so that the log is not kept for ever. Where the endpoint has no
 * CloudWatch Logs there is none, and its ARN is what it would be. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

static cJSON *log_call(struct deploy *deploy, const char *operation, cJSON *input)
{
    return kind_json(deploy, &aws_logs, "Logs_20140328", operation, input);
}

static int log_do(struct deploy *deploy, const char *operation, cJSON *input)
{
    return kind_json_do(deploy, &aws_logs, "Logs_20140328", operation, input);
}

static const char *log_name(const struct resource *r)
{
    return aws_json_string(r->wanted, "LogGroupName");
}

/* The group's ARN without the ":*" at its end, as tags want it. */
static cJSON *log_tagging_input(const struct deploy *deploy, const struct resource *r)
{
    char name[DEPLOY_ARN_SIZE], arn[DEPLOY_ARN_SIZE];

    snprintf(name, sizeof name, "log-group:%s", log_name(r));
    kind_arn(deploy, "logs", name, arn, sizeof arn);
    return kind_object("resourceArn", arn);
}

static int log_read_owner(struct deploy *deploy, struct resource *r)
{
    cJSON *output = log_call(deploy, "ListTagsForResource", log_tagging_input(deploy, r));

    kind_owner_from_map(r, aws_json_member(output, "tags"));
    cJSON_Delete(output);
    return output ? 0 : -1;
}

static int log_read(struct deploy *deploy, struct resource *r)
{
    char name[DEPLOY_ARN_SIZE];
    const cJSON *group;
    cJSON *output = log_call(deploy, "DescribeLogGroups", kind_object("logGroupNamePrefix", log_name(r)));

    if (!output && !kind_error_is(deploy, "NotImplementedException")) return -1;
    snprintf(name, sizeof name, "log-group:%s:*", log_name(r));
    kind_arn(deploy, "logs", name, r->arn, sizeof r->arn);
    cJSON_ArrayForEach(group, aws_json_member(output, "logGroups"))
    {
        const char *of = aws_json_string(group, "logGroupName");
        const cJSON *days = aws_json_member(group, "retentionInDays");

        if (!of || strcmp(of, log_name(r)) != 0) continue;
        r->found = kind_object("LogGroupName", of);
        if (days) cJSON_AddItemToObject(r->found, "RetentionInDays", cJSON_Duplicate(days, 1));
    }
    if (r->found || !output) text_copy(r->reference, sizeof r->reference, log_name(r));
    cJSON_Delete(output);
    return r->found ? log_read_owner(deploy, r) : 0;
}

static int log_create(struct deploy *deploy, struct resource *r)
{
    cJSON *input = kind_object("logGroupName", log_name(r));

    cJSON_AddItemToObject(input, "tags", kind_tag_map(deploy));
    return log_do(deploy, "CreateLogGroup", input);
}

static int log_update(struct deploy *deploy, struct resource *r, const char *where)
{
    cJSON *input = kind_object("logGroupName", log_name(r));

    if (!*r->owner) { /* Lambda has made it */
        cJSON *tagging = log_tagging_input(deploy, r);

        cJSON_AddItemToObject(tagging, "tags", kind_tag_map(deploy));
        if (log_do(deploy, "TagResource", tagging)) {
            cJSON_Delete(input);
            return -1;
        }
    }
    cJSON_AddItemToObject(input, "retentionInDays", cJSON_Duplicate(aws_json_member(r->wanted, where), 1));
    return log_do(deploy, "PutRetentionPolicy", input);
}

static int log_remove(struct deploy *deploy, struct resource *r)
{
    return log_do(deploy, "DeleteLogGroup", kind_object("logGroupName", log_name(r)));
}

const struct resource_kind kind_log_group = {
    .type = "AWS::Logs::LogGroup",
    .label = "log group",
    .name = "LogGroupName",
    .has_tags = true,
    .is_adopted = true,
    .read = log_read,
    .create = log_create,
    .update = log_update,
    .remove = log_remove,
};
