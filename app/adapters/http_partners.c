/* The payment and shipment systems, over HTTP. */
#include "app/adapters/http_partners.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/adapters/json_log.h"
#include "app/orders/money.h"
#include "app/orders/order_json.h"
#include "app/orders/order_text.h"
#include "app/sdk/aws_client.h"
#include "app/sdk/aws_http.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

enum { PARTNER_CONNECT_TIMEOUT_MS = 1000, PARTNER_TIMEOUT_MS = 5000, PARTNER_BODY_MAX = 256 * 1024 };
enum { PARTNER_URL_MAX = 4096 };

static void partner_log(const char *path, const char *order_id, int status, const char *cause)
{
    char text[16];

    snprintf(text, sizeof text, "%d", status);
    json_log_error("A partner did not do its work", "path", path, "orderId", order_id, "status", text, "cause", cause,
                   NULL);
}

/* How much of a URL is scheme and host; and all of it, without a slash at the end. */
static size_t partner_origin_length(const char *url)
{
    const char *host = strstr(url, "://");

    return host ? (size_t)(host - url) + 3 + strcspn(host + 3, "/") : strlen(url);
}

static size_t partner_url_length(const char *url)
{
    size_t length = strlen(url);

    return length && url[length - 1] == '/' ? length - 1 : length;
}

bool http_partner_sign(struct http_partner *self, struct aws_error *error)
{
    char origin[PARTNER_URL_MAX];
    const struct aws_config config = { .endpoint = origin, .max_attempts = 1 };

    snprintf(origin, sizeof origin, "%.*s", (int)partner_origin_length(self->url), self->url);
    self->signer = aws_client_new_with(&config, error);
    if (!self->signer) return false;
    aws_client_set_timeouts(self->signer, PARTNER_CONNECT_TIMEOUT_MS, PARTNER_TIMEOUT_MS);
    aws_client_set_budget(self->signer, PARTNER_TIMEOUT_MS);
    return true;
}

/* A request to a partner: its URL with what follows, and a body to post. */
struct partner_request {
    const char *path; /* "/payments", as it is logged */
    const char *order_id;
    struct text url;
    struct text body;
};

static int partner_send(const struct http_partner *partner, const struct partner_request *asked,
                        struct aws_http_response *response)
{
    struct aws_header headers[] = { { "Content-Type", "application/json" }, { "Idempotency-Key", asked->order_id } };
    bool posts = asked->body.length;
    struct aws_http_request request = {
        .method = posts ? "POST" : "GET",
        .url = text_string(&asked->url),
        .headers = headers,
        .header_count = posts ? sizeof headers / sizeof *headers : 0,
        .body = posts ? text_string(&asked->body) : NULL,
        .body_length = asked->body.length,
        .connect_timeout_ms = PARTNER_CONNECT_TIMEOUT_MS,
        .timeout_ms = PARTNER_TIMEOUT_MS,
        .is_alone = true, /* a partner that answers one request twice must not settle another order with it */
    };

    if (aws_http_send(partner->http, &request, response) == AWS_HTTP_ANSWERED) return response->status;
    partner_log(asked->path, asked->order_id, 0, response->message);
    return 0;
}

/* The same, signed: once, since the workflow repeats what fails. */
static int partner_send_signed(const struct http_partner *partner, const struct partner_request *asked,
                               struct aws_http_response *response)
{
    const char *url = text_string(&asked->url);
    bool posts = asked->body.length;
    struct aws_request request = { .service = &aws_lambda,
                                   .method = posts ? "POST" : "GET",
                                   .path = url + partner_origin_length(url),
                                   .body = posts ? text_string(&asked->body) : NULL,
                                   .body_length = asked->body.length };
    struct aws_error error;

    if (posts) {
        request.headers[0] = (struct aws_header){ "Content-Type", "application/json" };
        request.headers[1] = (struct aws_header){ "Idempotency-Key", asked->order_id };
    }
    if (aws_client_call(partner->signer, &request, response, &error) && !response->status)
        partner_log(asked->path, asked->order_id, 0, error.message);
    return response->status;
}

/* Sends `input`, which is deleted, to `path`; without one, asks for what was done there under the order's id. Returns
 * the HTTP status with the answer's tree in `output` (the caller's, NULL where it is no JSON), or 0 where no answer
 * came. */
static int partner_ask(const struct http_partner *partner, const char *path, const char *order_id, cJSON *input,
                       cJSON **output)
{
    struct partner_request request = { .path = path, .order_id = order_id };
    struct aws_http_response response;
    int status = 0;

    text_init(&request.url, PARTNER_URL_MAX);
    text_init(&request.body, PARTNER_BODY_MAX);
    aws_http_response_init(&response);
    text_printf(&request.url, "%.*s%s%s%s", (int)partner_url_length(partner->url), partner->url, path, input ? "" : "/",
                input ? "" : order_id);
    if (input) aws_json_print(input, &request.body);
    cJSON_Delete(input);

    if (request.url.overflow || request.body.overflow) partner_log(path, order_id, 0, "the request is too large");
    else if (partner->signer) status = partner_send_signed(partner, &request, &response);
    else status = partner_send(partner, &request, &response);
    *output = status ? cJSON_Parse(text_string(&response.body)) : NULL;
    aws_http_response_release(&response);
    text_release(&request.body);
    text_release(&request.url);
    return status;
}

/* Copies a name that the partner gave its work; false where there is none, or one that is too long or not clean. */
static bool partner_name(const cJSON *output, const char *name, char *field, size_t size)
{
    const char *value = aws_json_string(output, name);

    return value && order_text_is_visible(value) && order_text_is_clean(value) && text_copy(field, size, value);
}

/* Copies a word of the partner's that an order can do without. */
static void partner_word(const cJSON *output, const char *name, char *field, size_t size)
{
    if (!partner_name(output, name, field, size)) field[0] = '\0';
}

/* Is the member, where there is one, this text? */
static bool partner_says(const cJSON *output, const char *name, const char *text)
{
    const cJSON *member = aws_json_member(output, name);

    return !member || (cJSON_IsString(member) && !strcmp(cJSON_GetStringValue(member), text));
}

/* Is the answer about this order and its amount, as far as it says? */
static bool partner_means(const cJSON *output, const struct order *order)
{
    char amount[MONEY_TEXT_SIZE];

    money_format(order->total_cents, amount);
    return partner_says(output, "orderId", order->id) && partner_says(output, "amount", amount);
}

static enum order_partner_result partner_result(const char *path, const char *order_id, int status, bool is_done,
                                                const cJSON *output)
{
    if ((status == 200 || status == 201) && is_done) return ORDER_PARTNER_DONE;
    if (status) partner_log(path, order_id, status, aws_json_string(output, "message"));
    if (status == 400 || status == 402 || status == 422) return ORDER_PARTNER_REFUSED;
    return ORDER_PARTNER_UNKNOWN;
}

/* Of a look-up: 404 with a body of the partner's own is its word that there is nothing, not a proxy's. */
static enum order_partner_result partner_found(const char *path, const char *order_id, int status, bool is_done,
                                               const cJSON *output)
{
    if (status == 200 && is_done) return ORDER_PARTNER_DONE;
    if (status == 404 && cJSON_IsObject(output)) return ORDER_PARTNER_NOTHING;
    if (status) partner_log(path, order_id, status, aws_json_string(output, "message"));
    return ORDER_PARTNER_UNKNOWN;
}

/* The partner's reason, or a word of our own where it gave none. */
static void partner_reason(char reason[ORDER_REASON_SIZE], const cJSON *output, const char *otherwise)
{
    const char *message = aws_json_string(output, "message");

    order_text_copy_clean(reason, ORDER_REASON_SIZE, message && order_text_is_visible(message) ? message : otherwise);
}

/* --- payments ------------------------------------------------------------------------------------------------- */

static cJSON *payment_input_new(const struct order *order)
{
    char amount[MONEY_TEXT_SIZE];
    cJSON *input = cJSON_CreateObject();

    money_format(order->total_cents, amount);
    cJSON_AddStringToObject(input, "orderId", order->id);
    cJSON_AddStringToObject(input, "customerId", order->customer_id);
    cJSON_AddStringToObject(input, "amount", amount);
    cJSON_AddStringToObject(input, "currency", "USD");
    cJSON_AddStringToObject(input, "method", order->payment_method);
    return input;
}

static bool payment_read(const cJSON *output, const struct order *order, struct order_payment *payment)
{
    return partner_means(output, order) &&
           partner_name(output, "transactionId", payment->transaction_id, sizeof payment->transaction_id);
}

static enum order_partner_result payments_charge(void *self, const struct order *order, struct order_payment *payment)
{
    static const char path[] = "/payments";
    cJSON *output;
    int status = partner_ask(self, path, order->id, payment_input_new(order), &output);
    enum order_partner_result result =
        partner_result(path, order->id, status, payment_read(output, order, payment), output);

    if (result == ORDER_PARTNER_REFUSED) partner_reason(payment->reason, output, "The payment was declined.");
    cJSON_Delete(output);
    return result;
}

static enum order_partner_result payments_look_up(void *self, const struct order *order, struct order_payment *payment)
{
    static const char path[] = "/payments";
    cJSON *output;
    int status = partner_ask(self, path, order->id, NULL, &output);
    enum order_partner_result result =
        partner_found(path, order->id, status, payment_read(output, order, payment), output);

    cJSON_Delete(output);
    return result;
}

static bool refund_read(const cJSON *output, const struct order *order, struct order_refund *refund)
{
    return partner_means(output, order) &&
           partner_name(output, "refundId", refund->refund_id, sizeof refund->refund_id);
}

static enum order_partner_result payments_refund(void *self, const struct order *order, struct order_refund *refund)
{
    static const char path[] = "/refunds";
    cJSON *input = payment_input_new(order), *output;
    enum order_partner_result result;
    int status;

    cJSON_AddStringToObject(input, "transactionId", order->transaction_id);
    cJSON_AddStringToObject(input, "reason", order->failure_reason);
    status = partner_ask(self, path, order->id, input, &output);
    result = partner_result(path, order->id, status, refund_read(output, order, refund), output);
    cJSON_Delete(output);
    if (result == ORDER_PARTNER_DONE) return result;
    status = partner_ask(self, path, order->id, NULL, &output);
    result = partner_found(path, order->id, status, refund_read(output, order, refund), output);
    cJSON_Delete(output);
    return result == ORDER_PARTNER_DONE ? result : ORDER_PARTNER_UNKNOWN;
}

struct order_payments http_payments_port(struct http_partner *self)
{
    return (struct order_payments){ self, payments_charge, payments_look_up, payments_refund };
}

/* --- shipments ------------------------------------------------------------------------------------------------ */

static cJSON *shipment_input_new(const struct order *order)
{
    cJSON *input = cJSON_CreateObject();

    cJSON_AddStringToObject(input, "orderId", order->id);
    cJSON_AddStringToObject(input, "customerId", order->customer_id);
    cJSON_AddStringToObject(input, "recipient", order->customer_name);
    if (*order->carrier) cJSON_AddStringToObject(input, "carrier", order->carrier);
    cJSON_AddItemToObject(input, "address", order_json_address_new(&order->address));
    cJSON_AddItemToObject(input, "items", order_json_items_new(order));
    return input;
}

static bool shipment_read(const cJSON *output, const struct order *order, struct order_shipment *shipment)
{
    partner_word(output, "carrier", shipment->carrier, sizeof shipment->carrier);
    partner_word(output, "deliveryDate", shipment->delivery_date, sizeof shipment->delivery_date);
    return partner_means(output, order) &&
           partner_name(output, "trackingNumber", shipment->tracking_number, sizeof shipment->tracking_number);
}

static enum order_partner_result shipments_arrange(void *self, const struct order *order,
                                                   struct order_shipment *shipment)
{
    static const char path[] = "/shipments";
    cJSON *output;
    int status = partner_ask(self, path, order->id, shipment_input_new(order), &output);
    enum order_partner_result result =
        partner_result(path, order->id, status, shipment_read(output, order, shipment), output);

    if (result == ORDER_PARTNER_REFUSED) partner_reason(shipment->reason, output, "The shipment was refused.");
    cJSON_Delete(output);
    return result;
}

static enum order_partner_result shipments_look_up(void *self, const struct order *order,
                                                   struct order_shipment *shipment)
{
    static const char path[] = "/shipments";
    cJSON *output;
    int status = partner_ask(self, path, order->id, NULL, &output);
    enum order_partner_result result =
        partner_found(path, order->id, status, shipment_read(output, order, shipment), output);

    cJSON_Delete(output);
    return result;
}

struct order_shipments http_shipments_port(struct http_partner *self)
{
    return (struct order_shipments){ self, shipments_arrange, shipments_look_up };
}
