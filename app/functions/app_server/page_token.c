/* Page tokens. A token is checked in full: it comes back from the outside and becomes a key of the store. */
#include "app/functions/app_server/page_token.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_json.h"

void page_token_encode(const struct order_cursor *cursor, struct text *token)
{
    cJSON *tree = cJSON_CreateObject();
    struct text json;

    text_init(&json, PAGE_TOKEN_MAX);
    cJSON_AddStringToObject(tree, "orderId", cursor->order_id);
    if (*cursor->customer_id) {
        cJSON_AddStringToObject(tree, "customerId", cursor->customer_id);
        cJSON_AddStringToObject(tree, "orderDate", cursor->date);
    }
    aws_json_print(tree, &json);
    aws_base64url_encode(token, text_string(&json), json.length);
    text_release(&json);
    cJSON_Delete(tree);
}

static bool token_read(const cJSON *tree, const char *customer_id, struct order_cursor *cursor)
{
    const char *order_id = aws_json_string(tree, "orderId"), *customer = aws_json_string(tree, "customerId");
    const char *date = aws_json_string(tree, "orderDate");

    if (!order_id || !order_id_is_valid(order_id)) return false;
    if (!customer_id != !customer || !customer_id != !date) return false;
    if (customer_id && (strcmp(customer_id, customer) || strlen(date) != ORDER_TIME_SIZE - 1)) return false;
    return text_copy(cursor->order_id, sizeof cursor->order_id, order_id) &&
           text_copy(cursor->customer_id, sizeof cursor->customer_id, customer) &&
           text_copy(cursor->date, sizeof cursor->date, date);
}

bool page_token_decode(const char *token, const char *customer_id, struct order_cursor *cursor)
{
    struct text json;
    cJSON *tree;
    bool ok;

    memset(cursor, 0, sizeof *cursor);
    if (strlen(token) > PAGE_TOKEN_MAX) return false;
    text_init(&json, PAGE_TOKEN_MAX);
    ok = aws_base64url_decode(&json, token);
    tree = ok ? cJSON_ParseWithLength(text_string(&json), json.length) : NULL;
    ok = tree && token_read(tree, customer_id, cursor);
    cJSON_Delete(tree);
    text_release(&json);
    return ok;
}
