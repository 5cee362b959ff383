/* What the use cases need from the world, as structs of functions. Each takes its `self` first. The application gives
 * them AWS's services; tests give them something smaller. */
#ifndef APP_ORDERS_ORDER_PORTS_H
#define APP_ORDERS_ORDER_PORTS_H

#include "app/orders/order.h"

enum { ORDER_PAGE_MAX = 100, ORDER_CHANGE_TEXTS_MAX = 6, ORDER_SUBJECT_SIZE = 100, ORDER_BRIEF_SIZE = 161 };

enum order_store_result {
    ORDER_STORE_OK,
    ORDER_STORE_NOT_FOUND,
    ORDER_STORE_CONFLICT,    /* the order is not, or no longer, in the state that was asked for */
    ORDER_STORE_THROTTLED,   /* it wants to be asked later; whether a write happened is not known */
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
    const char *status;      /* NULL: of any; a page may have fewer then than there are further on */
    int limit;               /* 1 to ORDER_PAGE_MAX */
    struct order_cursor start;
};

struct order_page {
    struct order *orders; /* room for `limit`, the caller's */
    int count;
    struct order_cursor end; /* empty: there are no more */
};

/* Each call is one request of the store. */
struct order_store {
    void *self;
    /* CONFLICT: there is an order of that id already; `stored` becomes it. */
    enum order_store_result (*insert)(void *self, const struct order *order, struct order *stored);
    enum order_store_result (*find)(void *self, const char *order_id, struct order *order);
    /* `order` becomes what the change made of it, or after CONFLICT what stands there. */
    enum order_store_result (*update)(void *self, const struct order_change *change, struct order *order);
    enum order_store_result (*list)(void *self, const struct order_listing *listing, struct order_page *page);
};

/* Hands an order over to be processed. False: it is not known whether that worked. */
struct order_queue {
    void *self;
    bool (*send)(void *self, const char *order_id);
};

/* What a partner says to a request under an idempotency key, the order's id: it does its work once under it, however
 * often it is asked to. */
enum order_partner_result {
    ORDER_PARTNER_DONE,
    ORDER_PARTNER_REFUSED, /* in so many words */
    ORDER_PARTNER_NOTHING, /* of a look-up: it has done nothing under the key so far */
    ORDER_PARTNER_UNKNOWN, /* it may have done it */
};

struct order_payment {
    char transaction_id[ORDER_PARTNER_ID_SIZE];
    char reason[ORDER_REASON_SIZE]; /* of a refusal */
};

struct order_refund {
    char refund_id[ORDER_PARTNER_ID_SIZE];
};

struct order_payments {
    void *self;
    enum order_partner_result (*charge)(void *self, const struct order *order, struct order_payment *payment);
    enum order_partner_result (*look_up)(void *self, const struct order *order, struct order_payment *payment);
    /* Pays back what was charged. Never REFUSED: what is owed is owed. */
    enum order_partner_result (*refund)(void *self, const struct order *order, struct order_refund *refund);
};

struct order_shipment {
    char tracking_number[ORDER_PARTNER_ID_SIZE];
    char carrier[65];
    char delivery_date[ORDER_PARTNER_DATE_SIZE];
    char reason[ORDER_REASON_SIZE];
};

struct order_shipments {
    void *self;
    enum order_partner_result (*arrange)(void *self, const struct order *order, struct order_shipment *shipment);
    enum order_partner_result (*look_up)(void *self, const struct order *order, struct order_shipment *shipment);
};

/* What a customer is told: by mail, and briefly on the phone. */
struct order_message {
    const char *subject;
    const char *body;
    const char *brief;
};

/* Tells the customer of an order; `id` gets the message's. Whoever orders for the first time is asked before whether
 * they want to be told. */
struct order_notifier {
    void *self;
    bool (*publish)(void *self, const struct order *order, const struct order_message *message,
                    char id[ORDER_CODE_SIZE]);
};

#endif
