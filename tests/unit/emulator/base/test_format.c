/* Formatted text with NULs in it. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/format.h"

static struct arena arena;

static struct span text(const char *format, ...)
{
    struct span made;
    va_list args;

    va_start(args, format);
    made = format_span(&arena, format, args);
    va_end(args);
    return made;
}

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void a_span_stays_whole(void **state)
{
    struct span nul = SPAN("a\0b"), absent = { NULL, 0 };

    (void)state;
    assert_true(span_eq(text("'%.*s' and '%.*s'", SPAN_ARG(nul), SPAN_ARG(nul)), SPAN("'a\0b' and 'a\0b'")));
    assert_span_equal(text("%.*s", SPAN_ARG(absent)), "");
    assert_non_null(text("").data);
}

static void the_rest_is_printfs(void **state)
{
    (void)state;
    assert_span_equal(text("100%% of %s, %.2s, %4s|%-4s|", "abc", "abc", "x", "y"), "100% of abc, ab,    x|y   |");
    assert_span_equal(text("%d %03d %c %u %x %08X", -5, 7, 'c', 4000000000u, 255u, 0xbeefu),
                      "-5 007 c 4000000000 ff 0000BEEF");
    assert_span_equal(text("%zu %ld %lld %lu", (size_t)-1, -5L, -9000000000000000000LL, 5UL),
                      "18446744073709551615 -5 -9000000000000000000 5");
    assert_span_equal(text("%.2f %g", 1.005, 1e300), "1.00 1e+300");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_span_stays_whole, drop),
        cmocka_unit_test_teardown(the_rest_is_printfs, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
