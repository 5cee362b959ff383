/* An order: what a customer asked for, and how far it has come.
 *
 *     PENDING ─ taken ─> PAYMENT_PENDING ─ paid ─> PAYMENT_PROCESSED ─ taken ─> SHIPMENT_PENDING ─ sent ─> SHIPPED
 *        │                     │                          │                         │
 *        └─ CANCELLED          └─ PAYMENT_FAILED          └─ cancelled ─┐           └─ refused ─┐
 *                                                                       └──> REFUND_PENDING <───┘
 *                                                                                  └─ paid back ─> REFUNDED
 *
 * The payment and shipment systems are asked only once an order is taken for them: what is cancelled before that is
 * never charged or sent, and what is taken cannot be cancelled any more.
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
    ORDER_ID_BYTES = 16,
    ORDER_TIME_SIZE = 25, /* "2026-01-31T12:00:00.000Z" */
    ORDER_CODE_SIZE = 129,
    ORDER_NAME_SIZE = 257,
    ORDER_EMAIL_SIZE = 255,
    ORDER_PARTNER_ID_SIZE = 513, /* what the payment and shipment systems call their work */
    ORDER_PARTNER_DATE_SIZE = 65,
    ORDER_REASON_SIZE = 257,
};

enum order_status {
    ORDER_PENDING,
    ORDER_PAYMENT_PENDING,
    ORDER_PAYMENT_PROCESSED,
    ORDER_SHIPMENT_PENDING,
    ORDER_SHIPPED,
    ORDER_PAYMENT_FAILED,
    ORDER_REFUND_PENDING,
    ORDER_REFUNDED,
    ORDER_CANCELLED,
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
    char payment_method[16]; /* "card", "stripe" or "paypal" */
    struct order_item items[ORDER_ITEMS_MAX];
    int item_count;
    int64_t total_cents;
    struct order_address address;

    /* "" until there is something to say */
    char customer_phone[20]; /* "+15551234567" */
    char transaction_id[ORDER_PARTNER_ID_SIZE];
    char payment_date[ORDER_TIME_SIZE];
    char tracking_number[ORDER_PARTNER_ID_SIZE];
    char carrier[65]; /* the customer's wish, then who took it */
    char shipment_date[ORDER_TIME_SIZE];
    char delivery_date[ORDER_PARTNER_DATE_SIZE]; /* estimated */
    char failed_at[ORDER_TIME_SIZE];             /* when it was declined, refused or cancelled after its payment */
    char cancelled_at[ORDER_TIME_SIZE];          /* when the customer asked for that */
    char refund_id[ORDER_PARTNER_ID_SIZE];
    char refund_date[ORDER_TIME_SIZE];
    char failure_reason[ORDER_REASON_SIZE];
    char notified_by[ORDER_CODE_SIZE]; /* the run of the workflow that tells the customer how it ended */
};

/* "PAYMENT_PROCESSED"; and back: false for a word that is no status. */
const char *order_status_name(enum order_status status);
bool order_status_parse(const char *name, enum order_status *status);

/* Has the order come to an end, so that nothing is to be done for it any more? */
bool order_status_is_final(enum order_status status);

/* Milliseconds since the epoch as ISO 8601 in UTC, and the present time. */
void order_time_format(int64_t epoch_ms, char time[ORDER_TIME_SIZE]);
int64_t order_time_now(void);

/* Random bytes, or those of a digest, as a UUID: version 4 or 8 (RFC 9562). */
void order_id_new(char id[ORDER_ID_SIZE]);
void order_id_from_digest(const unsigned char digest[ORDER_ID_BYTES], char id[ORDER_ID_SIZE]);

/* Is it 8-4-4-4-12 lower-case hexadecimal digits? */
bool order_id_is_valid(const char *id);

/* Do both ask for the same: customer, products, quantities, payment and address? What was priced or done since is left
 * aside. */
bool order_is_same_request(const struct order *one, const struct order *other);

/* The optional texts of an order under the names they have wherever it is written down, in one table for the store and
 * for JSON. A field named so holds a string of `size` bytes at `offset` in struct order. */
struct order_text_field {
    const char *name;
    unsigned offset;
    unsigned size;
    bool is_internal; /* not shown to customers */
};

extern const struct order_text_field order_text_fields[];
extern const int order_text_field_count;

const char *order_text_get(const struct order *order, const struct order_text_field *field);
/* False, leaving the field empty, where it does not fit. */
bool order_text_set(struct order *order, const struct order_text_field *field, const char *value);

/* The states that an order has gone through, in their order, each with the date that tells of it. Between two of them
 * it was being worked on. */
enum { ORDER_HISTORY_MAX = 6 };

struct order_event {
    enum order_status status;
    const char *at; /* the order's own text */
};

int order_history(const struct order *order, struct order_event events[ORDER_HISTORY_MAX]);

#endif
