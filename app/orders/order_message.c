/* The message about a shipped order, as plain text. */
#include "app/orders/order_message.h"

#include <stdarg.h>
#include <stdio.h>

#include "app/orders/money.h"

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

void order_message_write(const struct order *order, char subject[ORDER_SUBJECT_SIZE], char body[ORDER_MESSAGE_SIZE])
{
    struct message_writer writer = { body, 0 };

    snprintf(subject, ORDER_SUBJECT_SIZE, "Your order %s has been shipped", order->id);
    message_put(&writer, "Dear %s,\n\nyour order has been paid and is on its way.\n\n", order->customer_name);
    message_put(&writer, "Order: %s\nDate: %s\nTransaction: %s\n\n", order->id, order->date, order->transaction_id);
    message_put_items(&writer, order);
    message_put_address(&writer, order);
    message_put(&writer, "\nCarrier: %s\nTracking number: %s\n", order->carrier, order->tracking_number);
    if (*order->delivery_date) message_put(&writer, "Estimated delivery: %.10s\n", order->delivery_date);
    message_put(&writer, "\nThank you for your order.\n");
}
