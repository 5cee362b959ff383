/* The orders API: a table of routes and their handlers. */
#include "app/functions/app_server/order_api.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/functions/app_server/api_event.h"
#include "app/functions/app_server/page_token.h"
#include "app/adapters/json_log.h"
#include "app/orders/order_cancel.h"
#include "app/orders/order_input.h"
#include "app/orders/order_json.h"
#include "app/orders/order_place.h"

enum { API_LIMIT_DEFAULT = 20, API_ID_SIZE = 64 };

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

static void api_reply_unavailable(struct api_reply *reply)
{
    api_reply_message(reply, 503, "The orders cannot be read at the moment. Please try again.");
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

static void api_place_order(struct api_call *call, struct order *order)
{
    switch (order_place(&call->api->store, &call->api->queue, order, call->api->now())) {
    case ORDER_PLACED: json_log_info("Order placed", "orderId", order->id, NULL); /* fall through */
    case ORDER_PLACED_BEFORE: api_reply_order(call->reply, 201, order); break;
    case ORDER_ID_TAKEN: api_reply_message(call->reply, 422, "The Idempotency-Key was used for another order."); break;
    case ORDER_NOT_QUEUED:
        api_reply_message(call->reply, 503, "The order could not be taken. Please try again.");
        break;
    case ORDER_NOT_STORED:
        api_reply_message(call->reply, 503, "The order could not be confirmed. Please try again.");
        break;
    }
}

static void api_post_order(struct api_call *call)
{
    const struct text *body = &call->request->body;
    cJSON *tree = cJSON_ParseWithLengthOpts(text_string(body), body->length + 1, NULL, 1);
    struct order *order = api_orders_new(1);
    struct order_errors errors;

    if (!tree) api_reply_message(call->reply, 400, "The body is not valid JSON.");
    else if (!order_input_read(tree, order, &errors)) api_reply_errors(call->reply, &errors);
    else {
        order_id_new(order->id);
        api_place_order(call, order);
    }
    free(order);
    cJSON_Delete(tree);
}

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
        api_reply_message(call->reply, 503, "The order could not be cancelled at the moment. Please try again.");
        break;
    }
    free(order);
}

/* Reads ?customerId, ?limit and ?nextToken; false with the reply filled where one is wrong. */
static bool api_read_listing(struct api_call *call, struct order_listing *listing)
{
    const char *limit = api_request_query(call->request, "limit");
    const char *token = api_request_query(call->request, "nextToken");
    char *end = NULL;
    long number = limit ? strtol(limit, &end, 10) : API_LIMIT_DEFAULT;

    listing->customer_id = api_request_query(call->request, "customerId");
    if (listing->customer_id &&
        (!*listing->customer_id || strlen(listing->customer_id) >= sizeof listing->start.customer_id)) {
        api_reply_invalid(call->reply, "customerId", "must be 1 to 128 bytes long");
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

    if (!api_read_listing(call, &listing)) return;
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
    { "GET", "/health", api_get_health },
    { "GET", "/orders", api_get_orders },
    { "POST", "/orders", api_post_order },
    { "GET", "/orders/{id}", api_get_order },
    { "POST", "/orders/{id}/cancel", api_cancel_order },
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
        api_reply_message(&reply, 400, "The body is too large or badly encoded.");
        api_reply_write(&reply, api->allowed_origin, out);
        is_request = true;
    }
    api_request_release(&request);
    return is_request;
}
