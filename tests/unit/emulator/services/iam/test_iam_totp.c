/* Codes of MFA devices, as RFC 6238 gives them. */
#include "emulator/services/iam/iam_totp.h"

#include "tests/support/emulator/unit.h"

static const struct span seed = { "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 32 }; /* "12345678901234567890" */

static void codes_are_those_of_the_rfc(void **state)
{
    static const struct {
        int64_t seconds;
        const char *code;
    } cases[] = { { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
                  { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" } };
    char code[7];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(iam_totp_code(seed, cases[i].seconds / 30, code));
        assert_string_equal(code, cases[i].code);
    }
}

static void a_code_is_found_among_its_neighbours(void **state)
{
    int64_t step;

    (void)state;
    assert_true(iam_totp_find(seed, SPAN("287082"), 0, 2, &step));
    assert_int_equal(step, 1);
    assert_false(iam_totp_find(seed, SPAN("287082"), 2, 4, &step));
    assert_false(iam_totp_find(seed, SPAN("28708"), 0, 2, &step));
    assert_false(iam_totp_find(seed, SPAN("287082"), 2, 1, &step));
}

static void what_is_no_seed_has_no_codes(void **state)
{
    static const char *const none[] = { "", "A", "ABCDEFG1", "abcdefgh", "ABCDEFG=" };
    char code[7], much[IAM_TOTP_SEED_MAX + 1];

    (void)state;
    memset(much, 'A', sizeof much);
    assert_false(iam_totp_code((struct span){ much, sizeof much }, 0, code));
    assert_true(iam_totp_code((struct span){ much, sizeof much - 1 }, 0, code));
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) assert_false(iam_totp_code(span_of(none[i]), 0, code));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_those_of_the_rfc),
        cmocka_unit_test(a_code_is_found_among_its_neighbours),
        cmocka_unit_test(what_is_no_seed_has_no_codes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
