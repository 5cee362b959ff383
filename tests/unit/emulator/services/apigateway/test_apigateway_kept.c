/* What is kept for some time: bounded in entries and in bytes. */
#include "emulator/services/apigateway/apigateway_kept.h"

#include <stdio.h>

#include "tests/support/emulator/unit.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    api_kept_reset();
    return 0;
}

static struct span found(const char *name, int64_t now_ms)
{
    return api_kept_find(&api_kept_answers, &arena, span_of(name), now_ms);
}

static void what_is_kept_is_found_until_it_is_over(void **state)
{
    (void)state;
    assert_null(found("a", 1).data);
    api_kept_put(&api_kept_answers, SPAN("a"), SPAN("one"), 100);
    api_kept_put(&api_kept_answers, SPAN("ab"), SPAN(""), 100);
    assert_span_equal(found("a", 99), "one");
    assert_non_null(found("ab", 99).data);
    assert_null(found("a", 100).data);
    assert_null(api_kept_find(&api_kept_authorizers, &arena, SPAN("a"), 1).data);
    api_kept_put(&api_kept_answers, SPAN("a"), SPAN("two"), 200);
    assert_span_equal(found("a", 100), "two");
    api_kept_forget(&api_kept_answers, SPAN("a"));
    assert_null(found("a", 100).data);
    assert_non_null(found("ab", 99).data);
    api_kept_reset();
    assert_null(found("ab", 99).data);
}

static void what_is_too_large_is_not_kept(void **state)
{
    size_t size = (size_t)64 * 1024;
    struct span bytes = { arena_alloc(&arena, size), size };

    (void)state;
    api_kept_put(&api_kept_authorizers, SPAN("a"), bytes, 100);
    assert_null(api_kept_find(&api_kept_authorizers, &arena, SPAN("a"), 1).data);
    api_kept_put(&api_kept_answers, SPAN("a"), bytes, 100);
    assert_int_equal(found("a", 1).size, size);
}

/* More than there is room for, in number and in bytes: the last one is always there. */
static void there_is_an_end_to_it(void **state)
{
    size_t size = (size_t)1000 * 1000, kept = 0;
    struct span bytes = { arena_alloc(&arena, size), size };
    char name[16];

    (void)state;
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "n%d", i);
        api_kept_put(&api_kept_answers, span_of(name), bytes, 100);
        assert_non_null(found(name, 1).data);
        arena_release(&arena);
        bytes = (struct span){ arena_alloc(&arena, size), size };
    }
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "n%d", i);
        kept += found(name, 1).data != NULL;
        arena_release(&arena);
    }
    assert_in_range(kept, 1, 34);
    for (int i = 0; i < 5000; i++) {
        snprintf(name, sizeof name, "m%d", i);
        api_kept_put(&api_kept_authorizers, span_of(name), SPAN("x"), 100 + i);
        assert_non_null(api_kept_find(&api_kept_authorizers, &arena, span_of(name), 1).data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(what_is_kept_is_found_until_it_is_over, drop),
        cmocka_unit_test_teardown(what_is_too_large_is_not_kept, drop),
        cmocka_unit_test_teardown(there_is_an_end_to_it, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
