/* The messages about an order, as plain text: what happened, and then the same facts in each. */
#include "app/orders/order_message.h"

#include <stdarg.h>
#include <stdio.h>

#include "app/orders/money.h"
#include "app/orders/order_text.h"

/* Where the next line goes; an order within its limits never fills the body. */
struct message_writer {
    char *body;
    size_t length;
};

static void __attribute__((format(printf, 2, 3))) message_put(struct message_writer *writer, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(writer->body + writer->length, ORDER_MESSAGE_SIZE - writer->length, format, arguments);
    va_end(arguments);
    if (length < 0) return;
    writer->length += (size_t)length;
    if (writer->length >= ORDER_MESSAGE_SIZE) writer->length = ORDER_MESSAGE_SIZE - 1;
}

static void message_put_items(struct message_writer *writer, const struct order *order)
{
    char price[MONEY_TEXT_SIZE], sum[MONEY_TEXT_SIZE], total[MONEY_TEXT_SIZE];
    int i;

    message_put(writer, "Items:\n");
    for (i = 0; i < order->item_count; i++) {
        const struct order_item *item = &order->items[i];

        money_format(item->price_cents, price);
        money_format(item->price_cents * item->quantity, sum);
        message_put(writer, "  %d x %s at $%s = $%s\n", item->quantity, item->name, price, sum);
    }
    money_format(order->total_cents, total);
    message_put(writer, "Total: $%s\n", total);
}

static void message_put_address(struct message_writer *writer, const struct order *order)
{
    const struct order_address *address = &order->address;

    message_put(writer, "\nShipping address:\n  %s\n  %s\n  %s%s%s %s\n  %s\n", order->customer_name, address->street,
                address->city, *address->state ? ", " : "", address->state, address->zip_code, address->country);
}

static void message_put_shipment(struct message_writer *writer, const struct order *order)
{
    message_put(writer, "\nCarrier: %s\nTracking number: %s\n", order->carrier, order->tracking_number);
    if (*order->delivery_date) message_put(writer, "Estimated delivery: %.10s\n", order->delivery_date);
}

/* What the subject says of an order, and what the body begins with. */
struct message_words {
    const char *subject;
    const char *body;
};

static struct message_words message_words(const struct order *order)
{
    switch (order->status) {
    case ORDER_SHIPPED:
        return (struct message_words){ "has been shipped", "your order has been paid and is on its way." };
    case ORDER_PAYMENT_FAILED:
        return (struct message_words){ "could not be paid", "your order could not be paid, and nothing was charged." };
    case ORDER_REFUND_PENDING:
    case ORDER_REFUNDED:
        return (struct message_words){ "has been refunded",
                                       "your order is not sent, and what you paid has been given back." };
    case ORDER_PENDING:
    case ORDER_PAYMENT_PENDING:
    case ORDER_PAYMENT_PROCESSED:
    case ORDER_SHIPMENT_PENDING:
    case ORDER_CANCELLED: break;
    }
    return (struct message_words){ "has been received", "we have received your order." };
}

/* "Your order 6f1ed002 has been shipped: UPS 1Z…": what follows the words is cut where it is too long. */
static void message_write_brief(const struct order *order, const struct message_words *words,
                                char brief[ORDER_BRIEF_SIZE])
{
    char total[MONEY_TEXT_SIZE], whole[ORDER_PARTNER_ID_SIZE + 256];

    money_format(order->total_cents, total);
    if (order->status == ORDER_SHIPPED)
        snprintf(whole, sizeof whole, "Your order %.8s %s: %s %s", order->id, words->subject, order->carrier,
                 order->tracking_number);
    else snprintf(whole, sizeof whole, "Your order %.8s %s: $%s", order->id, words->subject, total);
    order_text_copy_clean(brief, ORDER_BRIEF_SIZE, whole);
}

void order_message_write(const struct order *order, struct order_message_text *text)
{
    struct message_words words = message_words(order);
    struct message_writer writer = { text->body, 0 };

    snprintf(text->subject, sizeof text->subject, "Your order %s %s", order->id, words.subject);
    message_write_brief(order, &words, text->brief);
    message_put(&writer, "Dear %s,\n\n%s\n", order->customer_name, words.body);
    if (*order->failure_reason) message_put(&writer, "Why: %s\n", order->failure_reason);
    message_put(&writer, "\nOrder: %s\nDate: %s\n", order->id, order->date);
    if (*order->transaction_id) message_put(&writer, "Transaction: %s\n", order->transaction_id);
    if (*order->refund_id) message_put(&writer, "Refund: %s\n", order->refund_id);
    message_put(&writer, "\n");
    message_put_items(&writer, order);
    message_put_address(&writer, order);
    if (order->status == ORDER_SHIPPED) message_put_shipment(&writer, order);
    message_put(&writer, "\nThank you for your order.\n");
}
