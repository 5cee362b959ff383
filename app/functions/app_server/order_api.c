/* The shop's API: a table of routes and their handlers. */
#include "app/functions/app_server/order_api.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/functions/app_server/api_event.h"
#include "app/functions/app_server/customer_token.h"
#include "app/functions/app_server/page_token.h"
#include "app/adapters/json_log.h"
#include "app/orders/money.h"
#include "app/orders/order_cancel.h"
#include "app/orders/order_input.h"
#include "app/orders/order_json.h"
#include "app/orders/order_place.h"

enum { API_LIMIT_DEFAULT = 20, API_ID_SIZE = 64, API_IDEMPOTENCY_KEY_MAX = 255 };

/* What a handler works on: the request, the {id} of its path, and the reply to fill. */
struct api_call {
    const struct order_api *api;
    const struct api_request *request;
    const char *id;
    struct api_reply *reply;
};

static void api_reply_message(struct api_reply *reply, int status, const char *message)
{
    reply->status = status;
    reply->body = cJSON_CreateObject();
    cJSON_AddStringToObject(reply->body, "message", message);
}

static void api_reply_errors(struct api_reply *reply, const struct order_errors *errors)
{
    cJSON *list;
    int i;

    api_reply_message(reply, 400, "Validation failed");
    list = cJSON_AddArrayToObject(reply->body, "errors");
    for (i = 0; i < errors->count; i++) {
        cJSON *error = cJSON_CreateObject();

        cJSON_AddStringToObject(error, "field", errors->list[i].field);
        cJSON_AddStringToObject(error, "message", errors->list[i].message);
        cJSON_AddItemToArray(list, error);
    }
}

static void api_reply_invalid(struct api_reply *reply, const char *field, const char *message)
{
    struct order_errors errors = { .count = 1 };

    snprintf(errors.list[0].field, sizeof errors.list[0].field, "%s", field);
    snprintf(errors.list[0].message, sizeof errors.list[0].message, "%s", message);
    api_reply_errors(reply, &errors);
}

enum { API_RETRY_SECONDS = 2 };

static void api_reply_later(struct api_reply *reply, const char *message)
{
    api_reply_message(reply, 503, message);
    reply->retry_seconds = API_RETRY_SECONDS;
}

static void api_reply_unavailable(struct api_reply *reply)
{
    api_reply_later(reply, "The orders cannot be read at the moment. Please try again.");
}

static struct order *api_orders_new(int count)
{
    struct order *orders = calloc((size_t)count, sizeof *orders);

    if (!orders) abort();
    return orders;
}

/* --- the handlers --------------------------------------------------------------------------------------------- */

static void api_get_health(struct api_call *call)
{
    call->reply->status = 200;
    call->reply->body = cJSON_CreateObject();
    cJSON_AddStringToObject(call->reply->body, "status", "ok");
}

static void api_reply_order(struct api_reply *reply, int status, const struct order *order)
{
    reply->status = status;
    reply->body = order_json_new(order);
}

static cJSON *api_product_new(const struct product *product)
{
    cJSON *object = cJSON_CreateObject();
    char price[MONEY_TEXT_SIZE];

    money_format(product->price_cents, price);
    cJSON_AddStringToObject(object, "productId", product->id);
    cJSON_AddStringToObject(object, "name", product->name);
    cJSON_AddStringToObject(object, "description", product->description);
    cJSON_AddRawToObject(object, "price", price);
    cJSON_AddStringToObject(object, "currency", product->currency);
    return object;
}

static void api_get_products(struct api_call *call)
{
    const struct catalogue *catalogue = call->api->catalogue.read(call->api->catalogue.self);
    cJSON *products;
    int i;

    if (!catalogue) {
        api_reply_later(call->reply, "The catalogue cannot be read at the moment. Please try again.");
        return;
    }
    call->reply->status = 200;
    call->reply->body = cJSON_CreateObject();
    products = cJSON_AddArrayToObject(call->reply->body, "products");
    for (i = 0; i < catalogue->count; i++) cJSON_AddItemToArray(products, api_product_new(&catalogue->products[i]));
}

/* --- placing an order ----------------------------------------------------------------------------------------- */

/* The customer whose token the request shows; "" without one. False with 401 as the reply for one that does not hold. */
static bool api_read_customer(struct api_call *call, const unsigned char *key, char customer_id[ORDER_CODE_SIZE])
{
    static const char scheme[] = "Bearer ";
    const char *header = api_request_header(call->request, "Authorization");

    customer_id[0] = '\0';
    if (!header || strncasecmp(header, scheme, strlen(scheme))) return true;
    if (customer_token_read(key, header + strlen(scheme), call->api->now(), customer_id)) return true;
    api_reply_message(call->reply, 401, "The customer's token does not hold, or not any more.");
    return false;
}

/* Any text of 1 to 255 visible ASCII characters. */
static bool api_idempotency_key_is_valid(const char *key)
{
    size_t length = strlen(key), i;

    for (i = 0; i < length; i++)
        if (key[i] < ' ' || key[i] > '~') return false;
    return length >= 1 && length <= API_IDEMPOTENCY_KEY_MAX;
}

/* Names the order, and a customer that has no name yet; false with the reply filled where that does not go. `is_known`
 * becomes whether the customer may be given a token: they are new, or have shown theirs. */
static bool api_name_order(struct api_call *call, const unsigned char *key, struct order *order, bool *is_known)
{
    const char *idempotency_key = api_request_header(call->request, "Idempotency-Key");
    char customer_id[ORDER_CODE_SIZE];

    if (!api_read_customer(call, key, customer_id)) return false;
    if (idempotency_key && !api_idempotency_key_is_valid(idempotency_key)) {
        api_reply_invalid(call->reply, "Idempotency-Key", "must be 1 to 255 visible ASCII characters");
        return false;
    }
    if (!*order->customer_id) snprintf(order->customer_id, sizeof order->customer_id, "%s", customer_id);
    *is_known = !*order->customer_id || !strcmp(order->customer_id, customer_id);
    if (idempotency_key) {
        customer_key_id(key, "order", order->customer_email, idempotency_key, order->id);
        if (!*order->customer_id)
            customer_key_id(key, "customer", order->customer_email, idempotency_key, order->customer_id);
        return true;
    }
    order_id_new(order->id);
    if (!*order->customer_id) order_id_new(order->customer_id);
    return true;
}

static void api_reply_placed(struct api_call *call, const unsigned char *key, const struct order *order, bool is_known)
{
    struct text token;

    api_reply_order(call->reply, 201, order);
    if (!is_known) return;
    text_init(&token, CUSTOMER_TOKEN_MAX);
    customer_token_write(key, order->customer_id, call->api->now(), &token);
    cJSON_AddStringToObject(call->reply->body, "customerToken", text_string(&token));
    text_release(&token);
}

static void api_place_order(struct api_call *call, struct order *order)
{
    const unsigned char *key = call->api->shop_key(call->api->shop_key_self);
    bool is_known;

    if (!key) {
        api_reply_later(call->reply, "The order could not be taken. Please try again.");
        return;
    }
    if (!api_name_order(call, key, order, &is_known)) return;
    switch (order_place(&call->api->store, &call->api->queue, order, call->api->now())) {
    case ORDER_PLACED: json_log_info("Order placed", "orderId", order->id, NULL); /* fall through */
    case ORDER_PLACED_BEFORE: api_reply_placed(call, key, order, is_known); break;
    case ORDER_ID_TAKEN: api_reply_message(call->reply, 422, "The Idempotency-Key was used for another order."); break;
    case ORDER_NOT_QUEUED: api_reply_later(call->reply, "The order could not be taken. Please try again."); break;
    case ORDER_NOT_STORED:
        api_reply_later(call->reply,
                        "The order could not be confirmed. Please try again with the same Idempotency-Key.");
        break;
    }
}

static void api_post_order(struct api_call *call)
{
    const struct text *body = &call->request->body;
    const struct catalogue *catalogue = call->api->catalogue.read(call->api->catalogue.self);
    bool has_nul = order_input_has_nul(text_string(body), body->length);
    cJSON *tree = has_nul ? NULL : cJSON_ParseWithLengthOpts(text_string(body), body->length + 1, NULL, 1);
    struct order *order = api_orders_new(1);
    struct order_errors errors;

    if (has_nul) api_reply_message(call->reply, 400, "The body must not hold the character U+0000.");
    else if (!tree) api_reply_message(call->reply, 400, "The body is not valid JSON.");
    else if (!order_input_read(tree, order, &errors)) api_reply_errors(call->reply, &errors);
    else if (!catalogue) api_reply_later(call->reply, "The catalogue cannot be read at the moment. Please try again.");
    else if (!catalogue_price(catalogue, order, &errors)) api_reply_errors(call->reply, &errors);
    else api_place_order(call, order);
    free(order);
    cJSON_Delete(tree);
}

/* --- an order and lists --------------------------------------------------------------------------------------- */

static void api_get_order(struct api_call *call)
{
    struct order *order = api_orders_new(1);
    enum order_store_result result = ORDER_STORE_NOT_FOUND;

    if (order_id_is_valid(call->id)) result = call->api->store.find(call->api->store.self, call->id, order);
    if (result == ORDER_STORE_OK) {
        api_reply_order(call->reply, 200, order);
    } else if (result == ORDER_STORE_NOT_FOUND) {
        api_reply_message(call->reply, 404, "There is no such order.");
    } else {
        api_reply_unavailable(call->reply);
    }
    free(order);
}

static void api_cancel_order(struct api_call *call)
{
    struct order *order = api_orders_new(1);
    enum order_cancel_result result = ORDER_CANCEL_NOT_FOUND;

    if (order_id_is_valid(call->id)) result = order_cancel(&call->api->store, call->id, call->api->now(), order);
    switch (result) {
    case ORDER_CANCEL_DONE: api_reply_order(call->reply, 200, order); break;
    case ORDER_CANCEL_NOTED: api_reply_order(call->reply, 202, order); break;
    case ORDER_CANCEL_TOO_LATE:
        api_reply_message(call->reply, 409, "The order cannot be cancelled any more.");
        cJSON_AddStringToObject(call->reply->body, "status", order_status_name(order->status));
        break;
    case ORDER_CANCEL_NOT_FOUND: api_reply_message(call->reply, 404, "There is no such order."); break;
    case ORDER_CANCEL_UNAVAILABLE:
        api_reply_later(call->reply, "The order could not be cancelled at the moment. Please try again.");
        break;
    }
    free(order);
}

/* Whose orders are asked for; false with the reply filled where the request may not see them. */
static bool api_read_owner(struct api_call *call, char owner[ORDER_CODE_SIZE])
{
    const unsigned char *key = call->api->shop_key(call->api->shop_key_self);
    const char *customer_id = api_request_query(call->request, "customerId");

    if (!key) {
        api_reply_unavailable(call->reply);
        return false;
    }
    if (!api_read_customer(call, key, owner)) return false;
    if (!*owner) {
        api_reply_message(call->reply, 401,
                          "A list of orders needs its customer's token: Authorization: Bearer TOKEN.");
        return false;
    }
    if (customer_id && strcmp(customer_id, owner)) {
        api_reply_message(call->reply, 403, "The token is another customer's.");
        return false;
    }
    return true;
}

/* Reads ?status, ?limit and ?nextToken; false with the reply filled where one is wrong. */
static bool api_read_listing(struct api_call *call, const char *owner, struct order_listing *listing)
{
    const char *limit = api_request_query(call->request, "limit");
    const char *token = api_request_query(call->request, "nextToken");
    enum order_status status;
    char *end = NULL;
    long number = limit ? strtol(limit, &end, 10) : API_LIMIT_DEFAULT;

    listing->customer_id = owner;
    listing->status = api_request_query(call->request, "status");
    if (listing->status && !order_status_parse(listing->status, &status)) {
        api_reply_invalid(call->reply, "status", "must be a status of orders");
        return false;
    }
    if (limit &&
        (!*limit || *end || strspn(limit, "0123456789") != strlen(limit) || number < 1 || number > ORDER_PAGE_MAX)) {
        api_reply_invalid(call->reply, "limit", "must be an integer from 1 to 100");
        return false;
    }
    if (token && !page_token_decode(token, listing->customer_id, &listing->start)) {
        api_reply_invalid(call->reply, "nextToken", "must be a token of a previous answer to the same question");
        return false;
    }
    listing->limit = (int)number;
    return true;
}

static cJSON *api_page_new(const struct order_page *page)
{
    cJSON *body = cJSON_CreateObject(), *orders = cJSON_AddArrayToObject(body, "orders");
    struct text token;
    int i;

    for (i = 0; i < page->count; i++) cJSON_AddItemToArray(orders, order_json_new(&page->orders[i]));
    if (*page->end.order_id) {
        text_init(&token, PAGE_TOKEN_MAX);
        page_token_encode(&page->end, &token);
        cJSON_AddStringToObject(body, "nextToken", text_string(&token));
        text_release(&token);
    }
    return body;
}

static void api_get_orders(struct api_call *call)
{
    struct order_listing listing = { 0 };
    struct order_page page = { 0 };
    char owner[ORDER_CODE_SIZE];

    if (!api_read_owner(call, owner) || !api_read_listing(call, owner, &listing)) return;
    page.orders = api_orders_new(listing.limit);
    if (call->api->store.list(call->api->store.self, &listing, &page) == ORDER_STORE_OK) {
        call->reply->status = 200;
        call->reply->body = api_page_new(&page);
    } else {
        api_reply_unavailable(call->reply);
    }
    free(page.orders);
}

/* --- routing -------------------------------------------------------------------------------------------------- */

struct api_route {
    const char *method;
    const char *path; /* a segment "{id}" stands for any one */
    void (*handle)(struct api_call *call);
};

static const struct api_route api_routes[] = {
    { "GET", "/health", api_get_health },     { "GET", "/products", api_get_products },
    { "GET", "/orders", api_get_orders },     { "POST", "/orders", api_post_order },
    { "GET", "/orders/{id}", api_get_order }, { "POST", "/orders/{id}/cancel", api_cancel_order },
};

/* Does the path match the route's? `id` gets what stands for {id}, cut where no id is so long. */
static bool api_route_matches(const struct api_route *route, const char *path, char id[API_ID_SIZE])
{
    static const char variable[] = "{id}";
    const char *start = strstr(route->path, variable), *rest;
    size_t fixed = start ? (size_t)(start - route->path) : strlen(route->path), length;

    if (strncmp(path, route->path, fixed)) return false;
    if (!start) return !path[fixed];
    length = strcspn(path + fixed, "/");
    rest = path + fixed + length;
    snprintf(id, API_ID_SIZE, "%.*s", (int)length, path + fixed);
    return length && !strcmp(rest, start + strlen(variable));
}

static void api_allow(struct api_reply *reply, const char *method)
{
    size_t length = strlen(reply->allow);

    snprintf(reply->allow + length, sizeof reply->allow - length, "%s%s", length ? "," : "", method);
}

/* Calls the route of path and method. Collects the methods of the path for 405 and OPTIONS on the way. */
static void api_dispatch(struct api_call *call)
{
    size_t length = strlen(call->request->path), i;
    char path[256], id[API_ID_SIZE] = "";

    while (length > 1 && call->request->path[length - 1] == '/') length--;
    if (length >= sizeof path) length = 0; /* longer than any path here */
    snprintf(path, sizeof path, "%.*s", (int)length, call->request->path);
    for (i = 0; i < sizeof api_routes / sizeof *api_routes; i++) {
        if (!api_route_matches(&api_routes[i], path, id)) continue;
        if (!strcmp(api_routes[i].method, call->request->method)) {
            call->id = id;
            call->reply->allow[0] = '\0';
            api_routes[i].handle(call);
            return;
        }
        api_allow(call->reply, api_routes[i].method);
    }
    if (!*call->reply->allow) {
        api_reply_message(call->reply, 404, "There is nothing at this path.");
        return;
    }
    api_allow(call->reply, "OPTIONS");
    if (!strcmp(call->request->method, "OPTIONS")) call->reply->status = 204;
    else api_reply_message(call->reply, 405, "This path does not know the method.");
}

bool order_api_handle(const struct order_api *api, const char *event, size_t length, struct text *out)
{
    struct api_request request;
    struct api_reply reply = { .status = 500 };
    struct api_call call = { api, &request, NULL, &reply };
    bool is_request = api_request_read(&request, event, length);

    if (is_request) {
        api_dispatch(&call);
        api_reply_write(&reply, api->allowed_origin, out);
    } else if (request.method && request.path) {
        api_reply_message(&reply, request.body.overflow ? 413 : 400,
                          request.body.overflow ? "The body is too large." : "The body is badly encoded.");
        api_reply_write(&reply, api->allowed_origin, out);
        is_request = true;
    }
    api_request_release(&request);
    return is_request;
}
