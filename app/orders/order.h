/* An order: what a customer asked for, and how far it has come.
 *
 *     PENDING ── paid ──> PAYMENT_PROCESSED ── sent ──> SHIPPED
 *        │ │                      │
 *        │ └─ declined ─> PAYMENT_FAILED
 *        │                        └─ refused ─> SHIPMENT_FAILED
 *        └─ could not be queued for processing ─> FAILED
 *
 * Every field has a fixed size, so an order is one block of memory that is copied and dropped as a whole. Sizes count
 * bytes and the NUL. */
#ifndef APP_ORDERS_ORDER_H
#define APP_ORDERS_ORDER_H

#include <stdbool.h>
#include <stdint.h>

enum {
    ORDER_ITEMS_MAX = 50,
    ORDER_QUANTITY_MAX = 10000,
    ORDER_ID_SIZE = 37,
    ORDER_TIME_SIZE = 25, /* "2026-01-31T12:00:00.000Z" */
    ORDER_CODE_SIZE = 129,
    ORDER_NAME_SIZE = 257,
    ORDER_EMAIL_SIZE = 255,
    ORDER_REASON_SIZE = 257,
};

enum order_status {
    ORDER_PENDING,
    ORDER_PAYMENT_PROCESSED,
    ORDER_SHIPPED,
    ORDER_PAYMENT_FAILED,
    ORDER_SHIPMENT_FAILED,
    ORDER_FAILED,
};

struct order_item {
    char product_id[ORDER_CODE_SIZE];
    char name[ORDER_NAME_SIZE];
    int quantity;
    int64_t price_cents;
};

struct order_address {
    char street[ORDER_NAME_SIZE];
    char city[ORDER_CODE_SIZE];
    char state[ORDER_CODE_SIZE]; /* "" where a country has none */
    char zip_code[33];
    char country[65];
};

struct order {
    char id[ORDER_ID_SIZE];
    char date[ORDER_TIME_SIZE];
    enum order_status status;
    char customer_id[ORDER_CODE_SIZE];
    char customer_name[ORDER_NAME_SIZE];
    char customer_email[ORDER_EMAIL_SIZE];
    char payment_method[16]; /* "card" or "paypal" */
    struct order_item items[ORDER_ITEMS_MAX];
    int item_count;
    int64_t total_cents;
    struct order_address address;

    /* "" until there is something to say */
    char transaction_id[ORDER_CODE_SIZE];
    char payment_date[ORDER_TIME_SIZE];
    char tracking_number[ORDER_CODE_SIZE];
    char carrier[65];
    char shipment_date[ORDER_TIME_SIZE];
    char delivery_date[ORDER_TIME_SIZE]; /* estimated */
    char notification_id[ORDER_CODE_SIZE];
    char notified_at[ORDER_TIME_SIZE];
    char failure_reason[ORDER_REASON_SIZE];
};

/* "PAYMENT_PROCESSED"; and back: false for a word that is no status. */
const char *order_status_name(enum order_status status);
bool order_status_parse(const char *name, enum order_status *status);

/* Milliseconds since the epoch as ISO 8601 in UTC, and the present time. */
void order_time_format(int64_t epoch_ms, char time[ORDER_TIME_SIZE]);
int64_t order_time_now(void);

/* A random UUID, version 4 (RFC 9562). */
void order_id_new(char id[ORDER_ID_SIZE]);

/* Is it 8-4-4-4-12 lower-case hexadecimal digits? */
bool order_id_is_valid(const char *id);

/* The optional texts of an order under the names they have wherever it is written down, in one table for the store and
 * for JSON. A field named so holds a string of `size` bytes at `offset` in struct order. */
struct order_text_field {
    const char *name;
    unsigned offset;
    unsigned size;
};

extern const struct order_text_field order_text_fields[];
extern const int order_text_field_count;

const char *order_text_get(const struct order *order, const struct order_text_field *field);
/* False, leaving the field empty, where it does not fit. */
bool order_text_set(struct order *order, const struct order_text_field *field, const char *value);

#endif
