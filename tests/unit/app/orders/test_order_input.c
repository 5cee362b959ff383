/* Validation of new orders: one good order, and a table of what can be wrong with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/orders/order_input.h"

#define CUSTOMER "\"customerId\":\"c-1\",\"customerName\":\"Ada\",\"customerEmail\":\"ada@example.com\""
#define ITEM     "{\"productId\":\"p\",\"name\":\"n\",\"quantity\":1,\"price\":1}"
#define ITEMS    "\"items\":[" ITEM "]"
#define ADDRESS  "\"shippingAddress\":{\"street\":\"s\",\"city\":\"c\",\"zipCode\":\"z\",\"country\":\"GB\"}"

static void reads_a_good_order(void **state)
{
    static const char json[] =
        "{\"customerId\":\" c-1 \",\"customerName\":\"Ad\xc3\xa9\",\"customerEmail\":\"ada@example.com\",\"extra\":1,"
        "\"items\":[{\"productId\":\"p1\",\"name\":\"Tea\",\"quantity\":1,\"price\":0.1},"
        "{\"productId\":\"p2\",\"name\":\"Cup\",\"quantity\":1,\"price\":0.20},"
        "{\"productId\":\"p3\",\"name\":\"Pot\",\"quantity\":3,\"price\":19.99}],"
        "\"shippingAddress\":{\"street\":\"1 Main\",\"city\":\"X\",\"state\":null,\"zipCode\":\"1\",\"country\":\"GB\"}}";
    static struct order order;
    struct order_errors errors;
    cJSON *tree = cJSON_Parse(json);

    (void)state;
    assert_true(order_input_read(tree, &order, &errors));
    assert_string_equal(order.customer_id, "c-1");
    assert_string_equal(order.payment_method, "card");
    assert_int_equal(order.item_count, 3);
    assert_int_equal(order.items[2].quantity, 3);
    assert_string_equal(order.items[2].name, ""); /* the catalogue's to say, as is the price */
    assert_int_equal(order.items[2].price_cents, 0);
    assert_string_equal(order.address.state, "");
    cJSON_Delete(tree);
}

struct bad_row {
    const char *json;
    const char *field;
    const char *message; /* how it begins */
};

#define LONG_LOCAL "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define WITH_CONTACTS(email, phone) \
    "{\"customerName\":\"a\",\"customerEmail\":\"" email "\",\"customerPhone\":\"" phone "\"," ITEMS "," ADDRESS "}"
#define WITH_ITEM(item) "{" CUSTOMER ",\"items\":[" item "]," ADDRESS "}"

static const struct bad_row bad_rows[] = {
    { "[]", "body", "must be a JSON object" },
    { "{" ITEMS "," ADDRESS ",\"customerId\":\"a\",\"customerEmail\":\"a@b.c\"}", "customerName", "is required" },
    { "{" ITEMS "," ADDRESS ",\"customerId\":7,\"customerName\":\"a\",\"customerEmail\":\"a@b.c\"}", "customerId",
      "must be a string" },
    { "{" ITEMS "," ADDRESS ",\"customername\":\"a\",\"customerEmail\":\"a@b.c\"}", "customerName", "is required" },
    { "{" ITEMS "," ADDRESS ",\"customerName\":\"  \",\"customerEmail\":\"a@b.c\"}", "customerName",
      "must not be empty" },
    { "{" ITEMS "," ADDRESS ",\"customerName\":\"\xc2\xa0\xe2\x80\x8b\",\"customerEmail\":\"a@b.c\"}", "customerName",
      "must not be empty" },
    { WITH_CONTACTS("a@b..c", "+15551234567"), "customerEmail", "must be an e-mail" },
    { WITH_CONTACTS("a@-.x", "+15551234567"), "customerEmail", "must be an e-mail" },
    { WITH_CONTACTS("a.@b.c", "+15551234567"), "customerEmail", "must be an e-mail" },
    { WITH_CONTACTS("a..b@b.c", "+15551234567"), "customerEmail", "must be an e-mail" },
    { WITH_CONTACTS("a b@b.c", "+15551234567"), "customerEmail", "must be an e-mail" },
    { WITH_CONTACTS(LONG_LOCAL "@b.c", "+15551234567"), "customerEmail", "must be an e-mail" },
    { WITH_CONTACTS("a@b.c", "5551234567"), "customerPhone", "must be a phone number" },
    { WITH_CONTACTS("a@b.c", "+05551234567"), "customerPhone", "must be a phone number" },
    { WITH_CONTACTS("a@b.c", "+1555"), "customerPhone", "must be a phone number" },
    { WITH_CONTACTS("a@b.c", "+1555123456x"), "customerPhone", "must be a phone number" },
    { "{" CUSTOMER "," ITEMS "," ADDRESS ",\"carrier\":\"pigeon\"}", "carrier",
      "must be \"fedex\", \"ups\" or \"dhl\"" },
    { "{" ITEMS "," ADDRESS ",\"customerId\":\"a\",\"customerName\":\"a\\nb\",\"customerEmail\":\"a@b.c\"}",
      "customerName", "must be text" },
    { "{" ITEMS "," ADDRESS ",\"customerId\":\"a\",\"customerName\":\"\xc0\xaf\",\"customerEmail\":\"a@b.c\"}",
      "customerName", "must be text" },
    { "{" ITEMS "," ADDRESS ",\"customerId\":\"a\",\"customerName\":\"a\",\"customerEmail\":\"ab.c\"}", "customerEmail",
      "must be an e-mail" },
    { "{" ITEMS "," ADDRESS ",\"customerId\":\"a\",\"customerName\":\"a\",\"customerEmail\":\"a@b\"}", "customerEmail",
      "must be an e-mail" },
    { "{" ITEMS "," ADDRESS ",\"customerId\":\"a\",\"customerName\":\"a\",\"customerEmail\":\"a@b@c.d\"}",
      "customerEmail", "must be an e-mail" },
    { "{" CUSTOMER "," ADDRESS "}", "items", "is required" },
    { "{" CUSTOMER ",\"items\":[]," ADDRESS "}", "items", "must be an array of 1 to" },
    { "{" CUSTOMER ",\"items\":{}," ADDRESS "}", "items", "must be an array of 1 to" },
    { WITH_ITEM("7"), "items[0]", "must be an object" },
    { WITH_ITEM(ITEM ",{\"productId\":\"p\",\"name\":\"n\",\"quantity\":0,\"price\":1}"), "items[1].quantity",
      "must be an integer from 1" },
    { WITH_ITEM("{\"productId\":\"p\",\"name\":\"n\",\"quantity\":1.5,\"price\":1}"), "items[0].quantity",
      "must be an integer" },
    { WITH_ITEM("{\"productId\":\"p\",\"name\":\"n\",\"quantity\":\"1\",\"price\":1}"), "items[0].quantity",
      "must be an integer" },
    { WITH_ITEM("{\"productId\":\"p\",\"name\":\"n\",\"quantity\":1e99,\"price\":1}"), "items[0].quantity",
      "must be an integer" },
    { WITH_ITEM("{\"productId\":\"p\",\"name\":\"n\",\"price\":1}"), "items[0].quantity", "is required" },
    { WITH_ITEM("{\"quantity\":1}"), "items[0].productId", "is required" },
    { "{" CUSTOMER "," ITEMS "}", "shippingAddress", "is required" },
    { "{" CUSTOMER "," ITEMS ",\"shippingAddress\":\"x\"}", "shippingAddress", "must be an object" },
    { "{" CUSTOMER "," ITEMS ",\"shippingAddress\":{\"street\":\"s\",\"city\":\"c\",\"country\":\"GB\"}}",
      "shippingAddress.zipCode", "is required" },
    { "{" CUSTOMER "," ITEMS ",\"shippingAddress\":{\"street\":\"s\",\"city\":\"c\",\"state\":1,\"zipCode\":\"z\","
      "\"country\":\"GB\"}}",
      "shippingAddress.state", "must be a string" },
    { "{" CUSTOMER "," ITEMS "," ADDRESS ",\"paymentMethod\":\"cash\"}", "paymentMethod", "must be \"card\"" },
    { "{" CUSTOMER "," ITEMS "," ADDRESS ",\"paymentMethod\":1}", "paymentMethod", "must be \"card\"" },
};

static void says_what_is_wrong(void **state)
{
    static struct order order;
    struct order_errors errors;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof bad_rows / sizeof *bad_rows; i++) {
        cJSON *tree = cJSON_Parse(bad_rows[i].json);

        if (!tree) fail_msg("no JSON: %s", bad_rows[i].json);
        if (order_input_read(tree, &order, &errors)) fail_msg("accepted: %s", bad_rows[i].json);
        if (errors.count != 1) fail_msg("%d errors: %s", errors.count, bad_rows[i].json);
        assert_string_equal(errors.list[0].field, bad_rows[i].field);
        if (strncmp(errors.list[0].message, bad_rows[i].message, strlen(bad_rows[i].message)))
            fail_msg("%s: \"%s\"", bad_rows[i].field, errors.list[0].message);
        cJSON_Delete(tree);
    }
}

static void collects_all_faults_up_to_a_bound(void **state)
{
    static struct order order;
    struct order_errors errors;
    cJSON *tree = cJSON_Parse("{}"), *items;
    int i;

    (void)state;
    assert_false(order_input_read(tree, &order, &errors));
    assert_int_equal(errors.count, 4);
    items = cJSON_AddArrayToObject(tree, "items");
    for (i = 0; i < ORDER_ITEMS_MAX; i++) cJSON_AddItemToArray(items, cJSON_CreateObject());
    assert_false(order_input_read(tree, &order, &errors));
    assert_int_equal(errors.count, ORDER_ERRORS_MAX);
    cJSON_AddItemToArray(items, cJSON_CreateObject()); /* one item too many */
    assert_false(order_input_read(tree, &order, &errors));
    assert_int_equal(errors.count, 4);
    cJSON_Delete(tree);
}

static void the_null_character_is_found(void **state)
{
    static const struct {
        const char *json;
        bool has_nul;
    } rows[] = {
        { "{\"a\":\"ann\\u0000zzz\"}", true }, { "{\"a\":\"\\\\u0000\"}", false }, /* a backslash, then letters */
        { "{\"a\":\"\\\\\\u0000\"}", true },   { "{\"a\":\"\\u0001\"}", false },   { "\\u000", false }, { "", false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof *rows; i++)
        if (order_input_has_nul(rows[i].json, strlen(rows[i].json)) != rows[i].has_nul) fail_msg("row %zu", i);
    assert_true(order_input_has_nul("a\0b", 3));
}

static void choices_are_read_in_any_case(void **state)
{
    static struct order order;
    struct order_errors errors;
    cJSON *tree =
        cJSON_Parse("{" CUSTOMER "," ITEMS "," ADDRESS ",\"paymentMethod\":\"Stripe\",\"carrier\":\"FedEx\"}");

    (void)state;
    assert_true(order_input_read(tree, &order, &errors));
    assert_string_equal(order.payment_method, "stripe");
    assert_string_equal(order.carrier, "FedEx");
    cJSON_Delete(tree);
}

static void a_text_may_fill_its_field_but_no_more(void **state)
{
    static struct order order;
    struct order_errors errors;
    char name[ORDER_NAME_SIZE + 1];
    cJSON *tree = cJSON_Parse("{" CUSTOMER "," ITEMS "," ADDRESS "}");

    (void)state;
    memset(name, 'x', sizeof name);
    name[ORDER_NAME_SIZE - 1] = '\0';
    cJSON_ReplaceItemInObjectCaseSensitive(tree, "customerName", cJSON_CreateString(name));
    assert_true(order_input_read(tree, &order, &errors));
    name[ORDER_NAME_SIZE - 1] = 'x';
    name[ORDER_NAME_SIZE] = '\0';
    cJSON_ReplaceItemInObjectCaseSensitive(tree, "customerName", cJSON_CreateString(name));
    assert_false(order_input_read(tree, &order, &errors));
    assert_string_equal(errors.list[0].message, "must be at most 256 bytes long");
    cJSON_Delete(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_good_order),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(collects_all_faults_up_to_a_bound),
        cmocka_unit_test(the_null_character_is_found),
        cmocka_unit_test(choices_are_read_in_any_case),
        cmocka_unit_test(a_text_may_fill_its_field_but_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
