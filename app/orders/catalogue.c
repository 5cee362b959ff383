/* The catalogue, and the pricing of an order. */
#include "app/orders/catalogue.h"

#include <stdio.h>
#include <string.h>

#include "app/orders/money.h"

const struct product *catalogue_find(const struct catalogue *catalogue, const char *product_id)
{
    int i;

    for (i = 0; i < catalogue->count; i++)
        if (!strcmp(catalogue->products[i].id, product_id)) return &catalogue->products[i];
    return NULL;
}

bool catalogue_price(const struct catalogue *catalogue, struct order *order, struct order_errors *errors)
{
    int before = errors->count, i;

    order->total_cents = 0;
    for (i = 0; i < order->item_count; i++) {
        struct order_item *item = &order->items[i];
        const struct product *product = catalogue_find(catalogue, item->product_id);

        if (!product) {
            order_errors_add(errors, "is not in the catalogue", "items[%d].productId", i);
            continue;
        }
        snprintf(item->name, sizeof item->name, "%s", product->name);
        item->price_cents = product->price_cents;
        if (money_add_product(&order->total_cents, item->price_cents, item->quantity)) continue;
        order_errors_add(errors, "must add up to less than 10000000000", "items");
        break;
    }
    return errors->count == before;
}
