/* Amazon DynamoDB over AWS JSON 1.0. */
#include "app/sdk/dynamodb_client.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/aws_protocol.h"

enum { TABLE_POLL_MS_MAX = 2000, TABLE_POLLS_MAX = 70 };

static const struct aws_service dynamodb = { "DYNAMODB", "dynamodb", "dynamodb", NULL };

static cJSON *dynamodb_call(struct aws_client *client, const char *operation, cJSON *input, struct aws_error *error)
{
    char target[64];

    snprintf(target, sizeof target, "DynamoDB_20120810.%s", operation);
    return aws_json_call(client, &dynamodb, target, input, 0, error);
}

/* For operations whose output nobody needs. */
static int dynamodb_do(struct aws_client *client, const char *operation, cJSON *input, struct aws_error *error)
{
    cJSON *output = dynamodb_call(client, operation, input, error);

    cJSON_Delete(output);
    return output ? 0 : -1;
}

/* --- attributes ----------------------------------------------------------------------------------------------- */

void dynamodb_put_string(cJSON *item, const char *name, const char *value)
{
    cJSON_AddStringToObject(cJSON_AddObjectToObject(item, name), "S", value);
}

void dynamodb_put_number(cJSON *item, const char *name, const char *value)
{
    cJSON_AddStringToObject(cJSON_AddObjectToObject(item, name), "N", value);
}

void dynamodb_put_map(cJSON *item, const char *name, cJSON *map)
{
    cJSON_AddItemToObject(cJSON_AddObjectToObject(item, name), "M", map);
}

void dynamodb_put_list(cJSON *item, const char *name, cJSON *list)
{
    cJSON_AddItemToObject(cJSON_AddObjectToObject(item, name), "L", list);
}

const char *dynamodb_string(const cJSON *item, const char *name)
{
    return aws_json_string(aws_json_member(item, name), "S");
}

const char *dynamodb_number(const cJSON *item, const char *name)
{
    return aws_json_string(aws_json_member(item, name), "N");
}

const cJSON *dynamodb_map(const cJSON *item, const char *name)
{
    return aws_json_member(aws_json_member(item, name), "M");
}

const cJSON *dynamodb_list(const cJSON *item, const char *name)
{
    return aws_json_member(aws_json_member(item, name), "L");
}

/* --- items ---------------------------------------------------------------------------------------------------- */

static cJSON *dynamodb_input(const char *table)
{
    cJSON *input = cJSON_CreateObject();

    cJSON_AddStringToObject(input, "TableName", table);
    return input;
}

static void dynamodb_input_key(cJSON *input, const char *key_name, const char *key)
{
    dynamodb_put_string(cJSON_AddObjectToObject(input, "Key"), key_name, key);
}

int dynamodb_put_item(struct aws_client *client, const char *table, cJSON *item, const char *condition,
                      struct aws_error *error)
{
    cJSON *input = dynamodb_input(table);

    cJSON_AddItemToObject(input, "Item", item);
    if (condition) cJSON_AddStringToObject(input, "ConditionExpression", condition);
    return dynamodb_do(client, "PutItem", input, error);
}

int dynamodb_get_item(struct aws_client *client, const char *table, const char *key_name, const char *key, cJSON **item,
                      struct aws_error *error)
{
    cJSON *input = dynamodb_input(table), *output;

    dynamodb_input_key(input, key_name, key);
    cJSON_AddTrueToObject(input, "ConsistentRead");
    output = dynamodb_call(client, "GetItem", input, error);
    *item = output ? cJSON_DetachItemFromObjectCaseSensitive(output, "Item") : NULL;
    cJSON_Delete(output);
    return output ? 0 : -1;
}

int dynamodb_update_item(struct aws_client *client, const struct dynamodb_update *update, struct aws_error *error)
{
    cJSON *input = dynamodb_input(update->table);

    dynamodb_input_key(input, update->key_name, update->key);
    cJSON_AddStringToObject(input, "UpdateExpression", update->expression);
    if (update->condition) cJSON_AddStringToObject(input, "ConditionExpression", update->condition);
    if (update->names) cJSON_AddItemToObject(input, "ExpressionAttributeNames", update->names);
    if (update->values) cJSON_AddItemToObject(input, "ExpressionAttributeValues", update->values);
    return dynamodb_do(client, "UpdateItem", input, error);
}

static void dynamodb_input_query(cJSON *input, const struct dynamodb_range *range)
{
    cJSON_AddStringToObject(input, "KeyConditionExpression", "#key = :key");
    cJSON_AddStringToObject(cJSON_AddObjectToObject(input, "ExpressionAttributeNames"), "#key", range->key_name);
    dynamodb_put_string(cJSON_AddObjectToObject(input, "ExpressionAttributeValues"), ":key", range->key);
    cJSON_AddBoolToObject(input, "ScanIndexForward", !range->is_descending);
}

int dynamodb_read_page(struct aws_client *client, const struct dynamodb_range *range, struct dynamodb_page *page,
                       struct aws_error *error)
{
    cJSON *input = dynamodb_input(range->table);

    if (range->index) cJSON_AddStringToObject(input, "IndexName", range->index);
    if (range->key_name) dynamodb_input_query(input, range);
    if (range->limit) cJSON_AddNumberToObject(input, "Limit", range->limit);
    if (range->start) cJSON_AddItemToObject(input, "ExclusiveStartKey", range->start);

    memset(page, 0, sizeof *page);
    page->output = dynamodb_call(client, range->key_name ? "Query" : "Scan", input, error);
    page->items = aws_json_member(page->output, "Items");
    page->last_key = aws_json_member(page->output, "LastEvaluatedKey");
    return page->output ? 0 : -1;
}

/* --- tables --------------------------------------------------------------------------------------------------- */

int dynamodb_create_table(struct aws_client *client, cJSON *input, struct aws_error *error)
{
    return dynamodb_do(client, "CreateTable", input, error);
}

static bool dynamodb_status_is_active(const cJSON *tree, const char *name)
{
    const char *status = aws_json_string(tree, name);

    return status && !strcmp(status, "ACTIVE");
}

static bool dynamodb_table_is_active(const cJSON *description)
{
    const cJSON *table = aws_json_member(description, "Table"), *index;

    if (!dynamodb_status_is_active(table, "TableStatus")) return false;
    cJSON_ArrayForEach(
        index, aws_json_member(
                   table, "GlobalSecondaryIndexes")) if (!dynamodb_status_is_active(index, "IndexStatus")) return false;
    return true;
}

int dynamodb_wait_table(struct aws_client *client, const char *table, struct aws_error *error)
{
    unsigned poll, pause_ms = 20;

    for (poll = 0; poll < TABLE_POLLS_MAX; poll++) {
        cJSON *output = dynamodb_call(client, "DescribeTable", dynamodb_input(table), error);
        bool is_active = dynamodb_table_is_active(output);

        cJSON_Delete(output);
        if (is_active) return 0;
        /* just after CreateTable a read may not see the table yet */
        if (!output && !aws_error_is(error, DYNAMODB_NO_SUCH_TABLE)) return -1;
        aws_client_pause(pause_ms);
        pause_ms = pause_ms * 2 < TABLE_POLL_MS_MAX ? pause_ms * 2 : TABLE_POLL_MS_MAX;
    }
    aws_error_set(error, AWS_ERROR_TIMEOUT, "table %s does not become ACTIVE", table);
    return -1;
}
