/* Amazon DynamoDB over AWS JSON 1.0. */
#include "app/sdk/dynamodb_client.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/aws_protocol.h"
#include "app/sdk/aws_services.h"

static cJSON *dynamodb_call_detailed(struct aws_client *client, const char *operation, cJSON *input, cJSON **details,
                                     struct aws_error *error)
{
    char target[64];

    snprintf(target, sizeof target, "DynamoDB_20120810.%s", operation);
    return aws_json_call_detailed(client, &aws_dynamodb, target, input, 0, details, error);
}

static cJSON *dynamodb_call(struct aws_client *client, const char *operation, cJSON *input, struct aws_error *error)
{
    return dynamodb_call_detailed(client, operation, input, NULL, error);
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

/* Calls a write; `item`, where wanted, becomes the named member of its answer, or the item that a condition was not met
 * by. AWS: ReturnValuesOnConditionCheckFailure puts that into the error's member Item. */
static int dynamodb_write(struct aws_client *client, const char *operation, cJSON *input, const char *member,
                          cJSON **item, struct aws_error *error)
{
    cJSON *details = NULL, *output;

    if (item) cJSON_AddStringToObject(input, "ReturnValuesOnConditionCheckFailure", "ALL_OLD");
    output = dynamodb_call_detailed(client, operation, input, item ? &details : NULL, error);
    if (item) *item = cJSON_DetachItemFromObjectCaseSensitive(output ? output : details, output ? member : "Item");
    cJSON_Delete(details);
    cJSON_Delete(output);
    return output ? 0 : -1;
}

int dynamodb_put_item(struct aws_client *client, const char *table, cJSON *item, const char *condition,
                      cJSON **standing, struct aws_error *error)
{
    cJSON *input = dynamodb_input(table);

    cJSON_AddItemToObject(input, "Item", item);
    if (condition) cJSON_AddStringToObject(input, "ConditionExpression", condition);
    return dynamodb_write(client, "PutItem", input, "Attributes", standing, error);
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

int dynamodb_update_item(struct aws_client *client, const struct dynamodb_update *update, cJSON **item,
                         struct aws_error *error)
{
    cJSON *input = dynamodb_input(update->table);

    dynamodb_input_key(input, update->key_name, update->key);
    cJSON_AddStringToObject(input, "UpdateExpression", update->expression);
    if (update->condition) cJSON_AddStringToObject(input, "ConditionExpression", update->condition);
    if (update->names) cJSON_AddItemToObject(input, "ExpressionAttributeNames", update->names);
    if (update->values) cJSON_AddItemToObject(input, "ExpressionAttributeValues", update->values);
    if (item) cJSON_AddStringToObject(input, "ReturnValues", "ALL_NEW");
    return dynamodb_write(client, "UpdateItem", input, "Attributes", item, error);
}

/* Puts the range's names and values into expressions: "#key = :key", and a filter "#filter = :filter". */
static void dynamodb_input_range(cJSON *input, const struct dynamodb_range *range)
{
    cJSON *names, *values;

    if (!range->key_name && !range->filter_name) return;
    names = cJSON_AddObjectToObject(input, "ExpressionAttributeNames");
    values = cJSON_AddObjectToObject(input, "ExpressionAttributeValues");
    if (range->key_name) {
        cJSON_AddStringToObject(input, "KeyConditionExpression", "#key = :key");
        cJSON_AddStringToObject(names, "#key", range->key_name);
        dynamodb_put_string(values, ":key", range->key);
        cJSON_AddBoolToObject(input, "ScanIndexForward", !range->is_descending);
    }
    if (range->filter_name) {
        cJSON_AddStringToObject(input, "FilterExpression", "#filter = :filter");
        cJSON_AddStringToObject(names, "#filter", range->filter_name);
        dynamodb_put_string(values, ":filter", range->filter);
    }
}

int dynamodb_read_page(struct aws_client *client, const struct dynamodb_range *range, struct dynamodb_page *page,
                       struct aws_error *error)
{
    cJSON *input = dynamodb_input(range->table);

    if (range->index) cJSON_AddStringToObject(input, "IndexName", range->index);
    dynamodb_input_range(input, range);
    if (range->limit) cJSON_AddNumberToObject(input, "Limit", range->limit);
    if (range->start) cJSON_AddItemToObject(input, "ExclusiveStartKey", range->start);

    memset(page, 0, sizeof *page);
    page->output = dynamodb_call(client, range->key_name ? "Query" : "Scan", input, error);
    page->items = aws_json_member(page->output, "Items");
    page->last_key = aws_json_member(page->output, "LastEvaluatedKey");
    return page->output ? 0 : -1;
}
