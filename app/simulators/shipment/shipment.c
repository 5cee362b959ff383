/* The shipment system, simulated: gives an order to FedEx, UPS or DHL, once under an idempotency key.
 *
 * POST /shipments {"orderId", "customerId", "recipient", "carrier"?, "address": {"street", "city", "state"?, "zipCode",
 * "country"}, "items"}
 *   -> {"trackingNumber", "carrier", "orderId", "deliveryDate", "shippedAt"}
 *
 * Which carrier follows from the order's id where none is asked for; tracking numbers look as the carrier's own do. */
#include "app/simulators/shipment/shipment.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static const struct simulator_test_value shipment_test_values[] = {
    { "test-shipment-refused", SIMULATOR_REFUSES, "No carrier serves the address." },
    { "test-shipment-outage", SIMULATOR_IS_DOWN, "The shipment system is down." },
    { "test-shipment-flaky", SIMULATOR_IS_FLAKY, "The shipment system is busy." },
    { "test-shipment-timeout", SIMULATOR_IS_SLOW, NULL },
    { "test-shipment-late", SIMULATOR_IS_LATE, NULL },
    { "test-shipment-lost", SIMULATOR_LOSES_ANSWERS, NULL },
    { "test-shipment-nonsense", SIMULATOR_TALKS_NONSENSE, NULL },
    { "test-shipment-twice", SIMULATOR_ANSWERS_TWICE, NULL },
    { "test-shipment-wordy", SIMULATOR_IS_WORDY, NULL },
    { "test-shipment-bad", SIMULATOR_COMPLAINS, "The shipment cannot be read." },
    { 0 },
};

static const char shipment_help[] =
    "Test values, by how the customerId begins:\n"
    "  test-shipment-refused   422: the address cannot be served\n"
    "  test-shipment-wordy     the same, with a long reason of odd characters\n"
    "  test-shipment-bad       400\n"
    "  test-shipment-outage    503 always\n"
    "  test-shipment-flaky     503 the first time, then shipped\n"
    "  test-shipment-timeout   shipped, but the first answer comes only after --slow-seconds\n"
    "  test-shipment-late      shipped, but every answer comes only after --slow-seconds\n"
    "  test-shipment-lost      shipped, and 503 always\n"
    "  test-shipment-nonsense  shipped, and answered with nonsense\n"
    "  test-shipment-twice     shipped, and answered twice\n";

struct shipment_carrier {
    const char *name;
    const char *prefix; /* of its tracking numbers */
    unsigned digits;
    int days; /* until delivery */
};

static const struct shipment_carrier shipment_carriers[] = {
    { "FedEx", "7946", 8, 2 },
    { "UPS", "1Z", 16, 3 },
    { "DHL", "JD0146", 12, 5 },
};

enum { SHIPMENT_CARRIERS = sizeof shipment_carriers / sizeof *shipment_carriers };

static const struct shipment_carrier *shipment_carrier_find(const char *name)
{
    size_t i;

    for (i = 0; i < SHIPMENT_CARRIERS; i++)
        if (!strcasecmp(shipment_carriers[i].name, name)) return &shipment_carriers[i];
    return NULL;
}

static const char *shipment_check(const cJSON *input, const cJSON *basis)
{
    static const char *const required[] = { "street", "city", "zipCode", "country" };
    const cJSON *address = cJSON_GetObjectItemCaseSensitive(input, "address");
    const char *order_id = simulator_string(input, "orderId"), *carrier = simulator_string(input, "carrier");
    size_t i;

    (void)basis;
    if (!order_id || !*order_id) return "orderId is required.";
    if (carrier && !shipment_carrier_find(carrier)) return "carrier must be \"FedEx\", \"UPS\" or \"DHL\".";
    for (i = 0; i < sizeof required / sizeof *required; i++) {
        const char *value = simulator_string(address, required[i]);

        if (!value || !*value) return "address needs street, city, zipCode and country.";
    }
    return NULL;
}

static void shipment_add_time(cJSON *entry, const char *name, time_t time)
{
    char text[32];
    struct tm utc;

    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&time, &utc));
    cJSON_AddStringToObject(entry, name, text);
}

/* FedEx and DHL number in digits alone; UPS's have letters, too. */
static void shipment_number(const struct shipment_carrier *carrier, const char *order_id, char *number, size_t size)
{
    char *c;

    simulator_name(carrier->prefix, order_id, carrier->digits, number, size);
    for (c = number + strlen(carrier->prefix); *c && strcmp(carrier->name, "UPS"); c++)
        if (*c >= 'A') *c = (char)('0' + (*c - 'A'));
}

static cJSON *shipment_work(const cJSON *input)
{
    enum { DAY_SECONDS = 24 * 60 * 60 };
    const char *order_id = simulator_string(input, "orderId"), *wanted = simulator_string(input, "carrier");
    const struct shipment_carrier *carrier;
    cJSON *entry = cJSON_CreateObject();
    time_t now = time(NULL);
    char tracking[64];

    carrier = &shipment_carriers[simulator_name("", order_id, 12, tracking, sizeof tracking) % SHIPMENT_CARRIERS];
    if (wanted) carrier = shipment_carrier_find(wanted);
    shipment_number(carrier, order_id, tracking, sizeof tracking);
    cJSON_AddStringToObject(entry, "trackingNumber", tracking);
    cJSON_AddStringToObject(entry, "carrier", carrier->name);
    cJSON_AddStringToObject(entry, "orderId", order_id);
    shipment_add_time(entry, "deliveryDate", now + carrier->days * DAY_SECONDS);
    shipment_add_time(entry, "shippedAt", now);
    return entry;
}

const struct simulator shipment_simulator = {
    .name = "shipment",
    .port = "4572",
    .help = shipment_help,
    .resources = { { "/shipments", 422, shipment_test_values, NULL, shipment_check, shipment_work } },
};
