/* What is kept for some time: bounded in entries and in bytes. */
#include "emulator/core/memo.h"

#include <stdio.h>

#include "tests/support/emulator/unit.h"

static struct arena arena;

#define KIB (size_t)1024
static struct memo small = MEMO(64 * KIB, 8 * KIB * KIB), large = MEMO(KIB * KIB, 32 * KIB * KIB);

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    memo_reset(&small);
    memo_reset(&large);
    return 0;
}

static struct span found(const char *name, int64_t now_ms)
{
    return memo_find(&large, &arena, span_of(name), now_ms);
}

static void what_is_kept_is_found_until_it_is_over(void **state)
{
    (void)state;
    assert_null(found("a", 1).data);
    memo_put(&large, SPAN("a"), SPAN("one"), 100);
    memo_put(&large, SPAN("ab"), SPAN(""), 100);
    assert_span_equal(found("a", 99), "one");
    assert_non_null(found("ab", 99).data);
    assert_null(found("a", 100).data);
    assert_null(memo_find(&small, &arena, SPAN("a"), 1).data);
    memo_put(&large, SPAN("a"), SPAN("two"), 200);
    assert_span_equal(found("a", 100), "two");
    memo_put(&large, SPAN("b"), SPAN("three"), 200);
    memo_forget_below(&large, SPAN("a"));
    assert_null(found("a", 100).data);
    assert_null(found("ab", 99).data);
    assert_span_equal(found("b", 100), "three");
    memo_reset(&large);
    assert_null(found("b", 99).data);
}

static void what_is_too_large_is_not_kept(void **state)
{
    size_t size = (size_t)64 * 1024;
    struct span bytes = { arena_alloc(&arena, size), size };

    (void)state;
    memo_put(&small, SPAN("a"), bytes, 100);
    assert_null(memo_find(&small, &arena, SPAN("a"), 1).data);
    memo_put(&large, SPAN("a"), bytes, 100);
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
        memo_put(&large, span_of(name), bytes, 100);
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
        memo_put(&small, span_of(name), SPAN("x"), 100 + i);
        assert_non_null(memo_find(&small, &arena, span_of(name), 1).data);
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
