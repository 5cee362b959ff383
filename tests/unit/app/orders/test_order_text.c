/* Texts from outside: what is clean, what can be seen, and what is left of others' words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "app/orders/order_text.h"

static void clean_texts_and_others(void **state)
{
    static const struct {
        const char *text;
        bool is_clean;
    } rows[] = {
        { "", true },
        { "Ada Lovelace", true },
        { "Ad\xc3\xa9, \xe2\x82\xac 5, \xf0\x9f\x8d\xb5", true },
        { "a\nb", false },
        { "a\x7f", false },
        { "a\xc2\x85z", false },                  /* U+0085, next line */
        { "a\xe2\x80\xa8z", false },              /* U+2028 */
        { "a\xe2\x80\xaez", false },              /* U+202E, right to left from here */
        { "a\xe2\x81\xa6z", false },              /* U+2066 */
        { "\xd9\x85\xe2\x80\x8c\xdb\x8c", true }, /* U+200C joins nothing, in Persian */
        { "\xc0\xaf", false },
        { "\xed\xa0\x80", false },
        { "\xf4\x90\x80\x80", false },
        { "\xc3", false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof *rows; i++)
        if (order_text_is_clean(rows[i].text) != rows[i].is_clean) fail_msg("row %zu", i);
}

static void blanks_of_any_width_are_not_seen(void **state)
{
    (void)state;
    assert_false(order_text_is_visible(""));
    assert_false(order_text_is_visible(" "));
    assert_false(order_text_is_visible("\xc2\xa0\xe2\x80\x8b\xe3\x80\x80\xef\xbb\xbf"));
    assert_true(order_text_is_visible("\xc2\xa0x"));
    assert_true(order_text_is_visible("\xc3\xa9"));
}

static void others_words_are_cut_between_characters(void **state)
{
    char field[6];

    (void)state;
    order_text_copy_clean(field, sizeof field, "ab\xc3\xa9\xc3\xa9");
    assert_string_equal(field, "ab\xc3\xa9"); /* five bytes would hold half of the next */
    order_text_copy_clean(field, sizeof field, "a\nb\x01\xff\xff\xff");
    assert_string_equal(field, "a b  ");
    order_text_copy_clean(field, sizeof field, NULL);
    assert_string_equal(field, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clean_texts_and_others),
        cmocka_unit_test(blanks_of_any_width_are_not_seen),
        cmocka_unit_test(others_words_are_cut_between_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
