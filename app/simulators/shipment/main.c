/* The shipment system, simulated: gives an order to one of three carriers, once under an idempotency key.
 *
 * POST /shipments {"orderId", "customerId", "recipient", "address": {"street", "city", "state"?, "zipCode",
 * "country"}, "items"}
 *   -> {"trackingNumber", "carrier", "orderId", "deliveryDate", "shippedAt"}
 *
 * Which carrier follows from the order's id. Test values, by how the customerId begins:
 *
 *     test-shipment-refused   422: the address cannot be served
 *     test-shipment-outage    503 always
 *     test-shipment-flaky     503 the first time, then shipped
 *     test-shipment-timeout   shipped, but the first answer comes only after --slow-seconds */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <time.h>

#include "app/simulators/simulator.h"

static const struct simulator_test_value shipment_test_values[] = {
    { "test-shipment-refused", SIMULATOR_REFUSES, "No carrier serves the address." },
    { "test-shipment-outage", SIMULATOR_IS_DOWN, "The shipment system is down." },
    { "test-shipment-flaky", SIMULATOR_IS_FLAKY, "The shipment system is busy." },
    { "test-shipment-timeout", SIMULATOR_IS_SLOW, NULL },
    { 0 },
};

static const char shipment_help[] = "Test values, by how the customerId begins:\n"
                                    "  test-shipment-refused   422: the address cannot be served\n"
                                    "  test-shipment-outage    503 always\n"
                                    "  test-shipment-flaky     503 the first time, then shipped\n"
                                    "  test-shipment-timeout   shipped, but the first answer comes only after "
                                    "--slow-seconds\n";

struct shipment_carrier {
    const char *name;
    const char *prefix; /* of its tracking numbers */
    int days;           /* until delivery */
};

static const struct shipment_carrier shipment_carriers[] = {
    { "Northwind Express", "NWX", 2 },
    { "Blue Parcel", "BLP", 3 },
    { "Harbour Freight", "HBF", 5 },
};

static const char *shipment_check(const cJSON *input)
{
    static const char *const required[] = { "street", "city", "zipCode", "country" };
    const cJSON *address = cJSON_GetObjectItemCaseSensitive(input, "address");
    const char *order_id = simulator_string(input, "orderId");
    size_t i;

    if (!order_id || !*order_id) return "orderId is required.";
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

static cJSON *shipment_work(const cJSON *input)
{
    enum { DAY_SECONDS = 24 * 60 * 60 };
    const char *order_id = simulator_string(input, "orderId");
    const struct shipment_carrier *carrier;
    cJSON *entry = cJSON_CreateObject();
    time_t now = time(NULL);
    char tracking[64];

    carrier = &shipment_carriers[simulator_name("", order_id, tracking, 12) % 3];
    simulator_name(carrier->prefix, order_id, tracking, 12);
    cJSON_AddStringToObject(entry, "trackingNumber", tracking);
    cJSON_AddStringToObject(entry, "carrier", carrier->name);
    cJSON_AddStringToObject(entry, "orderId", order_id);
    shipment_add_time(entry, "deliveryDate", now + carrier->days * DAY_SECONDS);
    shipment_add_time(entry, "shippedAt", now);
    return entry;
}

int main(int argc, char **argv)
{
    static const struct simulator shipment = {
        .name = "shipment",
        .path = "/shipments",
        .port = "4572",
        .refusal_status = 422,
        .test_values = shipment_test_values,
        .help = shipment_help,
        .check = shipment_check,
        .work = shipment_work,
    };

    return simulator_run(&shipment, argc, argv);
}
