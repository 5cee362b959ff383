/* Customers' tokens: what was signed is read, and nothing else is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "app/functions/app_server/customer_token.h"

static const unsigned char key[SHOP_KEY_BYTES] = "0123456789abcdef0123456789abcde";
static const int64_t now = INT64_C(1769860800000);

static int write_token(void **state)
{
    static struct text token;

    text_init(&token, CUSTOMER_TOKEN_MAX);
    customer_token_write(key, "customer-1", now, &token);
    *state = &token;
    return 0;
}

static int release_token(void **state)
{
    text_release(*state);
    return 0;
}

static void a_token_tells_its_customer(void **state)
{
    const struct text *token = *state;
    char customer[ORDER_CODE_SIZE];

    assert_true(customer_token_read(key, text_string(token), now, customer));
    assert_string_equal(customer, "customer-1");
}

static void a_token_ends(void **state)
{
    const struct text *token = *state;
    char customer[ORDER_CODE_SIZE];

    assert_true(customer_token_read(key, text_string(token), now + INT64_C(399) * 86400000, customer));
    assert_false(customer_token_read(key, text_string(token), now + INT64_C(401) * 86400000, customer));
}

static void a_token_with_any_other_character_does_not_hold(void **state)
{
    const struct text *token = *state;
    char changed[CUSTOMER_TOKEN_MAX], customer[ORDER_CODE_SIZE];
    size_t i;

    for (i = 0; i < token->length; i++) {
        strcpy(changed, text_string(token));
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        if (customer_token_read(key, changed, now, customer)) fail_msg("character %zu", i);
        changed[i] = '\0';
        if (customer_token_read(key, changed, now, customer)) fail_msg("cut at %zu", i);
    }
}

static void another_key_signs_another_token(void **state)
{
    static const unsigned char other[SHOP_KEY_BYTES] = "another";
    const struct text *token = *state;
    char customer[ORDER_CODE_SIZE];

    assert_false(customer_token_read(other, text_string(token), now, customer));
}

static void ids_follow_from_all_three(void **state)
{
    char one[ORDER_ID_SIZE], same[ORDER_ID_SIZE], other[ORDER_ID_SIZE];

    (void)state;
    customer_key_id(key, "order", "a@b.c", "k", one);
    customer_key_id(key, "order", "a@b.c", "k", same);
    assert_true(order_id_is_valid(one));
    assert_string_equal(one, same);
    customer_key_id(key, "customer", "a@b.c", "k", other);
    assert_string_not_equal(one, other);
    customer_key_id(key, "order", "z@b.c", "k", other);
    assert_string_not_equal(one, other);
    customer_key_id(key, "order", "a@b.c", "l", other);
    assert_string_not_equal(one, other);
}

#define WITH_TOKEN(test) cmocka_unit_test_setup_teardown(test, write_token, release_token)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TOKEN(a_token_tells_its_customer),
        WITH_TOKEN(a_token_ends),
        WITH_TOKEN(a_token_with_any_other_character_does_not_hold),
        WITH_TOKEN(another_key_signs_another_token),
        cmocka_unit_test(ids_follow_from_all_three),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
