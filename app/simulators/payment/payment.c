/* The payment system, simulated: charges a card, by Stripe or a PayPal account, once under an idempotency key, and pays
 * back what it charged.
 *
 * POST /payments {"orderId", "customerId", "amount": "19.90", "currency": "USD", "method": "card"|"stripe"|"paypal"}
 *   -> {"transactionId", "orderId", "amount", "currency", "method", "status": "CHARGED", "chargedAt"}
 * POST /refunds {"orderId", "transactionId", "amount", "currency", …} under the key of the payment
 *   -> {"refundId", "orderId", "transactionId", "amount", "currency", "status": "REFUNDED", "refundedAt"}
 *
 * Names are as the real ones have them: "ch_…" and "re_…" of Stripe, "PAYID-…" of PayPal, "TX-…" of a card. */
#include "app/simulators/payment/payment.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const struct simulator_test_value payment_test_values[] = {
    { "test-payment-declined", SIMULATOR_REFUSES, "The payment was declined: insufficient funds." },
    { "test-payment-outage", SIMULATOR_IS_DOWN, "The payment system is down." },
    { "test-payment-flaky", SIMULATOR_IS_FLAKY, "The payment system is busy." },
    { "test-payment-timeout", SIMULATOR_IS_SLOW, NULL },
    { "test-payment-late", SIMULATOR_IS_LATE, NULL },
    { "test-payment-lost", SIMULATOR_LOSES_ANSWERS, NULL },
    { "test-payment-nonsense", SIMULATOR_TALKS_NONSENSE, NULL },
    { "test-payment-twice", SIMULATOR_ANSWERS_TWICE, NULL },
    { "test-payment-wordy", SIMULATOR_IS_WORDY, NULL },
    { "test-payment-bad", SIMULATOR_COMPLAINS, "The payment cannot be read." },
    { 0 },
};

static const struct simulator_test_value refund_test_values[] = {
    { "test-shipment-refused-refund-outage", SIMULATOR_IS_DOWN, "Refunds are down." },
    { "test-shipment-refused-refund-flaky", SIMULATOR_IS_FLAKY, "Refunds are busy." },
    { "test-shipment-refused-refund-lost", SIMULATOR_LOSES_ANSWERS, NULL },
    { 0 },
};

static const char payment_help[] =
    "Test values, by how the customerId begins:\n"
    "  test-payment-declined   402: declined, nothing charged\n"
    "  test-payment-wordy      the same, with a long reason of odd characters\n"
    "  test-payment-bad        400, nothing charged\n"
    "  test-payment-outage     503 always, nothing charged\n"
    "  test-payment-flaky      503 the first time, then charged\n"
    "  test-payment-timeout    charged, but the first answer comes only after --slow-seconds\n"
    "  test-payment-late       charged, but every answer comes only after --slow-seconds\n"
    "  test-payment-lost       charged, and 503 always\n"
    "  test-payment-nonsense   charged, and answered with nonsense\n"
    "  test-payment-twice      charged, and answered twice\n"
    "  test-shipment-refused-refund-outage, -flaky, -lost   of the refund that follows\n";

/* "19.90": digits, a point, two digits. */
static bool payment_amount_is_valid(const char *amount)
{
    size_t whole = strspn(amount, "0123456789");

    return whole > 0 && amount[whole] == '.' && strspn(amount + whole + 1, "0123456789") == 2 &&
           strlen(amount) == whole + 3 && strspn(amount, "0.") != strlen(amount);
}

/* A way to pay, and how its transactions and refunds are named. */
struct payment_method {
    const char *name;
    const char *transaction;
    const char *refund;
    unsigned digits;
};

static const struct payment_method payment_methods[] = {
    { "card", "TX-", "RF-", 16 },
    { "stripe", "ch_3", "re_3", 23 },
    { "paypal", "PAYID-", "REFUND-", 20 },
};

static const struct payment_method *payment_method_find(const char *name)
{
    size_t i;

    for (i = 0; name && i < sizeof payment_methods / sizeof *payment_methods; i++)
        if (!strcmp(payment_methods[i].name, name)) return &payment_methods[i];
    return NULL;
}

static const char *payment_check(const cJSON *input, const cJSON *basis)
{
    const char *order_id = simulator_string(input, "orderId"), *amount = simulator_string(input, "amount");
    const char *currency = simulator_string(input, "currency");

    (void)basis;
    if (!order_id || !*order_id) return "orderId is required.";
    if (!amount || !payment_amount_is_valid(amount)) return "amount must be a decimal above 0, such as \"19.90\".";
    if (!currency || strcmp(currency, "USD")) return "currency must be \"USD\".";
    if (!payment_method_find(simulator_string(input, "method")))
        return "method must be \"card\", \"stripe\" or \"paypal\".";
    return NULL;
}

/* A refund is of a charge, and of the whole of it. */
static const char *refund_check(const cJSON *input, const cJSON *charge)
{
    static const char *const same[] = { "orderId", "transactionId", "amount", "currency" };
    const char *fault = payment_check(input, NULL);
    size_t i;

    if (fault) return fault;
    for (i = 0; i < sizeof same / sizeof *same; i++) {
        const char *given = simulator_string(input, same[i]), *charged = simulator_string(charge, same[i]);

        if (!given || !charged || strcmp(given, charged)) return "The refund is not of what was charged.";
    }
    return NULL;
}

static void payment_copy(cJSON *entry, const cJSON *input, const char *name)
{
    cJSON_AddStringToObject(entry, name, simulator_string(input, name));
}

static void payment_add_time(cJSON *entry, const char *name)
{
    time_t now = time(NULL);
    char text[32];
    struct tm utc;

    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    cJSON_AddStringToObject(entry, name, text);
}

/* What is kept of a request: a number of its own, what was asked, and what it has become. */
static cJSON *entry_new(const cJSON *input, const char *number, const char *prefix, unsigned digits,
                        const char *const *asked)
{
    cJSON *entry = cJSON_CreateObject();
    char name[64];

    simulator_name(prefix, simulator_string(input, "orderId"), digits, name, sizeof name);
    cJSON_AddStringToObject(entry, number, name);
    while (*asked) payment_copy(entry, input, *asked++);
    return entry;
}

static cJSON *entry_with(cJSON *entry, const char *status, const char *when)
{
    cJSON_AddStringToObject(entry, "status", status);
    payment_add_time(entry, when);
    return entry;
}

static cJSON *payment_work(const cJSON *input)
{
    static const char *const asked[] = { "orderId", "amount", "currency", "method", NULL };
    const struct payment_method *method = payment_method_find(simulator_string(input, "method"));
    cJSON *entry = entry_new(input, "transactionId", method->transaction, method->digits, asked);

    return entry_with(entry, "CHARGED", "chargedAt");
}

static cJSON *refund_work(const cJSON *input)
{
    static const char *const asked[] = { "orderId", "transactionId", "amount", "currency", NULL };
    const struct payment_method *method = payment_method_find(simulator_string(input, "method"));
    cJSON *entry = entry_new(input, "refundId", method->refund, method->digits, asked);

    return entry_with(entry, "REFUNDED", "refundedAt");
}

const struct simulator payment_simulator = {
    .name = "payment",
    .port = "4571",
    .help = payment_help,
    .resources = {
        { "/payments", 402, payment_test_values, NULL, payment_check, payment_work },
        { "/refunds", 422, refund_test_values, "/payments", refund_check, refund_work },
    },
};
