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
    [ORDER_PAYMENT_PENDING] = "PAYMENT_PENDING",
    [ORDER_PAYMENT_PROCESSED] = "PAYMENT_PROCESSED",
    [ORDER_SHIPMENT_PENDING] = "SHIPMENT_PENDING",
    [ORDER_SHIPPED] = "SHIPPED",
    [ORDER_PAYMENT_FAILED] = "PAYMENT_FAILED",
    [ORDER_REFUND_PENDING] = "REFUND_PENDING",
    [ORDER_REFUNDED] = "REFUNDED",
    [ORDER_CANCELLED] = "CANCELLED",
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

bool order_status_is_final(enum order_status status)
{
    return status == ORDER_SHIPPED || status == ORDER_PAYMENT_FAILED || status == ORDER_REFUNDED ||
           status == ORDER_CANCELLED;
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

static void id_write(const unsigned char bytes[ORDER_ID_BYTES], unsigned version, char id[ORDER_ID_SIZE])
{
    unsigned char b[ORDER_ID_BYTES];
    int length = 0, i;

    memcpy(b, bytes, sizeof b);
    b[6] = (unsigned char)((b[6] & 0x0f) | version << 4);
    b[8] = (b[8] & 0x3f) | 0x80; /* variant 10 */
    for (i = 0; i < ORDER_ID_BYTES; i++) {
        bool is_group_start = i == 4 || i == 6 || i == 8 || i == 10;

        length += snprintf(id + length, ORDER_ID_SIZE - (size_t)length, "%s%02x", is_group_start ? "-" : "", b[i]);
    }
}

void order_id_new(char id[ORDER_ID_SIZE])
{
    unsigned char b[ORDER_ID_BYTES];

    if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b) abort();
    id_write(b, 4, id);
}

void order_id_from_digest(const unsigned char digest[ORDER_ID_BYTES], char id[ORDER_ID_SIZE])
{
    id_write(digest, 8, id);
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

static bool address_is_same(const struct order_address *one, const struct order_address *other)
{
    return !strcmp(one->street, other->street) && !strcmp(one->city, other->city) &&
           !strcmp(one->state, other->state) && !strcmp(one->zip_code, other->zip_code) &&
           !strcmp(one->country, other->country);
}

bool order_is_same_request(const struct order *one, const struct order *other)
{
    int i;

    if (one->item_count != other->item_count || strcmp(one->customer_id, other->customer_id) ||
        strcmp(one->customer_name, other->customer_name) || strcmp(one->customer_email, other->customer_email) ||
        strcmp(one->customer_phone, other->customer_phone) || strcmp(one->payment_method, other->payment_method) ||
        !address_is_same(&one->address, &other->address))
        return false;
    for (i = 0; i < one->item_count; i++)
        if (strcmp(one->items[i].product_id, other->items[i].product_id) ||
            one->items[i].quantity != other->items[i].quantity)
            return false;
    return true;
}

#define ORDER_TEXT(name, member)                                                       \
    {                                                                                  \
        name, offsetof(struct order, member), sizeof((struct order *)0)->member, false \
    }

const struct order_text_field order_text_fields[] = {
    ORDER_TEXT("customerPhone", customer_phone),
    ORDER_TEXT("transactionId", transaction_id),
    ORDER_TEXT("paymentDate", payment_date),
    ORDER_TEXT("trackingNumber", tracking_number),
    ORDER_TEXT("carrier", carrier),
    ORDER_TEXT("shipmentDate", shipment_date),
    ORDER_TEXT("deliveryDate", delivery_date),
    ORDER_TEXT("failedAt", failed_at),
    ORDER_TEXT("cancelledAt", cancelled_at),
    ORDER_TEXT("refundId", refund_id),
    ORDER_TEXT("refundDate", refund_date),
    ORDER_TEXT("failureReason", failure_reason),
    { "notifiedBy", offsetof(struct order, notified_by), sizeof((struct order *)0)->notified_by, true },
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

/* --- history -------------------------------------------------------------------------------------------------- */

static void history_add(struct order_event *events, int *count, enum order_status status, const char *at)
{
    if (*at) events[(*count)++] = (struct order_event){ status, at };
}

int order_history(const struct order *order, struct order_event events[ORDER_HISTORY_MAX])
{
    int count = 0;

    history_add(events, &count, ORDER_PENDING, order->date);
    history_add(events, &count, ORDER_PAYMENT_PROCESSED, order->payment_date);
    history_add(events, &count, ORDER_SHIPPED, order->shipment_date);
    history_add(events, &count, *order->payment_date ? ORDER_REFUND_PENDING : ORDER_PAYMENT_FAILED, order->failed_at);
    history_add(events, &count, ORDER_REFUNDED, order->refund_date);
    if (order->status == ORDER_CANCELLED) history_add(events, &count, ORDER_CANCELLED, order->cancelled_at);
    return count;
}
