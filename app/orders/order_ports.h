/* What the use cases need from the world, as structs of functions. Each takes its `self` first. The application gives
 * them AWS's services; tests give them something smaller. */
#ifndef APP_ORDERS_ORDER_PORTS_H
#define APP_ORDERS_ORDER_PORTS_H

#include "app/orders/order.h"

enum { ORDER_PAGE_MAX = 100, ORDER_CHANGE_TEXTS_MAX = 6, ORDER_SUBJECT_SIZE = 100 };

enum order_store_result {
    ORDER_STORE_OK,
    ORDER_STORE_NOT_FOUND,
    ORDER_STORE_CONFLICT,    /* the order is not, or no longer, in the state that was asked for */
    ORDER_STORE_UNAVAILABLE, /* whether a write happened is not known */
};

/* A change to an order that happens only while its status is `from`, and, where `absent` names a text field, while
 * that is not set. */
struct order_change {
    const char *order_id;
    enum order_status from;
    enum order_status to;
    const char *absent;
    struct {
        const char *name; /* one of order_text_fields */
        const char *value;
    } texts[ORDER_CHANGE_TEXTS_MAX]; /* up to the first without a name */
};

/* Where a page ended: the next one starts behind it. Empty at the very start and at the very end. */
struct order_cursor {
    char order_id[ORDER_ID_SIZE];
    char customer_id[ORDER_CODE_SIZE];
    char date[ORDER_TIME_SIZE];
};

/* Which orders to list: one customer's, newest first, or everyone's in no order. */
struct order_listing {
    const char *customer_id; /* NULL: everyone's */
    int limit;               /* 1 to ORDER_PAGE_MAX */
    struct order_cursor start;
};

struct order_page {
    struct order *orders; /* room for `limit`, the caller's */
    int count;
    struct order_cursor end; /* empty: there are no more */
};

struct order_store {
    void *self;
    enum order_store_result (*insert)(void *self, const struct order *order);
    enum order_store_result (*find)(void *self, const char *order_id, struct order *order);
    enum order_store_result (*update)(void *self, const struct order_change *change);
    enum order_store_result (*list)(void *self, const struct order_listing *listing, struct order_page *page);
};

/* Hands an order over to be processed. False: it is not known whether that worked. */
struct order_queue {
    void *self;
    bool (*send)(void *self, const char *order_id);
};

enum order_payment_result { ORDER_PAYMENT_ACCEPTED, ORDER_PAYMENT_DECLINED, ORDER_PAYMENT_UNAVAILABLE };

struct order_payment {
    char transaction_id[ORDER_CODE_SIZE];
    char reason[ORDER_REASON_SIZE]; /* of a refusal */
};

/* Charges an order once, however often it is asked to. */
struct order_payments {
    void *self;
    enum order_payment_result (*charge)(void *self, const struct order *order, struct order_payment *payment);
};

enum order_shipment_result { ORDER_SHIPMENT_ACCEPTED, ORDER_SHIPMENT_REFUSED, ORDER_SHIPMENT_UNAVAILABLE };

struct order_shipment {
    char tracking_number[ORDER_CODE_SIZE];
    char carrier[65];
    char delivery_date[ORDER_TIME_SIZE];
    char reason[ORDER_REASON_SIZE];
};

/* Sends an order once, however often it is asked to. */
struct order_shipments {
    void *self;
    enum order_shipment_result (*arrange)(void *self, const struct order *order, struct order_shipment *shipment);
};

/* Publishes a message about an order; `id` gets the message's. */
struct order_notifier {
    void *self;
    bool (*publish)(void *self, const struct order *order, const char *subject, const char *body,
                    char id[ORDER_CODE_SIZE]);
};

#endif
