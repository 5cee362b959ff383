/* The payment system, simulated: charges a card or a PayPal account once under an idempotency key.
 *
 * POST /payments {"orderId", "customerId", "amount": "19.90", "currency": "USD", "method": "card" | "paypal"}
 *   -> {"transactionId", "orderId", "amount", "currency", "method", "status": "CHARGED", "chargedAt"}
 *
 * Test values, by how the customerId begins:
 *
 *     test-payment-declined   402: declined, nothing charged
 *     test-payment-outage     503 always, nothing charged
 *     test-payment-flaky      503 the first time, then charged
 *     test-payment-timeout    charged, but the first answer comes only after --slow-seconds */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/simulators/simulator.h"

static const struct simulator_test_value payment_test_values[] = {
    { "test-payment-declined", SIMULATOR_REFUSES, "The payment was declined: insufficient funds." },
    { "test-payment-outage", SIMULATOR_IS_DOWN, "The payment system is down." },
    { "test-payment-flaky", SIMULATOR_IS_FLAKY, "The payment system is busy." },
    { "test-payment-timeout", SIMULATOR_IS_SLOW, NULL },
    { 0 },
};

static const char payment_help[] = "Test values, by how the customerId begins:\n"
                                   "  test-payment-declined   402: declined, nothing charged\n"
                                   "  test-payment-outage     503 always, nothing charged\n"
                                   "  test-payment-flaky      503 the first time, then charged\n"
                                   "  test-payment-timeout    charged, but the first answer comes only after "
                                   "--slow-seconds\n";

/* "19.90": digits, a point, two digits. */
static bool payment_amount_is_valid(const char *amount)
{
    size_t whole = strspn(amount, "0123456789");

    return whole > 0 && amount[whole] == '.' && strspn(amount + whole + 1, "0123456789") == 2 &&
           strlen(amount) == whole + 3 && strspn(amount, "0.") != strlen(amount);
}

static const char *payment_check(const cJSON *input)
{
    const char *order_id = simulator_string(input, "orderId"), *amount = simulator_string(input, "amount");
    const char *currency = simulator_string(input, "currency"), *method = simulator_string(input, "method");

    if (!order_id || !*order_id) return "orderId is required.";
    if (!amount || !payment_amount_is_valid(amount)) return "amount must be a decimal above 0, such as \"19.90\".";
    if (!currency || strcmp(currency, "USD")) return "currency must be \"USD\".";
    if (!method || (strcmp(method, "card") && strcmp(method, "paypal")))
        return "method must be \"card\" or \"paypal\".";
    return NULL;
}

static cJSON *payment_work(const cJSON *input)
{
    const char *order_id = simulator_string(input, "orderId"), *method = simulator_string(input, "method");
    cJSON *entry = cJSON_CreateObject();
    time_t now = time(NULL);
    char transaction[64], charged_at[32];
    struct tm utc;

    simulator_name(strcmp(method, "card") ? "PP-" : "TX-", order_id, transaction, 16);
    strftime(charged_at, sizeof charged_at, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    cJSON_AddStringToObject(entry, "transactionId", transaction);
    cJSON_AddStringToObject(entry, "orderId", order_id);
    cJSON_AddStringToObject(entry, "amount", simulator_string(input, "amount"));
    cJSON_AddStringToObject(entry, "currency", simulator_string(input, "currency"));
    cJSON_AddStringToObject(entry, "method", method);
    cJSON_AddStringToObject(entry, "status", "CHARGED");
    cJSON_AddStringToObject(entry, "chargedAt", charged_at);
    return entry;
}

int main(int argc, char **argv)
{
    static const struct simulator payment = {
        .name = "payment",
        .path = "/payments",
        .port = "4571",
        .refusal_status = 402,
        .test_values = payment_test_values,
        .help = payment_help,
        .check = payment_check,
        .work = payment_work,
    };

    return simulator_run(&payment, argc, argv);
}
