/* The function process-order: one step of an order's processing a call.
 *
 * Environment: ORDERS_TABLE, PAYMENT_URL, SHIPMENT_URL, TOPIC_ARN, CUSTOMERS_TABLE; PAYMENT_AUTH and SHIPMENT_AUTH,
 * which are AWS_IAM where requests to the one or the other are to be signed. */
#include <stdlib.h>
#include <string.h>

#include "app/adapters/dynamodb_order_store.h"
#include "app/adapters/http_partners.h"
#include "app/adapters/sns_order_notifier.h"
#include "app/functions/process_order/process_order.h"
#include "app/functions/runtime/function_environment.h"
#include "app/functions/runtime/function_loop.h"
#include "app/sdk/aws_client.h"
#include "app/sdk/aws_http.h"

/* False, reported, where the partner is to be signed to, and that cannot be. */
static bool process_open(struct http_partner *partner, const char *auth)
{
    struct aws_error error;

    partner->http = aws_http_new();
    if (strcmp(function_environment_get(auth, ""), "AWS_IAM") != 0 || http_partner_sign(partner, &error)) return true;
    function_loop_fail_init("Function.ConfigurationInvalid", error.message);
    return false;
}

int main(void)
{
    struct dynamodb_order_store store = { 0 };
    struct http_partner payment = { 0 }, shipment = { 0 };
    static struct sns_order_notifier notifier;
    const struct function_variable variables[] = {
        { "ORDERS_TABLE", &store.table },
        { "PAYMENT_URL", &payment.url },
        { "SHIPMENT_URL", &shipment.url },
        { "TOPIC_ARN", &notifier.topic_arn },
        { "CUSTOMERS_TABLE", &notifier.customers_table },
        { 0 },
    };
    struct process_order process = { .process = { .pause = aws_client_pause }, .now = order_time_now };
    struct function function = { &process, process_order_handle };
    struct aws_client *client;

    if (!function_environment_read(variables)) return EXIT_FAILURE;
    client = function_client_new();
    if (!client || !process_open(&payment, "PAYMENT_AUTH") || !process_open(&shipment, "SHIPMENT_AUTH"))
        return EXIT_FAILURE;
    store.client = client;
    notifier.client = client;
    process.process.store = dynamodb_order_store_port(&store);
    process.process.payments = http_payments_port(&payment);
    process.process.shipments = http_shipments_port(&shipment);
    process.process.notifier = sns_order_notifier_port(&notifier);
    return function_loop_run(&function);
}
