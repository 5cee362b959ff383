/* What the shop sells, and putting names and prices to what a customer asked for: the prices are the shop's own. */
#ifndef APP_ORDERS_CATALOGUE_H
#define APP_ORDERS_CATALOGUE_H

#include "app/orders/order_input.h"

enum { CATALOGUE_PRODUCTS_MAX = 200, CATALOGUE_TEXT_SIZE = 513 };

struct product {
    char id[ORDER_CODE_SIZE];
    char name[ORDER_NAME_SIZE];
    char description[CATALOGUE_TEXT_SIZE]; /* "" where there is none */
    char currency[4];
    int64_t price_cents;
};

struct catalogue {
    struct product products[CATALOGUE_PRODUCTS_MAX];
    int count;
};

/* The catalogue as it is, or was a moment ago: the port's own, valid until the next call. NULL: it cannot be read. */
struct catalogue_reader {
    void *self;
    const struct catalogue *(*read)(void *self);
};

const struct product *catalogue_find(const struct catalogue *catalogue, const char *product_id);

/* Gives each line of the order its name and price, and the order its total. False with `errors` added to, where a
 * product is not in the catalogue ("items[0].productId") or the total is too large ("items"). */
bool catalogue_price(const struct catalogue *catalogue, struct order *order, struct order_errors *errors);

#endif
