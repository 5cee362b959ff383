/* The shop's API: whole events of API Gateway, or, by the first byte, what a browser can put into one. What comes back is
 * always a reply whose body is JSON, and no order is taken that the shop could not read again. */
#include "tests/fuzz/fuzz_app.h"

#include <cjson/cJSON.h>
#include <stdio.h>

#include "app/adapters/dynamodb_order_store.h"
#include "app/functions/app_server/order_api.h"
#include "app/sdk/aws_json.h"
#include "tests/support/app/order_world.h"

enum { API_ANSWER_MAX = 6 * 1024 * 1024 };

/* An event around the input: 1 a body, 2 a body in base64, 3 a path, 4 a token of a list, 5 a customer's, 6 a key. */
static cJSON *api_event_new(unsigned kind, const char *text)
{
    cJSON *event = cJSON_CreateObject(), *query = cJSON_AddObjectToObject(event, "queryStringParameters");
    cJSON *headers = cJSON_AddObjectToObject(event, "headers");
    bool is_post = kind == 1 || kind == 2 || kind == 6;

    cJSON_AddStringToObject(event, "httpMethod", is_post ? "POST" : "GET");
    cJSON_AddStringToObject(event, "path", kind == 3 ? text : "/orders");
    cJSON_AddStringToObject(event, "body",
                            kind == 6
                                ? "{\"customerName\":\"a\",\"customerEmail\":\"a@b.c\",\"items\":[{\"productId\":\"p\","
                                  "\"quantity\":1}],\"shippingAddress\":{\"street\":\"s\",\"city\":\"c\","
                                  "\"zipCode\":\"z\",\"country\":\"GB\"}}"
                                : text);
    cJSON_AddBoolToObject(event, "isBase64Encoded", kind == 2);
    if (kind == 4) cJSON_AddStringToObject(query, "nextToken", text);
    if (kind == 5) cJSON_AddStringToObject(headers, "Authorization", text);
    if (kind == 6) cJSON_AddStringToObject(headers, "Idempotency-Key", text);
    return event;
}

static void api_check_orders(const struct order_world *world)
{
    static struct order again;
    int i;

    for (i = 0; i < world->order_count; i++) {
        cJSON *item = dynamodb_order_item_new(&world->orders[i]);

        must_hold(dynamodb_order_item_read(item, &again));
        must_hold(order_is_same_request(&world->orders[i], &again));
        cJSON_Delete(item);
    }
}

static void api_check_answer(const char *answer)
{
    cJSON *reply = cJSON_Parse(answer), *body;
    const char *text = aws_json_string(reply, "body");

    must_hold(reply && text);
    body = *text ? cJSON_Parse(text) : NULL;
    must_hold(!*text || body);
    cJSON_Delete(body);
    cJSON_Delete(reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct order_world world;
    struct order_api api = { 0 };
    struct text answer;
    char *input, *event;
    unsigned kind = size ? data[0] % 7 : 0;

    memset(&world, 0, sizeof world);
    api.store = order_world_store(&world);
    api.queue = order_world_queue(&world);
    api.catalogue = order_world_catalogue(&world);
    api.shop_key = order_world_shop_key;
    api.shop_key_self = &world;
    api.allowed_origin = "*";
    api.now = order_world_now;
    input = fuzz_string(size ? data + 1 : data, size ? size - 1 : 0);
    if (kind) {
        cJSON *tree = api_event_new(kind, input);

        event = cJSON_PrintUnformatted(tree);
        cJSON_Delete(tree);
    } else {
        event = fuzz_string((const uint8_t *)input, size ? size - 1 : 0);
    }
    text_init(&answer, API_ANSWER_MAX);
    if (order_api_handle(&api, event, strlen(event), &answer)) api_check_answer(text_string(&answer));
    api_check_orders(&world);
    text_release(&answer);
    free(event);
    free(input);
    return 0;
}
