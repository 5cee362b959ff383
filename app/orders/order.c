/* An order's statuses, times, identifiers, and the table of its optional texts. */
#include "app/orders/order.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

static const char *const order_status_names[] = {
    [ORDER_PENDING] = "PENDING",
    [ORDER_PAYMENT_PROCESSED] = "PAYMENT_PROCESSED",
    [ORDER_SHIPPED] = "SHIPPED",
    [ORDER_PAYMENT_FAILED] = "PAYMENT_FAILED",
    [ORDER_SHIPMENT_FAILED] = "SHIPMENT_FAILED",
    [ORDER_FAILED] = "FAILED",
};

const char *order_status_name(enum order_status status)
{
    return order_status_names[status];
}

bool order_status_parse(const char *name, enum order_status *status)
{
    unsigned i;

    for (i = 0; name && i < sizeof order_status_names / sizeof *order_status_names; i++) {
        if (strcmp(name, order_status_names[i])) continue;
        *status = (enum order_status)i;
        return true;
    }
    return false;
}

void order_time_format(int64_t epoch_ms, char out[ORDER_TIME_SIZE])
{
    time_t seconds = (time_t)(epoch_ms / 1000);
    struct tm utc;
    size_t length;

    if (!gmtime_r(&seconds, &utc)) abort();
    length = strftime(out, ORDER_TIME_SIZE, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(out + length, ORDER_TIME_SIZE - length, ".%03dZ", (int)(epoch_ms % 1000));
}

int64_t order_time_now(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_REALTIME, &now)) abort();
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void order_id_new(char id[ORDER_ID_SIZE])
{
    unsigned char b[16];
    int length = 0, i;

    if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b) abort();
    b[6] = (b[6] & 0x0f) | 0x40; /* version 4 */
    b[8] = (b[8] & 0x3f) | 0x80; /* variant 10 */
    for (i = 0; i < 16; i++) {
        bool is_group_start = i == 4 || i == 6 || i == 8 || i == 10;

        length += snprintf(id + length, ORDER_ID_SIZE - (size_t)length, "%s%02x", is_group_start ? "-" : "", b[i]);
    }
}

bool order_id_is_valid(const char *id)
{
    size_t i;

    if (strlen(id) != ORDER_ID_SIZE - 1) return false;
    for (i = 0; i < ORDER_ID_SIZE - 1; i++) {
        bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;

        if (is_hyphen ? id[i] != '-' : !strchr("0123456789abcdef", id[i])) return false;
    }
    return true;
}

#define ORDER_TEXT(name, member)                                                \
    {                                                                           \
        name, offsetof(struct order, member), sizeof((struct order *)0)->member \
    }

const struct order_text_field order_text_fields[] = {
    ORDER_TEXT("transactionId", transaction_id),   ORDER_TEXT("paymentDate", payment_date),
    ORDER_TEXT("trackingNumber", tracking_number), ORDER_TEXT("carrier", carrier),
    ORDER_TEXT("shipmentDate", shipment_date),     ORDER_TEXT("deliveryDate", delivery_date),
    ORDER_TEXT("notificationId", notification_id), ORDER_TEXT("notifiedAt", notified_at),
    ORDER_TEXT("failureReason", failure_reason),
};

const int order_text_field_count = sizeof order_text_fields / sizeof *order_text_fields;

const char *order_text_get(const struct order *order, const struct order_text_field *field)
{
    return (const char *)order + field->offset;
}

bool order_text_set(struct order *order, const struct order_text_field *field, const char *value)
{
    char *text = (char *)order + field->offset;
    size_t length = value ? strlen(value) : 0;

    text[0] = '\0';
    if (length >= field->size) return false;
    if (length) memcpy(text, value, length + 1);
    return true;
}
