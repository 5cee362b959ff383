/* The function app-server: the shop's API behind API Gateway.
 *
 * Environment: ORDERS_TABLE, CUSTOMER_INDEX, ORDER_QUEUE_URL, PRODUCTS_TABLE, CUSTOMERS_TABLE; ALLOWED_ORIGIN (CORS;
 * "*" unless set). */
#include <stdlib.h>

#include "app/adapters/dynamodb_order_store.h"
#include "app/adapters/dynamodb_shop.h"
#include "app/adapters/sqs_order_queue.h"
#include "app/functions/app_server/order_api.h"
#include "app/functions/runtime/function_environment.h"
#include "app/functions/runtime/function_loop.h"

static void server_handle(void *self, const struct function_event *event, struct function_answer *answer)
{
    if (!order_api_handle(self, event->body, event->length, &answer->body))
        function_answer_fail(answer, "InvalidEvent", "The event is not a request of API Gateway.");
}

int main(void)
{
    struct dynamodb_order_store store = { 0 };
    struct sqs_order_queue queue = { 0 };
    struct dynamodb_catalogue catalogue = { 0 };
    struct dynamodb_shop_key key = { 0 };
    const struct function_variable variables[] = {
        { "ORDERS_TABLE", &store.table },  { "CUSTOMER_INDEX", &store.customer_index },
        { "ORDER_QUEUE_URL", &queue.url }, { "PRODUCTS_TABLE", &catalogue.table },
        { "CUSTOMERS_TABLE", &key.table }, { 0 },
    };
    struct order_api api = { .now = order_time_now };
    struct function function = { &api, server_handle };
    struct aws_client *client;

    if (!function_environment_read(variables)) return EXIT_FAILURE;
    api.allowed_origin = function_environment_get("ALLOWED_ORIGIN", "*");
    client = function_client_new();
    if (!client) return EXIT_FAILURE;
    store.client = client;
    queue.client = catalogue.client = key.client = client;
    api.store = dynamodb_order_store_port(&store);
    api.queue = sqs_order_queue_port(&queue);
    api.catalogue = dynamodb_catalogue_port(&catalogue);
    api.shop_key = dynamodb_shop_key_read;
    api.shop_key_self = &key;
    return function_loop_run(&function);
}
