/* The payment and shipment systems, over HTTP. */
#include "app/adapters/http_partners.h"

#include <cjson/cJSON.h>
#include <stdio.h>

#include "app/functions/runtime/function_log.h"
#include "app/orders/money.h"
#include "app/orders/order_json.h"
#include "app/sdk/aws_http.h"
#include "app/sdk/aws_json.h"

enum { PARTNER_CONNECT_TIMEOUT_MS = 1000, PARTNER_TIMEOUT_MS = 5000, PARTNER_BODY_MAX = 256 * 1024 };

/* Posts `input`, which is deleted. Returns the HTTP status with the answer's tree in `output` (the caller's, NULL
 * where it is no JSON), or 0 where no answer came. */
static int partner_post(const struct http_partner *partner, const char *path, const char *order_id, cJSON *input,
                        cJSON **output)
{
    struct aws_header headers[] = { { "Content-Type", "application/json" }, { "Idempotency-Key", order_id } };
    struct aws_http_request request = {
        .method = "POST",
        .headers = headers,
        .header_count = sizeof headers / sizeof *headers,
        .connect_timeout_ms = PARTNER_CONNECT_TIMEOUT_MS,
        .timeout_ms = PARTNER_TIMEOUT_MS,
    };
    struct aws_http_response response;
    struct text url, body;
    int status = 0;

    text_init(&url, PARTNER_BODY_MAX);
    text_init(&body, PARTNER_BODY_MAX);
    aws_http_response_init(&response);
    text_printf(&url, "%s%s", partner->url, path);
    aws_json_print(input, &body);
    cJSON_Delete(input);
    request.url = text_string(&url);
    request.body = text_string(&body);
    request.body_length = body.length;

    *output = NULL;
    if (aws_http_send(partner->http, &request, &response) == AWS_HTTP_ANSWERED) {
        status = response.status;
        *output = cJSON_Parse(text_string(&response.body));
    } else {
        function_log_error("A partner does not answer", "orderId", order_id, "cause", response.message, NULL);
    }
    aws_http_response_release(&response);
    text_release(&body);
    text_release(&url);
    return status;
}

static void partner_log_status(const char *partner, const char *order_id, int status, const char *message)
{
    char text[16];

    snprintf(text, sizeof text, "%d", status);
    function_log_error("A partner did not do its work", "partner", partner, "orderId", order_id, "status", text,
                       "cause", message, NULL);
}

/* The partner's reason, or a word of our own where it gave none. */
static void partner_reason(char reason[ORDER_REASON_SIZE], const cJSON *output, const char *otherwise)
{
    const char *message = aws_json_string(output, "message");

    text_copy_prefix(reason, ORDER_REASON_SIZE, message && *message ? message : otherwise);
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

static enum order_payment_result payments_charge(void *self, const struct order *order, struct order_payment *payment)
{
    enum order_payment_result result = ORDER_PAYMENT_UNAVAILABLE;
    cJSON *output;
    int status = partner_post(self, "/payments", order->id, payment_input_new(order), &output);
    const char *transaction = aws_json_string(output, "transactionId");

    if ((status == 200 || status == 201) && transaction && *transaction &&
        text_copy(payment->transaction_id, sizeof payment->transaction_id, transaction)) {
        result = ORDER_PAYMENT_ACCEPTED;
    } else if (status == 402) {
        partner_reason(payment->reason, output, "The payment was declined.");
        result = ORDER_PAYMENT_DECLINED;
    }
    if (status && result != ORDER_PAYMENT_ACCEPTED)
        partner_log_status("payment", order->id, status, aws_json_string(output, "message"));
    cJSON_Delete(output);
    return result;
}

struct order_payments http_payments_port(struct http_partner *self)
{
    return (struct order_payments){ self, payments_charge };
}

/* --- shipments ------------------------------------------------------------------------------------------------ */

static cJSON *shipment_input_new(const struct order *order)
{
    cJSON *input = cJSON_CreateObject();

    cJSON_AddStringToObject(input, "orderId", order->id);
    cJSON_AddStringToObject(input, "customerId", order->customer_id);
    cJSON_AddStringToObject(input, "recipient", order->customer_name);
    cJSON_AddItemToObject(input, "address", order_json_address_new(&order->address));
    cJSON_AddItemToObject(input, "items", order_json_items_new(order));
    return input;
}

static bool shipment_read(const cJSON *output, struct order_shipment *shipment)
{
    const char *tracking = aws_json_string(output, "trackingNumber"), *carrier = aws_json_string(output, "carrier");

    return tracking && *tracking && carrier && *carrier &&
           text_copy(shipment->tracking_number, sizeof shipment->tracking_number, tracking) &&
           text_copy(shipment->carrier, sizeof shipment->carrier, carrier) &&
           text_copy(shipment->delivery_date, sizeof shipment->delivery_date, aws_json_string(output, "deliveryDate"));
}

static enum order_shipment_result shipments_arrange(void *self, const struct order *order,
                                                    struct order_shipment *shipment)
{
    enum order_shipment_result result = ORDER_SHIPMENT_UNAVAILABLE;
    cJSON *output;
    int status = partner_post(self, "/shipments", order->id, shipment_input_new(order), &output);

    if ((status == 200 || status == 201) && shipment_read(output, shipment)) {
        result = ORDER_SHIPMENT_ACCEPTED;
    } else if (status == 422) {
        partner_reason(shipment->reason, output, "The shipment was refused.");
        result = ORDER_SHIPMENT_REFUSED;
    }
    if (status && result != ORDER_SHIPMENT_ACCEPTED)
        partner_log_status("shipment", order->id, status, aws_json_string(output, "message"));
    cJSON_Delete(output);
    return result;
}

struct order_shipments http_shipments_port(struct http_partner *self)
{
    return (struct order_shipments){ self, shipments_arrange };
}
