/* AWS::DynamoDB::Table. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/deploy_compare.h"
#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

static int table_do(struct deploy *deploy, const char *operation, cJSON *input)
{
    return kind_json_do(deploy, &aws_dynamodb, "DynamoDB_20120810", operation, input);
}

static cJSON *table_call(struct deploy *deploy, const char *operation, cJSON *input)
{
    return kind_json(deploy, &aws_dynamodb, "DynamoDB_20120810", operation, input);
}

static const char *table_name(const struct resource *r)
{
    return aws_json_string(r->wanted, "TableName");
}

static bool table_member_is(const cJSON *object, const char *name, const char *expected)
{
    const char *value = aws_json_string(object, name);

    return value && !strcmp(value, expected);
}

/* --- reading -------------------------------------------------------------------------------------------------- */

static cJSON *table_throughput(const cJSON *described)
{
    static const char *const units[] = { "ReadCapacityUnits", "WriteCapacityUnits", NULL };

    return kind_pick(aws_json_member(described, "ProvisionedThroughput"), units);
}

static cJSON *table_indexes(const cJSON *described)
{
    static const char *const members[] = { "IndexName", "KeySchema", "Projection", NULL };
    cJSON *indexes = cJSON_CreateArray();
    const cJSON *index;

    cJSON_ArrayForEach(index, aws_json_member(described, "GlobalSecondaryIndexes"))
    {
        cJSON *copy = kind_pick(index, members);

        cJSON_AddItemToObject(copy, "ProvisionedThroughput", table_throughput(index));
        cJSON_AddItemToArray(indexes, copy);
    }
    return indexes;
}

/* A table as the template would word it, but for what other operations tell. */
static cJSON *table_as_wanted(const cJSON *described)
{
    static const char *const members[] = { "TableName",           "AttributeDefinitions",      "KeySchema",
                                           "StreamSpecification", "DeletionProtectionEnabled", NULL };
    cJSON *found = kind_pick(described, members);
    const char *mode = aws_json_string(aws_json_member(described, "BillingModeSummary"), "BillingMode");

    cJSON_AddStringToObject(found, "BillingMode", mode ? mode : "PROVISIONED");
    cJSON_AddItemToObject(found, "ProvisionedThroughput", table_throughput(described));
    cJSON_AddItemToObject(found, "GlobalSecondaryIndexes", table_indexes(described));
    return found;
}

static int table_read_backups(struct deploy *deploy, struct resource *r)
{
    cJSON *output = table_call(deploy, "DescribeContinuousBackups", kind_object("TableName", table_name(r)));
    const cJSON *backups = aws_json_member(output, "ContinuousBackupsDescription");
    const cJSON *recovery = aws_json_member(backups, "PointInTimeRecoveryDescription");
    bool is_enabled = table_member_is(recovery, "PointInTimeRecoveryStatus", "ENABLED");

    cJSON_Delete(output);
    cJSON_AddBoolToObject(cJSON_AddObjectToObject(r->found, "PointInTimeRecoverySpecification"),
                          "PointInTimeRecoveryEnabled", is_enabled);
    return output ? 0 : -1;
}

static int table_read_lifetime(struct deploy *deploy, struct resource *r)
{
    cJSON *output = table_call(deploy, "DescribeTimeToLive", kind_object("TableName", table_name(r)));
    const cJSON *description = aws_json_member(output, "TimeToLiveDescription");
    const char *attribute = aws_json_string(description, "AttributeName");
    bool is_enabled = table_member_is(description, "TimeToLiveStatus", "ENABLED") ||
                      table_member_is(description, "TimeToLiveStatus", "ENABLING");
    cJSON *specification = cJSON_AddObjectToObject(r->found, "TimeToLiveSpecification");

    cJSON_AddBoolToObject(specification, "Enabled", is_enabled);
    if (attribute) cJSON_AddStringToObject(specification, "AttributeName", attribute);
    cJSON_Delete(output);
    return output ? 0 : -1;
}

static int table_read_owner(struct deploy *deploy, struct resource *r)
{
    cJSON *output = table_call(deploy, "ListTagsOfResource", kind_object("ResourceArn", r->arn));

    kind_owner_from_list(r, aws_json_member(output, "Tags"), "Key", "Value");
    cJSON_Delete(output);
    return output ? 0 : -1;
}

static int table_read(struct deploy *deploy, struct resource *r)
{
    cJSON *output = table_call(deploy, "DescribeTable", kind_object("TableName", table_name(r)));
    const cJSON *described = aws_json_member(output, "Table");

    if (!output) return kind_error_is(deploy, "ResourceNotFoundException") ? 0 : -1;
    r->found = table_as_wanted(described);
    text_copy(r->reference, sizeof r->reference, table_name(r));
    text_copy(r->arn, sizeof r->arn, aws_json_string(described, "TableArn"));
    cJSON_Delete(output);
    return table_read_owner(deploy, r) || table_read_backups(deploy, r) || table_read_lifetime(deploy, r) ? -1 : 0;
}

/* --- making --------------------------------------------------------------------------------------------------- */

/* Is the table with its indexes at rest? */
static bool table_is_active(const cJSON *output)
{
    const cJSON *table = aws_json_member(output, "Table"), *index;
    bool is_active = table_member_is(table, "TableStatus", "ACTIVE");

    cJSON_ArrayForEach(index, aws_json_member(table, "GlobalSecondaryIndexes"))
    {
        is_active = is_active && table_member_is(index, "IndexStatus", "ACTIVE");
    }
    return is_active;
}

static int table_wait(struct deploy *deploy, const struct resource *r)
{
    unsigned polls = 0;

    do {
        cJSON *output = table_call(deploy, "DescribeTable", kind_object("TableName", table_name(r)));
        bool is_active = table_is_active(output);

        cJSON_Delete(output);
        if (is_active) return 0;
        /* just after CreateTable a read may not see the table yet */
        if (!output && !kind_error_is(deploy, "ResourceNotFoundException")) return -1;
    } while (kind_wait(deploy, &polls, "ACTIVE"));
    return -1;
}

/* A stream's specification as the API wants it: the template does not say that it is enabled. */
static void table_add_stream(cJSON *input, const cJSON *wanted)
{
    const cJSON *stream = aws_json_member(wanted, "StreamSpecification");
    cJSON *copy;

    if (!stream) return;
    copy = cJSON_Duplicate(stream, 1);
    cJSON_AddTrueToObject(copy, "StreamEnabled");
    cJSON_AddItemToObject(input, "StreamSpecification", copy);
}

static int table_create(struct deploy *deploy, struct resource *r)
{
    static const char *const members[] = { "TableName",
                                           "AttributeDefinitions",
                                           "KeySchema",
                                           "GlobalSecondaryIndexes",
                                           "BillingMode",
                                           "ProvisionedThroughput",
                                           "DeletionProtectionEnabled",
                                           NULL };
    cJSON *input = kind_pick(r->wanted, members);

    table_add_stream(input, r->wanted);
    cJSON_AddItemToObject(input, "Tags", kind_tag_list(deploy, "Key", "Value"));
    return table_do(deploy, "CreateTable", input) || table_wait(deploy, r) ? -1 : 0;
}

/* --- changing ------------------------------------------------------------------------------------------------- */

static const cJSON *table_index_of(const cJSON *indexes, const char *name)
{
    const cJSON *index;

    cJSON_ArrayForEach(index, indexes)
    {
        if (table_member_is(index, "IndexName", name)) return index;
    }
    return NULL;
}

/* The first change of the indexes that is due, as UpdateTable wants it: AWS makes one at a time. NULL: none. */
static cJSON *table_index_change(const cJSON *wanted, const cJSON *found)
{
    static const char *const throughput[] = { "IndexName", "ProvisionedThroughput", NULL };
    cJSON *change = cJSON_CreateObject();
    const cJSON *index;

    cJSON_ArrayForEach(index, found)
    {
        const char *name = aws_json_string(index, "IndexName");

        if (table_index_of(wanted, name)) continue;
        cJSON_AddItemToObject(change, "Delete", kind_object("IndexName", name));
        return change;
    }
    cJSON_ArrayForEach(index, wanted)
    {
        const cJSON *other = table_index_of(found, aws_json_string(index, "IndexName"));

        if (other && deploy_compare_values(index, other)) continue;
        if (other) cJSON_AddItemToObject(change, "Update", kind_pick(index, throughput));
        else cJSON_AddItemToObject(change, "Create", cJSON_Duplicate(index, 1));
        return change;
    }
    cJSON_Delete(change);
    return NULL;
}

static int table_update_indexes(struct deploy *deploy, struct resource *r)
{
    cJSON *input = kind_object("TableName", table_name(r)), *change;

    change = table_index_change(aws_json_member(r->wanted, "GlobalSecondaryIndexes"),
                                aws_json_member(r->found, "GlobalSecondaryIndexes"));
    cJSON_AddItemToObject(input, "AttributeDefinitions",
                          cJSON_Duplicate(aws_json_member(r->wanted, "AttributeDefinitions"), 1));
    if (change) cJSON_AddItemToArray(cJSON_AddArrayToObject(input, "GlobalSecondaryIndexUpdates"), change);
    return table_do(deploy, "UpdateTable", input) || table_wait(deploy, r) ? -1 : 0;
}

static int table_update_table(struct deploy *deploy, struct resource *r, const char *where)
{
    static const char *const throughput[] = { "BillingMode", "ProvisionedThroughput", NULL };
    const char *const only[] = { where, NULL };
    bool is_throughput = !strcmp(where, "BillingMode") || !strcmp(where, "ProvisionedThroughput");
    cJSON *input = kind_pick(r->wanted, is_throughput ? throughput : only);

    if (!strcmp(where, "StreamSpecification")) {
        cJSON_DeleteItemFromObjectCaseSensitive(input, where);
        table_add_stream(input, r->wanted);
    }
    cJSON_AddStringToObject(input, "TableName", table_name(r));
    return table_do(deploy, "UpdateTable", input) || table_wait(deploy, r) ? -1 : 0;
}

static int table_update(struct deploy *deploy, struct resource *r, const char *where)
{
    static const char *const changed_by_update_table[] = { "BillingMode", "ProvisionedThroughput",
                                                           "StreamSpecification", "DeletionProtectionEnabled", NULL };
    const char *const recovery[] = { "TableName", "PointInTimeRecoverySpecification", NULL };
    const char *const lifetime[] = { "TableName", "TimeToLiveSpecification", NULL };

    if (!strcmp(where, recovery[1])) return table_do(deploy, "UpdateContinuousBackups", kind_pick(r->wanted, recovery));
    if (!strcmp(where, lifetime[1])) return table_do(deploy, "UpdateTimeToLive", kind_pick(r->wanted, lifetime));
    if (!strcmp(where, "GlobalSecondaryIndexes") || !strcmp(where, "AttributeDefinitions"))
        return table_update_indexes(deploy, r);
    for (const char *const *each = changed_by_update_table; *each; each++)
        if (!strcmp(where, *each)) return table_update_table(deploy, r, where);
    aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "its %s is another, and a table's cannot be changed", where);
    return -1;
}

static int table_remove(struct deploy *deploy, struct resource *r)
{
    cJSON *input = kind_object("TableName", table_name(r));
    unsigned polls = 0;

    if (cJSON_IsTrue(aws_json_member(r->found, "DeletionProtectionEnabled"))) {
        cJSON_AddFalseToObject(input, "DeletionProtectionEnabled");
        if (table_do(deploy, "UpdateTable", input) || table_wait(deploy, r)) return -1;
        cJSON_DeleteItemFromObjectCaseSensitive(r->found, "DeletionProtectionEnabled");
        input = kind_object("TableName", table_name(r));
    }
    if (table_do(deploy, "DeleteTable", input) && !kind_error_is(deploy, "ResourceNotFoundException")) return -1;
    while (!table_do(deploy, "DescribeTable", kind_object("TableName", table_name(r))))
        if (!kind_wait(deploy, &polls, "removed")) return -1;
    return kind_error_is(deploy, "ResourceNotFoundException") ? 0 : -1;
}

const struct resource_kind kind_table = {
    .type = "AWS::DynamoDB::Table",
    .label = "table",
    .name = "TableName",
    .has_tags = true,
    .read = table_read,
    .create = table_create,
    .update = table_update,
    .remove = table_remove,
};
