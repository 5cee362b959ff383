/* CBOR's numbers and bounds; the rest has its cases in tests/cases/wire/rpcv2_cbor.json. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/cbor.h"
#include "emulator/base/digest.h"
#include "emulator/base/json.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* The JSON's value as CBOR, in hex; and that CBOR as JSON. */
static void is(const char *json, const char *hex, const char *back)
{
    struct buf b = { 0 };
    struct doc *d;
    char *text;

    cbor_write(&b, json_parse(&arena, span_of(json), NULL));
    text = arena_alloc(&arena, b.size * 2 + 1);
    hex_encode((const unsigned char *)b.data, b.size, text);
    assert_string_equal(text, hex);
    d = cbor_parse(&arena, buf_span(&b), NULL);
    assert_non_null(d);
    assert_span_equal(json_text(&arena, d), back ? back : json);
    buf_release(&b);
}

static void numbers_keep_their_digits(void **state)
{
    (void)state;
    is("0", "00", NULL);
    is("23", "17", NULL);
    is("24", "1818", NULL);
    is("-24", "37", NULL);
    is("-25", "3818", NULL);
    is("65535", "19ffff", NULL);
    is("65536", "1a00010000", NULL);
    is("4294967295", "1affffffff", NULL);
    is("4294967296", "1b0000000100000000", NULL);
    is("9223372036854775807", "1b7fffffffffffffff", NULL);
    is("-9223372036854775808", "3b7fffffffffffffff", NULL);
    is("9223372036854775808", "1b8000000000000000", NULL);
    is("18446744073709551615", "1bffffffffffffffff", NULL);
    is("-18446744073709551615", "3bfffffffffffffffe", NULL);
    is("18446744073709551616", "fb43f0000000000000", "1.8446744073709552e+19"); /* beyond 64 bits */
    is("-0", "fb8000000000000000", NULL);
    is("1.1", "fb3ff199999999999a", NULL);
    is("100000000000000000000000", "fb44b52d02c7e14af6", "1e+23");
}

static void the_least_integer_is_read(void **state)
{
    struct doc *d = cbor_parse(&arena, SPAN("\x3B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), NULL);

    (void)state;
    assert_span_equal(json_text(&arena, d), "-18446744073709551616");
}

static void all_kinds_come_back(void **state)
{
    (void)state;
    is("[null,true,false,\"\",\"a\xC3\xA9\",[],{},{\"a\":[1]}]", "88f6f5f4606361c3a980a0a161618101", NULL);
}

/* What is cut off anywhere is refused, and nothing is read past its end. */
static void what_ends_early_is_refused(void **state)
{
    static const char whole[] = "\xBF\x61"
                                "a\x9F\x01\x19\x01\x00\xFF\x61"
                                "b\x43"
                                "xyz\x61"
                                "c\xFB\x3F\xF1\x99\x99\x99\x99\x99\x9A\xFF";
    size_t size = sizeof whole - 1;

    (void)state;
    for (size_t cut = 0; cut <= size; cut++) {
        const char *reason = NULL;
        struct span part = arena_span(&arena, (struct span){ whole, cut });
        struct doc *d = cbor_parse(&arena, part, &reason);
        assert_int_equal(d != NULL, cut == size);
        assert_int_equal(reason != NULL, cut != size);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(numbers_keep_their_digits, drop),
        cmocka_unit_test_teardown(the_least_integer_is_read, drop),
        cmocka_unit_test_teardown(all_kinds_come_back, drop),
        cmocka_unit_test_teardown(what_ends_early_is_refused, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
