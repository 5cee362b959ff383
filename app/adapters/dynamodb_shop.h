/* What the shop itself keeps in DynamoDB: its catalogue, in a table with the key productId, and its signing key, in the
 * table of customers, whose key is `id`. */
#ifndef APP_ADAPTERS_DYNAMODB_SHOP_H
#define APP_ADAPTERS_DYNAMODB_SHOP_H

#include "app/orders/catalogue.h"

struct aws_client;

enum { DYNAMODB_SHOP_KEY_BYTES = 32 };

/* The catalogue, read anew when it is older than a minute. */
struct dynamodb_catalogue {
    struct aws_client *client;
    const char *table;
    struct catalogue *catalogue; /* NULL until it is read */
    int64_t read_at_ms;
};

struct catalogue_reader dynamodb_catalogue_port(struct dynamodb_catalogue *self);

/* The shop's key: made once, by whoever needs it first. */
struct dynamodb_shop_key {
    struct aws_client *client;
    const char *table;
    unsigned char key[DYNAMODB_SHOP_KEY_BYTES];
    bool is_known;
};

/* The key, valid as long as `self`; NULL where it cannot be read. */
const unsigned char *dynamodb_shop_key_read(void *self);

#endif
