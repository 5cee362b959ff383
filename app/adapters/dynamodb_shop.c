/* The catalogue and the shop's key over DynamoDB. */
#include "app/adapters/dynamodb_shop.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/adapters/json_log.h"
#include "app/orders/money.h"
#include "app/orders/order_text.h"
#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/dynamodb_client.h"

enum { CATALOGUE_FRESH_MS = 60 * 1000 };

static void shop_failed(const char *operation, const char *table, const struct aws_error *error)
{
    json_log_error("DynamoDB failed", "operation", operation, "table", table, "code", error->code, "cause",
                   error->message, NULL);
}

/* --- the catalogue -------------------------------------------------------------------------------------------- */

static bool product_read(const cJSON *item, struct product *product)
{
    const char *id = dynamodb_string(item, "productId"), *name = dynamodb_string(item, "name");
    const char *price = dynamodb_number(item, "price"), *currency = dynamodb_string(item, "currency");

    return id && *id && text_copy(product->id, sizeof product->id, id) && name && order_text_is_visible(name) &&
           order_text_is_clean(name) && text_copy(product->name, sizeof product->name, name) && price &&
           money_parse(price, &product->price_cents) == MONEY_OK && product->price_cents > 0 &&
           text_copy(product->currency, sizeof product->currency, currency ? currency : "USD") &&
           text_copy(product->description, sizeof product->description, dynamodb_string(item, "description"));
}

static int product_compare(const void *one, const void *other)
{
    return strverscmp(((const struct product *)one)->id, ((const struct product *)other)->id);
}

static void catalogue_add(struct catalogue *catalogue, const cJSON *items)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, items)
    {
        struct product *product = &catalogue->products[catalogue->count];

        if (catalogue->count == CATALOGUE_PRODUCTS_MAX) {
            json_log_error("The catalogue has too many products; the rest is not sold", NULL);
            return;
        }
        memset(product, 0, sizeof *product);
        if (product_read(item, product)) catalogue->count++;
        else json_log_error("The item is not a product", "productId", dynamodb_string(item, "productId"), NULL);
    }
}

static bool catalogue_load(struct dynamodb_catalogue *self, struct catalogue *catalogue)
{
    struct dynamodb_range range = { .table = self->table };
    struct dynamodb_page page;
    struct aws_error error;

    do {
        if (dynamodb_read_page(self->client, &range, &page, &error)) {
            shop_failed("Scan", self->table, &error);
            return false;
        }
        catalogue_add(catalogue, page.items);
        range.start = page.last_key ? cJSON_Duplicate(page.last_key, 1) : NULL;
        cJSON_Delete(page.output);
    } while (range.start && catalogue->count < CATALOGUE_PRODUCTS_MAX);
    cJSON_Delete(range.start);
    qsort(catalogue->products, (size_t)catalogue->count, sizeof *catalogue->products, product_compare);
    return true;
}

static int64_t shop_monotonic_ms(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now)) abort();
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* One that cannot be read anew just now goes on being used. */
static const struct catalogue *catalogue_read(void *context)
{
    struct dynamodb_catalogue *self = context;
    int64_t now_ms = shop_monotonic_ms();
    struct catalogue *fresh;

    if (self->catalogue && now_ms - self->read_at_ms < CATALOGUE_FRESH_MS) return self->catalogue;
    fresh = calloc(1, sizeof *fresh);
    if (!fresh) abort();
    if (!catalogue_load(self, fresh)) {
        free(fresh);
        return self->catalogue;
    }
    free(self->catalogue);
    self->catalogue = fresh;
    self->read_at_ms = now_ms;
    return fresh;
}

struct catalogue_reader dynamodb_catalogue_port(struct dynamodb_catalogue *self)
{
    return (struct catalogue_reader){ self, catalogue_read };
}

/* --- the key -------------------------------------------------------------------------------------------------- */

static const char shop_key_id[] = "key#tokens";

static bool shop_key_take(struct dynamodb_shop_key *self, const cJSON *item)
{
    const char *value = dynamodb_string(item, "value");
    struct text decoded;

    text_init(&decoded, DYNAMODB_SHOP_KEY_BYTES);
    self->is_known = value && aws_base64url_decode(&decoded, value) && decoded.length == DYNAMODB_SHOP_KEY_BYTES;
    if (self->is_known) memcpy(self->key, decoded.bytes, DYNAMODB_SHOP_KEY_BYTES);
    text_release(&decoded);
    return self->is_known;
}

static cJSON *shop_key_item_new(void)
{
    unsigned char key[DYNAMODB_SHOP_KEY_BYTES];
    cJSON *item = cJSON_CreateObject();
    struct text value;

    text_init(&value, 2 * DYNAMODB_SHOP_KEY_BYTES);
    aws_random(key, sizeof key);
    aws_base64url_encode(&value, key, sizeof key);
    dynamodb_put_string(item, "id", shop_key_id);
    dynamodb_put_string(item, "value", text_string(&value));
    text_release(&value);
    return item;
}

/* Stores a new key, unless somebody was quicker, whose key is taken then. */
static bool shop_key_make(struct dynamodb_shop_key *self)
{
    cJSON *item = shop_key_item_new(), *copy = cJSON_Duplicate(item, 1), *standing;
    struct aws_error error;
    bool ok = false;

    if (!dynamodb_put_item(self->client, self->table, item, "attribute_not_exists(id)", &standing, &error))
        ok = shop_key_take(self, copy);
    else if (aws_error_is(&error, DYNAMODB_CONDITION_FAILED)) ok = shop_key_take(self, standing);
    else shop_failed("PutItem", self->table, &error);
    cJSON_Delete(standing);
    cJSON_Delete(copy);
    return ok;
}

const unsigned char *dynamodb_shop_key_read(void *context)
{
    struct dynamodb_shop_key *self = context;
    struct aws_error error;
    cJSON *item;

    if (self->is_known) return self->key;
    if (dynamodb_get_item(self->client, self->table, "id", shop_key_id, &item, &error)) {
        shop_failed("GetItem", self->table, &error);
        return NULL;
    }
    if (item ? !shop_key_take(self, item) : !shop_key_make(self))
        json_log_error("The shop's key cannot be had", "table", self->table, NULL);
    cJSON_Delete(item);
    return self->is_known ? self->key : NULL;
}
