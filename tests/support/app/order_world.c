/* The world of the order use cases in memory. */
#include "tests/support/app/order_world.h"

#include <stdio.h>
#include <string.h>

static struct order *world_find(struct order_world *world, const char *id)
{
    int i;

    for (i = 0; i < world->order_count; i++)
        if (!strcmp(world->orders[i].id, id)) return &world->orders[i];
    return NULL;
}

static const struct order_text_field *world_field(const char *name)
{
    int i;

    for (i = 0; i < order_text_field_count; i++)
        if (!strcmp(order_text_fields[i].name, name)) return &order_text_fields[i];
    return NULL;
}

static enum order_store_result world_insert(void *self, const struct order *order, struct order *stored)
{
    struct order_world *world = self;
    struct order *found = world_find(world, order->id);

    world->inserts++;
    if (world->store_is_down) return ORDER_STORE_UNAVAILABLE;
    if (found) {
        *stored = *found;
        return ORDER_STORE_CONFLICT;
    }
    world->orders[world->order_count++] = *order;
    return ORDER_STORE_OK;
}

static enum order_store_result world_get(void *self, const char *id, struct order *order)
{
    struct order_world *world = self;
    struct order *found = world_find(world, id);

    world->finds++;
    if (world->store_throttles) return ORDER_STORE_THROTTLED;
    if (world->store_is_down) return ORDER_STORE_UNAVAILABLE;
    if (!found) return ORDER_STORE_NOT_FOUND;
    *order = *found;
    return ORDER_STORE_OK;
}

static bool world_change_is_met(const struct order *order, const struct order_change *change)
{
    return order->status == change->from && (!change->absent || !*order_text_get(order, world_field(change->absent)));
}

static enum order_store_result world_update(void *self, const struct order_change *change, struct order *order)
{
    struct order_world *world = self;
    struct order *found = world_find(world, change->order_id);
    int i;

    world->updates++;
    if (world->store_throttles) return ORDER_STORE_THROTTLED;
    if (world->store_is_down || world->updates_fail) return ORDER_STORE_UNAVAILABLE;
    if (world->updates_until_failure && world->updates > world->updates_until_failure) return ORDER_STORE_UNAVAILABLE;
    if (!found) return ORDER_STORE_NOT_FOUND;
    if (!world_change_is_met(found, change)) {
        *order = *found;
        return ORDER_STORE_CONFLICT;
    }
    found->status = change->to;
    for (i = 0; i < ORDER_CHANGE_TEXTS_MAX && change->texts[i].name; i++)
        order_text_set(found, world_field(change->texts[i].name), change->texts[i].value);
    *order = *found;
    return ORDER_STORE_OK;
}

static enum order_store_result world_list(void *self, const struct order_listing *listing, struct order_page *page)
{
    struct order_world *world = self;
    int i;

    world->lists++;
    world->last_listing = *listing;
    snprintf(world->last_customer, sizeof world->last_customer, "%s", listing->customer_id ? listing->customer_id : "");
    if (world->store_is_down) return ORDER_STORE_UNAVAILABLE;
    for (i = 0; i < world->order_count && page->count < listing->limit; i++)
        if ((!listing->customer_id || !strcmp(listing->customer_id, world->orders[i].customer_id)) &&
            (!listing->status || !strcmp(listing->status, order_status_name(world->orders[i].status))))
            page->orders[page->count++] = world->orders[i];
    page->end = world->page_end;
    return ORDER_STORE_OK;
}

static bool world_send(void *self, const char *id)
{
    struct order_world *world = self;

    world->sends++;
    (void)id;
    return !world->send_fails;
}

/* What another run does while this one waits for a partner. */
static void world_meanwhile(struct order_world *world, const struct order *order)
{
    if (world->is_changed_meanwhile) world_find(world, order->id)->status = world->status_meanwhile;
}

static void world_write_payment(const struct order *order, struct order_payment *payment)
{
    snprintf(payment->transaction_id, sizeof payment->transaction_id, "TX-%.8s", order->id);
}

static enum order_partner_result world_charge(void *self, const struct order *order, struct order_payment *payment)
{
    struct order_world *world = self;

    world->charges++;
    world_meanwhile(world, order);
    if (world->payment_result == ORDER_PARTNER_DONE) world_write_payment(order, payment);
    snprintf(payment->reason, sizeof payment->reason, "insufficient funds");
    return world->payment_result;
}

static enum order_partner_result world_find_payment(void *self, const struct order *order,
                                                    struct order_payment *payment)
{
    struct order_world *world = self;

    world->look_ups++;
    if (world->found_result == ORDER_PARTNER_DONE) world_write_payment(order, payment);
    return world->found_result;
}

static enum order_partner_result world_refund(void *self, const struct order *order, struct order_refund *refund)
{
    struct order_world *world = self;

    world->refunds++;
    snprintf(refund->refund_id, sizeof refund->refund_id, "RF-%.8s", order->id);
    return world->refund_result;
}

static void world_write_shipment(const struct order *order, struct order_shipment *shipment)
{
    snprintf(shipment->tracking_number, sizeof shipment->tracking_number, "TR-%.8s", order->id);
    snprintf(shipment->carrier, sizeof shipment->carrier, "Carrier");
    snprintf(shipment->delivery_date, sizeof shipment->delivery_date, "2026-02-03T00:00:00Z");
}

static enum order_partner_result world_ship(void *self, const struct order *order, struct order_shipment *shipment)
{
    struct order_world *world = self;

    world->shipments++;
    world_meanwhile(world, order);
    if (world->shipment_result == ORDER_PARTNER_DONE) world_write_shipment(order, shipment);
    snprintf(shipment->reason, sizeof shipment->reason, "no carrier");
    return world->shipment_result;
}

static enum order_partner_result world_find_shipment(void *self, const struct order *order,
                                                     struct order_shipment *shipment)
{
    struct order_world *world = self;

    world->look_ups++;
    if (world->found_result == ORDER_PARTNER_DONE) world_write_shipment(order, shipment);
    return world->found_result;
}

static bool world_publish(void *self, const struct order *order, const struct order_message *message,
                          char id[ORDER_CODE_SIZE])
{
    struct order_world *world = self;

    world->publications++;
    snprintf(world->last_subject, sizeof world->last_subject, "%s", message->subject);
    snprintf(world->last_body, sizeof world->last_body, "%s", message->body);
    snprintf(world->last_brief, sizeof world->last_brief, "%s", message->brief);
    snprintf(id, ORDER_CODE_SIZE, "message-%.8s", order->id);
    return !world->notifier_is_down;
}

struct order_store order_world_store(struct order_world *world)
{
    return (struct order_store){ world, world_insert, world_get, world_update, world_list };
}

struct order_queue order_world_queue(struct order_world *world)
{
    return (struct order_queue){ world, world_send };
}

struct order_payments order_world_payments(struct order_world *world)
{
    return (struct order_payments){ world, world_charge, world_find_payment, world_refund };
}

struct order_shipments order_world_shipments(struct order_world *world)
{
    return (struct order_shipments){ world, world_ship, world_find_shipment };
}

struct order_notifier order_world_notifier(struct order_world *world)
{
    return (struct order_notifier){ world, world_publish };
}

static const struct catalogue *world_read_catalogue(void *self)
{
    struct order_world *world = self;

    return world->catalogue_is_down ? NULL : &world->catalogue;
}

struct catalogue_reader order_world_catalogue(struct order_world *world)
{
    world->catalogue.products[0] = (struct product){ "p", "Pen", "It writes.", "USD", 10 };
    world->catalogue.products[1] = (struct product){ "q", "Quill", "", "USD", 20 };
    world->catalogue.count = 2;
    return (struct catalogue_reader){ world, world_read_catalogue };
}

const unsigned char *order_world_shop_key(void *self)
{
    static const unsigned char key[] = "0123456789abcdef0123456789abcdef";
    struct order_world *world = self;

    return world->key_is_missing ? NULL : key;
}

struct order *order_world_add(struct order_world *world, const char *id, enum order_status status)
{
    struct order *order = &world->orders[world->order_count++];

    *order = (struct order){
        .date = "2026-01-31T11:59:00.000Z",
        .status = status,
        .customer_id = "customer-1",
        .customer_name = "Ada Lovelace",
        .customer_email = "ada@example.com",
        .payment_method = "card",
        .items = { { "p-1", "Tea", 2, 10 }, { "p-2", "Cup", 1, 20 } },
        .item_count = 2,
        .total_cents = 40,
        .address = { "1 Main Street", "London", "", "N1 1AA", "GB" },
    };
    snprintf(order->id, sizeof order->id, "%s", id);
    return order;
}

void order_world_pause(unsigned milliseconds)
{
    (void)milliseconds;
}

int64_t order_world_now(void)
{
    return INT64_C(1769860800123);
}
