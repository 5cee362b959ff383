/* Custom::Catalogue: the products that an empty table is filled with, so that a new shop has something to sell. Once
 * there is any, what the table holds is the shop's own business: prices change there, not in the template. It has no
 * counterpart in CloudFormation, where a custom resource would do it. */
#include <cjson/cJSON.h>

#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"
#include "app/sdk/dynamodb_client.h"

/* Is there any item? */
static int catalogue_read(struct deploy *deploy, struct resource *r)
{
    const char *table = aws_json_string(r->wanted, "TableName");
    cJSON *input, *output;

    if (!table || !*table) return 0; /* the table is not there */
    input = kind_object("TableName", table);
    cJSON_AddNumberToObject(input, "Limit", 1);
    output = kind_json(deploy, &aws_dynamodb, "DynamoDB_20120810", "Scan", input);
    if (!output) return kind_error_is(deploy, DYNAMODB_NO_SUCH_TABLE) ? 0 : -1;
    if (cJSON_GetArraySize(aws_json_member(output, "Items"))) {
        r->found = cJSON_Duplicate(r->wanted, 1);
        text_copy(r->reference, sizeof r->reference, table);
    }
    cJSON_Delete(output);
    return 0;
}

/* A product of the template as an item: its price is a number, the rest are texts. */
static cJSON *catalogue_item_new(const cJSON *product)
{
    cJSON *item = cJSON_CreateObject();
    const cJSON *member;

    cJSON_ArrayForEach(member, product)
    {
        if (cJSON_IsString(member)) dynamodb_put_string(item, member->string, member->valuestring);
    }
    cJSON_DeleteItemFromObjectCaseSensitive(item, "price");
    dynamodb_put_number(item, "price", aws_json_string(product, "price"));
    return item;
}

static int catalogue_create(struct deploy *deploy, struct resource *r)
{
    const cJSON *product;

    cJSON_ArrayForEach(product, aws_json_member(r->wanted, "Products"))
    {
        if (dynamodb_put_item(deploy->client, aws_json_string(r->wanted, "TableName"), catalogue_item_new(product),
                              NULL, NULL, &deploy->error))
            return -1;
    }
    return 0;
}

static int catalogue_update(struct deploy *deploy, struct resource *r, const char *where)
{
    (void)deploy;
    (void)r;
    (void)where;
    return 0; /* it is found as it is wanted */
}

/* The items go with their table. */
static int catalogue_remove(struct deploy *deploy, struct resource *r)
{
    (void)deploy;
    (void)r;
    return 0;
}

const struct resource_kind kind_catalogue = {
    .type = "Custom::Catalogue",
    .label = "catalogue",
    .name = "TableName",
    .read = catalogue_read,
    .create = catalogue_create,
    .update = catalogue_update,
    .remove = catalogue_remove,
};
