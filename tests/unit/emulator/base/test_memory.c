/* Arenas and buffers. */
#include "tests/support/emulator/unit.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

#include "emulator/base/arena.h"
#include "emulator/base/buf.h"

static void an_arena_gives_zeroed_aligned_memory(void **state)
{
    struct arena a = { 0 };
    char *last = NULL;

    (void)state;
    for (size_t size = 0; size < 3000; size += 7) {
        char *p = arena_alloc(&a, size);
        assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(p[i], 0);
        memset(p, 'x', size);
        if (size) assert_ptr_not_equal(p, last);
        if (size) last = p;
    }
    arena_release(&a);
    assert_int_equal(a.total, 0);
    memset(arena_alloc(&a, 100), 'x', 100);
    arena_release(&a);
}

static void an_arena_takes_large_pieces(void **state)
{
    struct arena a = { 0 };
    char *small = arena_copy(&a, "abc", 3), *large = arena_alloc(&a, 10 * 1024 * 1024), *next;

    (void)state;
    memset(large, 'x', 10 * 1024 * 1024);
    next = arena_copy(&a, "def", 3);
    assert_string_equal(small, "abc");
    assert_string_equal(next, "def");
    assert_true(a.total < 11 * 1024 * 1024);
    arena_release(&a);
}

static void an_arena_copies_and_formats(void **state)
{
    struct arena a = { 0 };
    char words[9000];

    (void)state;
    memset(words, 'w', sizeof words - 1);
    words[sizeof words - 1] = '\0';
    assert_span_equal(arena_span(&a, SPAN("abc")), "abc");
    assert_null(arena_span(&a, (struct span){ NULL, 0 }).data);
    assert_non_null(arena_span(&a, SPAN("")).data);
    assert_int_equal(arena_span(&a, SPAN("a\0b")).size, 3);
    assert_string_equal(arena_string(&a, (struct span){ NULL, 0 }), "");
    assert_string_equal(arena_printf(&a, "%s-%d", "x", 7), "x-7");
    assert_int_equal(arena_format(&a, "<%s>", words).size, sizeof words + 1);
    arena_release(&a);
}

static void a_reset_arena_keeps_one_chunk(void **state)
{
    struct arena a = { 0 };
    size_t kept;

    (void)state;
    arena_reset(&a);
    for (int i = 0; i < 100; i++) arena_alloc(&a, 1000);
    arena_reset(&a);
    kept = a.total;
    for (int turn = 0; turn < 1000; turn++) {
        memset(arena_alloc(&a, 1000), 'x', 1000);
        arena_reset(&a);
        assert_int_equal(a.total, kept);
    }
    assert_int_equal(*(char *)arena_alloc(&a, 1), 0); /* zeroed again */
    arena_release(&a);
}

/* Wherever it lies: behind large pieces, too, and in an arena that was reset. */
static void a_small_piece_leads_back_to_its_arena(void **state)
{
    struct arena a = { 0 };

    (void)state;
    for (size_t i = 0; i < 20000; i++) {
        void *piece = arena_raw(&a, 2 * sizeof(void *), sizeof(void *));
        uint16_t place = arena_place(&a, piece);
        assert_ptr_equal(arena_of(piece, place), &a);
        if (i % 100 == 0) arena_raw(&a, i * 10, 1);
        if (i % 5000 == 0) arena_reset(&a);
    }
    arena_release(&a);
    arena_raw(&a, 10 * 1024 * 1024, 1);
    arena_reset(&a);
    assert_true(a.total < 1024 * 1024);
    arena_release(&a);
}

/* What does not fit leaves no more than an eighth of a chunk behind. */
static void hardly_any_room_is_lost(void **state)
{
    struct arena a = { 0 };
    size_t taken = 0;

    (void)state;
    for (size_t size = 1; size < 300000; size += size / 10 + 1)
        for (int n = 0; n < 10; n++, taken += size) arena_raw(&a, size, 1);
    assert_true(a.total < taken + taken / 8 + 64 * 1024);
    arena_release(&a);
}

#ifdef __SANITIZE_ADDRESS__
static void the_sanitizer_sees_the_end_of_each_piece(void **state)
{
    struct arena a = { 0 };
    char *piece = arena_alloc(&a, 5), *text = arena_copy(&a, "abc", 3);

    (void)state;
    assert_false(__asan_address_is_poisoned(piece + 4));
    assert_true(__asan_address_is_poisoned(piece + 5));
    assert_true(__asan_address_is_poisoned(text + 4));
    arena_reset(&a);
    assert_true(__asan_address_is_poisoned(piece));
    assert_true(__asan_address_is_poisoned(text));
}
#endif

static void a_buffer_grows(void **state)
{
    struct buf b = { 0 };

    (void)state;
    assert_span_equal(buf_span(&b), "");
    buf_add(&b, NULL, 0);
    buf_add_text(&b, "ab");
    buf_add_char(&b, 'c');
    buf_add_span(&b, SPAN("de"));
    buf_printf(&b, "%d", 42);
    assert_string_equal(b.data, "abcde42");
    for (int i = 0; i < 10000; i++) buf_add_char(&b, 'x');
    assert_int_equal(b.size, 10007);
    assert_int_equal(b.data[b.size], '\0');
    buf_clear(&b);
    assert_span_equal(buf_span(&b), "");
    buf_add_text(&b, "again");
    assert_string_equal(b.data, "again");
    buf_release(&b);
}

static void a_write_past_the_cap_is_dropped_whole(void **state)
{
    struct buf b = { .max = 10 };

    (void)state;
    buf_add_text(&b, "12345");
    buf_add_text(&b, "67890");
    assert_false(b.overflowed);
    buf_add_char(&b, 'x');
    assert_true(b.overflowed);
    assert_string_equal(b.data, "1234567890");
    buf_add(&b, "", 0); /* once too much, always too much: the end tells */
    assert_true(b.overflowed);
    buf_clear(&b);
    assert_false(b.overflowed);
    buf_add_text(&b, "123456");
    buf_printf(&b, "%s", "78901");
    assert_true(b.overflowed);
    assert_string_equal(b.data, "123456");
    buf_release(&b);
    assert_int_equal(b.max, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(an_arena_takes_large_pieces),
        cmocka_unit_test(an_arena_copies_and_formats),
        cmocka_unit_test(a_reset_arena_keeps_one_chunk),
        cmocka_unit_test(a_small_piece_leads_back_to_its_arena),
        cmocka_unit_test(hardly_any_room_is_lost),
#ifdef __SANITIZE_ADDRESS__
        cmocka_unit_test(the_sanitizer_sees_the_end_of_each_piece),
#endif
        cmocka_unit_test(a_buffer_grows),
        cmocka_unit_test(a_write_past_the_cap_is_dropped_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
