/* Digests that are taken aside are those of the same bytes at once; there are no more of them than may be. */
#include "tests/support/emulator/unit.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "emulator/base/digest.h"
#include "emulator/base/digest_aside.h"
#include "emulator/base/panic.h"

#define ALL_BYTES (5 * DIGEST_ASIDE_BYTES + 17)

static char *all;

/* In pieces of that size, each read once more behind the other's back. */
static void take(struct digest_aside *d, size_t size, size_t piece)
{
    unsigned char aside[64], at_once[64];
    uint64_t sum = 0, own = 0;

    for (size_t at = 0; at < size; at += piece) {
        size_t now = size - at < piece ? size - at : piece;
        char *room = digest_aside_room(d);
        memcpy(room, all + at, now);
        digest_aside_add(d, now);
        sum += span_hash((struct span){ room, now });
        own += span_hash((struct span){ all + at, now });
    }
    assert_int_equal(digest_aside_end(d, aside), 16);
    digest_named(SPAN("MD5"), (struct span){ all, size }, at_once);
    assert_memory_equal(aside, at_once, 16);
    assert_int_equal(sum, own);
}

static void it_is_that_of_the_same_bytes(void **state)
{
    static const size_t sizes[] = { 0, 1, DIGEST_ASIDE_BYTES, ALL_BYTES },
                        pieces[] = { DIGEST_ASIDE_BYTES, 1000, DIGEST_ASIDE_BYTES - 1 };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
            struct digest_aside *d = digest_aside_begin(SPAN("MD5"));
            assert_non_null(d);
            take(d, sizes[i], pieces[k]);
        }
}

static void what_is_too_many_is_turned_away(void **state)
{
    struct digest_aside *of[64];
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned char unused[64];
    int count = 0;

    (void)state;
    while (count < 64 && (of[count] = digest_aside_begin(SPAN("MD5")))) count++;
    assert_in_range(count, 1, 4);
    if (cores <= 5) assert_int_equal(count, cores < 2 ? 1 : cores - 1);
    while (count) digest_aside_end(of[--count], unused);
    of[0] = digest_aside_begin(SPAN("MD5"));
    assert_non_null(of[0]);
    take(of[0], 1000, 100);
}

static void *take_some(void *unused)
{
    (void)unused;
    for (int i = 0; i < 20; i++) {
        struct digest_aside *d = digest_aside_begin(SPAN("MD5"));
        if (d) take(d, ALL_BYTES, 40000);
    }
    return NULL;
}

static void several_threads_take_them(void **state)
{
    pthread_t threads[6];

    (void)state;
    for (int i = 0; i < 6; i++) assert_int_equal(pthread_create(&threads[i], NULL, take_some, NULL), 0);
    for (int i = 0; i < 6; i++) pthread_join(threads[i], NULL);
}

static int setup(void **state)
{
    (void)state;
    all = memory_raw(ALL_BYTES);
    for (size_t i = 0; i < ALL_BYTES; i++) all[i] = (char)(i * 2654435761u >> 13);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    free(all);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_that_of_the_same_bytes),
        cmocka_unit_test(what_is_too_many_is_turned_away),
        cmocka_unit_test(several_threads_take_them),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
