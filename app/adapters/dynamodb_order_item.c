/* An order as a DynamoDB item: amounts as numbers in their exact text, lines and address as a list and a map. */
#include "app/adapters/dynamodb_order_store.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/orders/money.h"
#include "app/sdk/dynamodb_client.h"
#include "app/sdk/text.h"

/* --- writing -------------------------------------------------------------------------------------------------- */

static void item_put_money(cJSON *item, const char *name, int64_t cents)
{
    char text[MONEY_TEXT_SIZE];

    money_format(cents, text);
    dynamodb_put_number(item, name, text);
}

static cJSON *item_lines_new(const struct order *order)
{
    cJSON *list = cJSON_CreateArray();
    int i;

    for (i = 0; i < order->item_count; i++) {
        const struct order_item *line = &order->items[i];
        cJSON *attribute = cJSON_CreateObject(), *map = cJSON_AddObjectToObject(attribute, "M");
        char quantity[16];

        snprintf(quantity, sizeof quantity, "%d", line->quantity);
        dynamodb_put_string(map, "productId", line->product_id);
        dynamodb_put_string(map, "name", line->name);
        dynamodb_put_number(map, "quantity", quantity);
        item_put_money(map, "price", line->price_cents);
        cJSON_AddItemToArray(list, attribute);
    }
    return list;
}

static cJSON *item_address_new(const struct order_address *address)
{
    cJSON *map = cJSON_CreateObject();

    dynamodb_put_string(map, "street", address->street);
    dynamodb_put_string(map, "city", address->city);
    if (*address->state) dynamodb_put_string(map, "state", address->state);
    dynamodb_put_string(map, "zipCode", address->zip_code);
    dynamodb_put_string(map, "country", address->country);
    return map;
}

cJSON *dynamodb_order_item_new(const struct order *order)
{
    cJSON *item = cJSON_CreateObject();
    int i;

    dynamodb_put_string(item, "orderId", order->id);
    dynamodb_put_string(item, "status", order_status_name(order->status));
    dynamodb_put_string(item, "orderDate", order->date);
    dynamodb_put_string(item, "customerId", order->customer_id);
    dynamodb_put_string(item, "customerName", order->customer_name);
    dynamodb_put_string(item, "customerEmail", order->customer_email);
    dynamodb_put_string(item, "paymentMethod", order->payment_method);
    dynamodb_put_list(item, "items", item_lines_new(order));
    item_put_money(item, "totalAmount", order->total_cents);
    dynamodb_put_map(item, "shippingAddress", item_address_new(&order->address));
    for (i = 0; i < order_text_field_count; i++) {
        const char *text = order_text_get(order, &order_text_fields[i]);

        if (*text) dynamodb_put_string(item, order_text_fields[i].name, text);
    }
    return item;
}

/* --- reading -------------------------------------------------------------------------------------------------- */

/* A required text. */
static bool item_read_text(const cJSON *item, const char *name, char *field, size_t size)
{
    const char *value = dynamodb_string(item, name);

    return value && text_copy(field, size, value);
}

static bool item_read_money(const cJSON *item, const char *name, int64_t *cents)
{
    const char *value = dynamodb_number(item, name);

    return value && money_parse(value, cents) == MONEY_OK;
}

static bool item_read_line(const cJSON *map, struct order_item *line)
{
    const char *quantity = dynamodb_number(map, "quantity");

    line->quantity = quantity ? (int)strtol(quantity, NULL, 10) : 0;
    return line->quantity > 0 && item_read_text(map, "productId", line->product_id, sizeof line->product_id) &&
           item_read_text(map, "name", line->name, sizeof line->name) &&
           item_read_money(map, "price", &line->price_cents);
}

static bool item_read_lines(const cJSON *item, struct order *order)
{
    const cJSON *list = dynamodb_list(item, "items"), *element;

    if (cJSON_GetArraySize(list) > ORDER_ITEMS_MAX) return false;
    cJSON_ArrayForEach(element, list)
    {
        const cJSON *map = cJSON_GetObjectItemCaseSensitive(element, "M");

        if (!item_read_line(map, &order->items[order->item_count++])) return false;
    }
    return order->item_count > 0;
}

static bool item_read_address(const cJSON *item, struct order_address *address)
{
    const cJSON *map = dynamodb_map(item, "shippingAddress");

    return item_read_text(map, "street", address->street, sizeof address->street) &&
           item_read_text(map, "city", address->city, sizeof address->city) &&
           text_copy(address->state, sizeof address->state, dynamodb_string(map, "state")) &&
           item_read_text(map, "zipCode", address->zip_code, sizeof address->zip_code) &&
           item_read_text(map, "country", address->country, sizeof address->country);
}

static bool item_read_progress(const cJSON *item, struct order *order)
{
    bool ok = order_status_parse(dynamodb_string(item, "status"), &order->status);
    int i;

    for (i = 0; i < order_text_field_count; i++)
        ok = order_text_set(order, &order_text_fields[i], dynamodb_string(item, order_text_fields[i].name)) && ok;
    return ok;
}

bool dynamodb_order_item_read(const cJSON *item, struct order *order)
{
    memset(order, 0, sizeof *order);
    return item_read_text(item, "orderId", order->id, sizeof order->id) &&
           item_read_text(item, "orderDate", order->date, sizeof order->date) &&
           item_read_text(item, "customerId", order->customer_id, sizeof order->customer_id) &&
           item_read_text(item, "customerName", order->customer_name, sizeof order->customer_name) &&
           item_read_text(item, "customerEmail", order->customer_email, sizeof order->customer_email) &&
           item_read_text(item, "paymentMethod", order->payment_method, sizeof order->payment_method) &&
           item_read_money(item, "totalAmount", &order->total_cents) && item_read_lines(item, order) &&
           item_read_address(item, &order->address) && item_read_progress(item, order);
}
