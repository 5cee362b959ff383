/* Heads of streamed answers, however they are cut. */
#include "tests/support/emulator/unit.h"

#include "emulator/core/http_prelude.h"
#include "tests/support/emulator/drip.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

#define HEAD "{\"statusCode\":201}"
#define NULS "\0\0\0\0\0\0\0\0"

static struct span rest_of(struct source *s, char *out, size_t room)
{
    size_t size = 0;
    ssize_t got;

    while ((got = source_read(s, out + size, room - size)) > 0) size += (size_t)got;
    assert_int_equal(got, 0);
    return (struct span){ out, size };
}

static void a_head_ends_at_eight_nuls(void **state)
{
    static const char text[] = HEAD NULS "\0body";
    char out[64];

    (void)state;
    for (size_t piece = 1; piece < sizeof text; piece++) {
        struct drip from = drip_of((struct span){ text, sizeof text - 1 }, piece);
        struct source *s = http_prelude_open(&from.source);
        struct span head, body;
        assert_true(http_prelude_begins(s));
        assert_true(http_prelude_take(s, 100, &arena, &head));
        assert_span_equal(head, HEAD);
        body = rest_of(s, out, sizeof out);
        assert_int_equal(body.size, 5);
        assert_memory_equal(body.data, "\0body", 5);
        source_close(s);
    }
}

static void without_its_end_there_is_none(void **state)
{
    static const struct span all[] = { { HEAD, sizeof HEAD - 1 },
                                       { HEAD "\0\0\0\0\0\0\0", sizeof HEAD + 6 },
                                       { "", 0 } };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct drip from = drip_of(all[i], 3);
        struct source *s = http_prelude_open(&from.source);
        struct span head;
        assert_int_equal(http_prelude_begins(s), all[i].size > 0);
        assert_false(http_prelude_take(s, 100, &arena, &head));
        source_close(s);
    }
}

static void a_head_has_its_bound(void **state)
{
    static const char text[] = HEAD NULS "body";

    (void)state;
    for (size_t max = sizeof HEAD - 2; max < sizeof HEAD + 1; max++) {
        struct drip from = drip_of((struct span){ text, sizeof text - 1 }, 100);
        struct source *s = http_prelude_open(&from.source);
        struct span head;
        assert_int_equal(http_prelude_take(s, max, &arena, &head), max >= sizeof HEAD - 1);
        source_close(s);
    }
}

static void what_was_looked_at_is_read_all_the_same(void **state)
{
    struct drip from = drip_of(SPAN("no head at all"), 4);
    struct source *s = http_prelude_open(&from.source);
    char out[64];

    (void)state;
    assert_true(http_prelude_begins(s));
    assert_span_equal(rest_of(s, out, sizeof out), "no head at all");
    source_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_head_ends_at_eight_nuls, drop),
        cmocka_unit_test_teardown(without_its_end_there_is_none, drop),
        cmocka_unit_test_teardown(a_head_has_its_bound, drop),
        cmocka_unit_test_teardown(what_was_looked_at_is_read_all_the_same, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
