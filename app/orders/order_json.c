/* An order in JSON. Amounts are added as raw text: a double would print 0.1 + 0.2 with its error. */
#include "app/orders/order_json.h"

#include <cjson/cJSON.h>

#include "app/orders/money.h"

static void json_add_money(cJSON *object, const char *name, int64_t cents)
{
    char text[MONEY_TEXT_SIZE];

    money_format(cents, text);
    cJSON_AddRawToObject(object, name, text);
}

cJSON *order_json_items_new(const struct order *order)
{
    cJSON *items = cJSON_CreateArray();
    int i;

    for (i = 0; i < order->item_count; i++) {
        cJSON *item = cJSON_CreateObject();

        cJSON_AddStringToObject(item, "productId", order->items[i].product_id);
        cJSON_AddStringToObject(item, "name", order->items[i].name);
        cJSON_AddNumberToObject(item, "quantity", order->items[i].quantity);
        json_add_money(item, "price", order->items[i].price_cents);
        cJSON_AddItemToArray(items, item);
    }
    return items;
}

cJSON *order_json_address_new(const struct order_address *address)
{
    cJSON *object = cJSON_CreateObject();

    cJSON_AddStringToObject(object, "street", address->street);
    cJSON_AddStringToObject(object, "city", address->city);
    if (*address->state) cJSON_AddStringToObject(object, "state", address->state);
    cJSON_AddStringToObject(object, "zipCode", address->zip_code);
    cJSON_AddStringToObject(object, "country", address->country);
    return object;
}

static cJSON *json_history_new(const struct order *order)
{
    struct order_event events[ORDER_HISTORY_MAX];
    cJSON *history = cJSON_CreateArray();
    int count = order_history(order, events), i;

    for (i = 0; i < count; i++) {
        cJSON *event = cJSON_CreateObject();

        cJSON_AddStringToObject(event, "status", order_status_name(events[i].status));
        cJSON_AddStringToObject(event, "at", events[i].at);
        cJSON_AddItemToArray(history, event);
    }
    return history;
}

cJSON *order_json_new(const struct order *order)
{
    cJSON *object = cJSON_CreateObject();
    int i;

    cJSON_AddStringToObject(object, "orderId", order->id);
    cJSON_AddStringToObject(object, "status", order_status_name(order->status));
    cJSON_AddStringToObject(object, "orderDate", order->date);
    cJSON_AddStringToObject(object, "customerId", order->customer_id);
    cJSON_AddStringToObject(object, "customerName", order->customer_name);
    cJSON_AddStringToObject(object, "customerEmail", order->customer_email);
    cJSON_AddStringToObject(object, "paymentMethod", order->payment_method);
    cJSON_AddItemToObject(object, "items", order_json_items_new(order));
    json_add_money(object, "totalAmount", order->total_cents);
    cJSON_AddItemToObject(object, "shippingAddress", order_json_address_new(&order->address));
    for (i = 0; i < order_text_field_count; i++) {
        const char *text = order_text_get(order, &order_text_fields[i]);

        if (*text && !order_text_fields[i].is_internal)
            cJSON_AddStringToObject(object, order_text_fields[i].name, text);
    }
    cJSON_AddItemToObject(object, "history", json_history_new(order));
    return object;
}
