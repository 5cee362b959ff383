/* The order store over DynamoDB. Failures are logged here, where their cause is known, and go up as "unavailable". */
#include "app/adapters/dynamodb_order_store.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/adapters/json_log.h"
#include "app/sdk/aws_retry.h"
#include "app/sdk/dynamodb_client.h"

enum { STORE_EXPRESSION_MAX = 1024 };

static enum order_store_result store_failed(const char *operation, const char *order_id, const struct aws_error *error)
{
    if (aws_error_is(error, DYNAMODB_CONDITION_FAILED)) return ORDER_STORE_CONFLICT;
    json_log_error("DynamoDB failed", "operation", operation, "orderId", order_id, "code", error->code, "cause",
                   error->message, NULL);
    return aws_retry_is_throttling(error) ? ORDER_STORE_THROTTLED : ORDER_STORE_UNAVAILABLE;
}

static enum order_store_result store_unreadable(const char *order_id)
{
    json_log_error("The item is not an order", "orderId", order_id, NULL);
    return ORDER_STORE_UNAVAILABLE;
}

/* Reads an item, which is deleted, into `order`; the result of the call becomes UNAVAILABLE where it is no order. */
static enum order_store_result store_read(cJSON *item, const char *order_id, enum order_store_result result,
                                          struct order *order)
{
    bool is_order = item && dynamodb_order_item_read(item, order);

    cJSON_Delete(item);
    return is_order ? result : store_unreadable(order_id);
}

static enum order_store_result store_insert(void *self, const struct order *order, struct order *stored)
{
    const struct dynamodb_order_store *store = self;
    enum order_store_result result;
    struct aws_error error;
    cJSON *standing;

    if (!dynamodb_put_item(store->client, store->table, dynamodb_order_item_new(order), "attribute_not_exists(orderId)",
                           &standing, &error)) {
        cJSON_Delete(standing);
        return ORDER_STORE_OK;
    }
    result = store_failed("PutItem", order->id, &error);
    if (result == ORDER_STORE_CONFLICT) return store_read(standing, order->id, result, stored);
    cJSON_Delete(standing);
    return result;
}

static enum order_store_result store_find(void *self, const char *order_id, struct order *order)
{
    const struct dynamodb_order_store *store = self;
    struct aws_error error;
    cJSON *item;

    if (dynamodb_get_item(store->client, store->table, "orderId", order_id, &item, &error))
        return store_failed("GetItem", order_id, &error);
    return item ? store_read(item, order_id, ORDER_STORE_OK, order) : ORDER_STORE_NOT_FOUND;
}

/* --- update --------------------------------------------------------------------------------------------------- */

/* "SET #status = :to, transactionId = :v0, …" with its values; `status` is a reserved word of DynamoDB. */
static void store_write_expression(const struct order_change *change, struct text *expression, cJSON *values)
{
    int i;

    text_put(expression, "SET #status = :to");
    for (i = 0; i < ORDER_CHANGE_TEXTS_MAX && change->texts[i].name; i++) {
        char placeholder[16];

        snprintf(placeholder, sizeof placeholder, ":v%d", i);
        text_printf(expression, ", %s = %s", change->texts[i].name, placeholder);
        dynamodb_put_string(values, placeholder, change->texts[i].value);
    }
}

static enum order_store_result store_update(void *self, const struct order_change *change, struct order *order)
{
    const struct dynamodb_order_store *store = self;
    cJSON *names = cJSON_CreateObject(), *values = cJSON_CreateObject();
    struct text expression, condition;
    struct dynamodb_update update = {
        .table = store->table,
        .key_name = "orderId",
        .key = change->order_id,
        .names = names,
        .values = values,
    };
    enum order_store_result result = ORDER_STORE_OK;
    struct aws_error error;
    cJSON *item;

    text_init(&expression, STORE_EXPRESSION_MAX);
    text_init(&condition, STORE_EXPRESSION_MAX);
    cJSON_AddStringToObject(names, "#status", "status");
    dynamodb_put_string(values, ":from", order_status_name(change->from));
    dynamodb_put_string(values, ":to", order_status_name(change->to));
    store_write_expression(change, &expression, values);
    text_put(&condition, "#status = :from");
    if (change->absent) text_printf(&condition, " AND attribute_not_exists(%s)", change->absent);
    update.expression = text_string(&expression);
    update.condition = text_string(&condition);
    if (dynamodb_update_item(store->client, &update, &item, &error))
        result = store_failed("UpdateItem", change->order_id, &error);
    text_release(&condition);
    text_release(&expression);
    if (result == ORDER_STORE_CONFLICT && !item) return ORDER_STORE_NOT_FOUND;
    if (result == ORDER_STORE_OK || result == ORDER_STORE_CONFLICT)
        return store_read(item, change->order_id, result, order);
    cJSON_Delete(item);
    return result;
}

/* --- list ----------------------------------------------------------------------------------------------------- */

static cJSON *store_start_key_new(const struct order_listing *listing)
{
    cJSON *key;

    if (!*listing->start.order_id) return NULL;
    key = cJSON_CreateObject();
    dynamodb_put_string(key, "orderId", listing->start.order_id);
    if (listing->customer_id) {
        dynamodb_put_string(key, "customerId", listing->start.customer_id);
        dynamodb_put_string(key, "orderDate", listing->start.date);
    }
    return key;
}

/* The key that DynamoDB stopped at. Its three attributes are those of our own cursor. */
static bool store_read_cursor(const cJSON *key, struct order_cursor *cursor)
{
    const char *order_id = dynamodb_string(key, "orderId");

    memset(cursor, 0, sizeof *cursor);
    return !key || (order_id && text_copy(cursor->order_id, sizeof cursor->order_id, order_id) &&
                    text_copy(cursor->customer_id, sizeof cursor->customer_id, dynamodb_string(key, "customerId")) &&
                    text_copy(cursor->date, sizeof cursor->date, dynamodb_string(key, "orderDate")));
}

static bool store_read_page(const struct dynamodb_page *answer, int limit, struct order_page *page)
{
    const cJSON *item;

    page->count = 0;
    if (cJSON_GetArraySize(answer->items) > limit) return false;
    cJSON_ArrayForEach(item, answer->items)
    {
        if (dynamodb_order_item_read(item, &page->orders[page->count])) page->count++;
        else store_unreadable(dynamodb_string(item, "orderId")); /* one that others made hides none of ours */
    }
    return store_read_cursor(answer->last_key, &page->end);
}

static enum order_store_result store_list(void *self, const struct order_listing *listing, struct order_page *page)
{
    const struct dynamodb_order_store *store = self;
    struct dynamodb_range range = {
        .table = store->table,
        .index = listing->customer_id ? store->customer_index : NULL,
        .key_name = listing->customer_id ? "customerId" : NULL,
        .key = listing->customer_id,
        .is_descending = true,
        .limit = listing->limit,
        .filter_name = listing->status ? "status" : NULL,
        .filter = listing->status,
        .start = store_start_key_new(listing),
    };
    struct dynamodb_page answer;
    struct aws_error error;
    bool is_readable;

    if (dynamodb_read_page(store->client, &range, &answer, &error))
        return store_failed(range.key_name ? "Query" : "Scan", NULL, &error);
    is_readable = store_read_page(&answer, listing->limit, page);
    cJSON_Delete(answer.output);
    return is_readable ? ORDER_STORE_OK : store_unreadable(NULL);
}

struct order_store dynamodb_order_store_port(struct dynamodb_order_store *self)
{
    return (struct order_store){ self, store_insert, store_find, store_update, store_list };
}
