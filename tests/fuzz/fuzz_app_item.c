/* Items of DynamoDB as orders: what is read is written as it was, tells its customer something, and is shown as JSON. */
#include "tests/fuzz/fuzz_app.h"

#include <cjson/cJSON.h>

#include "app/adapters/dynamodb_order_store.h"
#include "app/orders/order_json.h"
#include "app/orders/order_message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct order order, again;
    static struct order_message_text message;
    char *input = fuzz_string(data, size);
    cJSON *item = cJSON_ParseWithLength(input, size), *written, *shown;

    if (item && dynamodb_order_item_read(item, &order)) {
        written = dynamodb_order_item_new(&order);
        must_hold(dynamodb_order_item_read(written, &again));
        must_hold(!memcmp(&order, &again, sizeof order));
        cJSON_Delete(written);
        shown = order_json_new(&order);
        must_hold(shown);
        cJSON_Delete(shown);
        order_message_write(&order, &message);
        must_hold(strlen(message.brief) < ORDER_BRIEF_SIZE && strlen(message.body) < ORDER_MESSAGE_SIZE);
    }
    cJSON_Delete(item);
    free(input);
    return 0;
}
