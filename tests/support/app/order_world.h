/* The world of the order use cases in memory: a store, a queue, payments, shipments and a notifier that count what
 * they are asked, and fail when told to. */
#ifndef TESTS_SUPPORT_APP_ORDER_WORLD_H
#define TESTS_SUPPORT_APP_ORDER_WORLD_H

#include "app/orders/catalogue.h"
#include "app/orders/order_ports.h"

enum { ORDER_WORLD_ORDERS_MAX = 16, ORDER_WORLD_BODY_SIZE = 32 * 1024 };

struct order_world {
    struct catalogue catalogue; /* see order_world_catalogue */
    struct order orders[ORDER_WORLD_ORDERS_MAX];
    int order_count;

    /* what was asked for */
    int inserts, finds, updates, lists, sends, charges, refunds, shipments, look_ups, publications;
    struct order_listing last_listing;
    char last_customer[ORDER_CODE_SIZE]; /* of that listing */
    char last_subject[ORDER_SUBJECT_SIZE];
    char last_brief[ORDER_BRIEF_SIZE];
    char last_body[ORDER_WORLD_BODY_SIZE];

    /* what happens */
    bool store_is_down;
    bool store_throttles;
    bool updates_fail;
    int updates_until_failure; /* 0: none fails; else the one after so many, and those behind it */
    bool send_fails;
    enum order_partner_result payment_result;
    enum order_partner_result shipment_result;
    enum order_partner_result found_result; /* of look-ups */
    enum order_partner_result refund_result;
    enum order_status status_meanwhile; /* with is_changed_meanwhile: what an order is while a partner is asked */
    bool is_changed_meanwhile;
    bool notifier_is_down;
    bool catalogue_is_down;
    bool key_is_missing;
    struct order_cursor page_end;
};

struct order_store order_world_store(struct order_world *world);
struct order_queue order_world_queue(struct order_world *world);
struct order_payments order_world_payments(struct order_world *world);
struct order_shipments order_world_shipments(struct order_world *world);
struct order_notifier order_world_notifier(struct order_world *world);

/* Sells "p" for 0.10 and "q" for 0.20. */
struct catalogue_reader order_world_catalogue(struct order_world *world);

/* A key for tokens; `self` is the world. */
const unsigned char *order_world_shop_key(void *self);

/* A whole, valid order of two items in that state, put into the store. */
struct order *order_world_add(struct order_world *world, const char *id, enum order_status status);

/* Waits for nothing. */
void order_world_pause(unsigned milliseconds);

/* 2026-01-31T12:00:00.123Z */
int64_t order_world_now(void);

#endif
