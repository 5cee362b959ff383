/* Documents: building, looking up, comparing, copying. */
#include "tests/support/emulator/unit.h"

#include <stdio.h>
#include <string.h>

#include "emulator/base/json.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct doc *of(const char *json)
{
    struct doc *d = json_parse(&arena, span_of(json), NULL);

    if (!d) fail_msg("%s", json);
    return d;
}

static void absent_is_an_answer(void **state)
{
    struct doc *d = of("{\"s\":\"x\",\"n\":1.5,\"i\":7,\"b\":true,\"l\":[1],\"null\":null}");

    (void)state;
    assert_null(doc_get(NULL, "x"));
    assert_null(doc_get(d, "S"));
    assert_null(doc_get(doc_get(d, "l"), "x"));
    assert_null(doc_at(d, 0));
    assert_null(doc_at(doc_get(d, "l"), 1));
    assert_int_equal(doc_count(doc_get(d, "s")), 0);
    assert_null(doc_get_str(d, "i").data);
    assert_null(doc_get_cstr(d, "none"));
    assert_int_equal(doc_get_int(d, "s", -1), -1);
    assert_int_equal(doc_get_int(d, "i", -1), 7);
    assert_int_equal(doc_get_int(d, "n", -1), 1);
    assert_true(doc_get_bool(d, "b", false));
    assert_true(doc_get_bool(d, "i", true));
    assert_false(doc_is(NULL, DOC_NULL));
    assert_true(doc_is(doc_get(d, "null"), DOC_NULL));
    assert_true(doc_as_double(doc_get(d, "n")) == 1.5);
    assert_true(doc_as_double(doc_get(d, "s")) == 0);
}

static void a_number_beyond_int64_is_no_int(void **state)
{
    struct doc *d = of("{\"huge\":1e400,\"large\":1e30,\"minus\":-1e30,\"edge\":9223372036854775808}");

    (void)state;
    assert_int_equal(doc_get_int(d, "huge", -1), -1);
    assert_int_equal(doc_get_int(d, "large", -1), -1);
    assert_int_equal(doc_get_int(d, "minus", -1), -1);
    assert_int_equal(doc_get_int(d, "edge", -1), -1);
}

/* Up to and past the size at which a map gets its index, and every size at which it grows. */
static void maps_find_their_members(void **state)
{
    struct doc *map = doc_map(&arena);
    char name[16];

    (void)state;
    for (int size = 0; size < 300; size++) {
        for (int i = 0; i < size; i++) {
            snprintf(name, sizeof name, "n%d", i);
            assert_int_equal(doc_get_int(map, name, -1), i);
        }
        snprintf(name, sizeof name, "n%d", size);
        assert_null(doc_get(map, name));
        doc_put_span(map, arena_span(&arena, span_of(name)), doc_int(&arena, size));
    }
    assert_int_equal(doc_count(map), 300);
    doc_put(map, "n150", doc_int(&arena, -150));
    assert_int_equal(doc_count(map), 300);
    assert_int_equal(doc_get_int(map, "n150", 0), -150);
    assert_span_equal(map->map.members[150].name, "n150");
}

static void members_go_and_keep_their_order(void **state)
{
    struct doc *map = doc_map(&arena);
    char name[16];

    (void)state;
    for (int i = 0; i < 100; i++) doc_put_span(map, span_of(arena_printf(&arena, "n%d", i)), doc_int(&arena, i));
    doc_remove(map, SPAN("none"));
    for (int i = 0; i < 100; i += 2) doc_remove(map, span_of(arena_printf(&arena, "n%d", i)));
    assert_int_equal(doc_count(map), 50);
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "n%d", i);
        assert_int_equal(doc_get_int(map, name, -1), i % 2 ? i : -1);
    }
    for (uint32_t i = 1; i < map->map.count; i++)
        assert_true(map->map.members[i - 1].value->integer < map->map.members[i].value->integer);
    for (int i = 1; i < 100; i += 2) doc_remove(map, span_of(arena_printf(&arena, "n%d", i)));
    assert_int_equal(doc_count(map), 0);
    doc_put_int(map, "again", 1);
    assert_int_equal(doc_get_int(map, "again", 0), 1);
}

static void removing_takes_no_memory(void **state)
{
    struct arena a = { 0 };
    struct doc *map = doc_map(&a);
    size_t before;

    (void)state;
    for (int i = 0; i < 20000; i++) doc_put_span(map, span_of(arena_printf(&a, "n%d", i)), doc_int(&a, i));
    before = a.total;
    for (int i = 0; i < 50; i++) doc_remove(map, map->map.members[0].name);
    assert_int_equal(a.total, before);
    arena_release(&a);
}

/* All names whose hashes are alike cost a scan of a short run, not of the map. */
static void a_large_map_is_quick(void **state)
{
    struct doc *map = doc_map(&arena);

    (void)state;
    for (int i = 0; i < 200000; i++) doc_put_span(map, span_of(arena_printf(&arena, "%d", i)), doc_int(&arena, i));
    for (int i = 0; i < 200000; i += 1000) {
        char name[16];
        snprintf(name, sizeof name, "%d", i);
        assert_int_equal(doc_get_int(map, name, -1), i);
    }
}

static void compares(void **state)
{
    static const struct {
        const char *a, *b;
        bool are_equal;
    } rows[] = {
        { "1", "1.0", true },
        { "1", "1e0", true },
        { "100", "1e2", true },
        { "1", "2", false },
        { "1", "\"1\"", false },
        { "1", "true", false },
        { "null", "false", false },
        { "9007199254740993", "9007199254740992", false },
        { "[1,2]", "[1,2]", true },
        { "[1,2]", "[2,1]", false },
        { "[1]", "[1,1]", false },
        { "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true },
        { "{\"a\":1}", "{\"a\":1,\"b\":2}", false },
        { "{\"a\":1}", "{\"b\":1}", false },
        { "{\"a\":null}", "{}", false },
        { "\"a\\u0000b\"", "\"a\\u0000c\"", false },
        { "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[{\"b\":\"c\"}]}", true },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (doc_equal(of(rows[i].a), of(rows[i].b)) != rows[i].are_equal) fail_msg("%s and %s", rows[i].a, rows[i].b);
        if (doc_equal(of(rows[i].b), of(rows[i].a)) != rows[i].are_equal) fail_msg("%s and %s", rows[i].b, rows[i].a);
    }
    assert_false(doc_equal(doc_string(&arena, SPAN("x")), doc_blob(&arena, SPAN("x"))));
}

static void a_copy_stands_alone(void **state)
{
    struct arena from = { 0 };
    struct span text = arena_span(&from, SPAN("{\"a\":[1,2.50,\"x\\ty\",null,true],\"b\":{\"c\":{}}}"));
    struct doc *copy = doc_copy(&arena, json_parse(&from, text, NULL));

    (void)state;
    memset((char *)text.data, '!', text.size);
    arena_release(&from);
    assert_span_equal(json_text(&arena, copy), "{\"a\":[1,2.50,\"x\\ty\",null,true],\"b\":{\"c\":{}}}");
}

static void a_shallow_copy_leaves_the_original(void **state)
{
    struct doc *map = of("{\"a\":1,\"b\":{\"c\":2}}"), *list = of("[1,2]"), *copy = doc_shallow(&arena, map);

    (void)state;
    doc_put_int(copy, "a", 5);
    doc_put_int(copy, "d", 6);
    assert_span_equal(json_text(&arena, map), "{\"a\":1,\"b\":{\"c\":2}}");
    assert_ptr_equal(doc_get(copy, "b"), doc_get(map, "b"));
    doc_append(doc_shallow(&arena, list), doc_null(&arena));
    assert_int_equal(doc_count(list), 2);
    assert_int_equal(doc_shallow(&arena, of("7"))->integer, 7);
}

static void putting_copies_and_skips_what_is_absent(void **state)
{
    struct doc *map = doc_map(&arena);
    char text[] = "abc";

    (void)state;
    doc_put_str(map, "s", span_of(text));
    doc_put_cstr(map, "none", NULL);
    doc_put_str(map, "none", (struct span){ NULL, 0 });
    doc_put_blob(map, "blob", SPAN("\0\1"));
    doc_put_format(map, "f", "%d%%", 5);
    doc_put_bool(map, "b", false);
    doc_append_str(doc_put_list(map, "l"), span_of(text));
    doc_put_int(doc_append_map(doc_get(map, "l")), "x", 1);
    doc_put_int(doc_put_map(map, "m"), "y", 2);
    memset(text, '!', 3);
    assert_span_equal(
        json_text(&arena, map),
        "{\"s\":\"abc\",\"blob\":\"AAE=\",\"f\":\"5%\",\"b\":false,\"l\":[\"abc\",{\"x\":1}],\"m\":{\"y\":2}}");
}

static void doubles_are_short(void **state)
{
    (void)state;
    assert_span_equal(json_text(&arena, doc_double(&arena, 0.1)), "0.1");
    assert_span_equal(json_text(&arena, doc_double(&arena, 1.0 / 3)), "0.3333333333333333");
    assert_span_equal(json_text(&arena, doc_double(&arena, 5)), "5");
    assert_int_equal(doc_double(&arena, 5)->kind, DOC_INT);
    assert_true(doc_as_double(doc_double(&arena, 5e-324)) == 5e-324);
    assert_true(doc_as_double(doc_double(&arena, 1.7976931348623157e308)) == 1.7976931348623157e308);
}

/* Through all sizes at which arrays and tables change, however the map came to be. */
static void a_map_keeps_its_members_however_it_grows_and_shrinks(void **state)
{
    static struct doc_member members[70];
    static char names[70][8];

    (void)state;
    for (int i = 0; i < 70; i++) {
        snprintf(names[i], sizeof names[i], "n%d", i % 60); /* ten come twice */
        members[i] = (struct doc_member){ span_of(names[i]), doc_int(&arena, 1000 + i) };
    }
    for (uint32_t made = 0; made <= 70; made++)
        for (int how = 0; how < 2; how++) {
            struct doc *map = how ? doc_map_for(&arena, made) : doc_map_of(&arena, members, made);
            for (int i = how ? 0 : (int)made; i < 70; i++) doc_put_span(map, members[i].name, members[i].value);
            assert_int_equal(doc_count(map), 60);
            for (int left = 59; left >= 0; left--) {
                for (int i = 0; i <= left; i++)
                    assert_int_equal(doc_get_int(map, names[i], 0), 1000 + i + (i < 10 ? 60 : 0));
                doc_remove(map, span_of(names[left]));
                assert_null(doc_get(map, names[left]));
                assert_int_equal(doc_count(map), left);
            }
            doc_put_int(map, "again", 7);
            assert_int_equal(doc_get_int(map, "again", 0), 7);
        }
}

static void names_that_were_changed_are_found_again(void **state)
{
    struct doc *map = doc_map(&arena);

    (void)state;
    for (int i = 0; i < 40; i++) doc_put_int(map, arena_printf(&arena, "old%d", i), i);
    for (uint32_t i = 0; i < 40; i++) map->map.members[i].name = arena_format(&arena, "new%u", i);
    doc_renamed(map);
    assert_int_equal(doc_get_int(map, "new33", -1), 33);
    assert_null(doc_get(map, "old33"));
}

static void a_list_grows_from_what_it_was_made_of(void **state)
{
    (void)state;
    for (uint32_t made = 0; made < 20; made++) {
        struct doc *items[20], *list;
        for (uint32_t i = 0; i < made; i++) items[i] = doc_int(&arena, i);
        list = doc_list_of(&arena, items, made);
        for (uint32_t i = made; i < 50; i++) doc_append(list, doc_int(&arena, i));
        assert_int_equal(doc_count(list), 50);
        for (uint32_t i = 0; i < 50; i++) assert_int_equal(doc_at(list, i)->integer, i);
    }
}

/* From both sides of where they are shared. */
static void small_integers_are_what_they_are(void **state)
{
    (void)state;
    for (int i = -300; i < 300; i++) {
        assert_int_equal(doc_int(&arena, i)->integer, i);
        assert_true(doc_is(doc_int(&arena, i), DOC_INT));
    }
    assert_true(doc_bool(&arena, true)->boolean);
    assert_false(doc_bool(&arena, false)->boolean);
    assert_true(doc_is(doc_bool(&arena, true), DOC_BOOL) && doc_is(doc_null(&arena), DOC_NULL));
    assert_string_equal(doc_text(doc_string(&arena, SPAN(""))).data, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(absent_is_an_answer, drop),
        cmocka_unit_test_teardown(a_number_beyond_int64_is_no_int, drop),
        cmocka_unit_test_teardown(maps_find_their_members, drop),
        cmocka_unit_test_teardown(members_go_and_keep_their_order, drop),
        cmocka_unit_test_teardown(removing_takes_no_memory, drop),
        cmocka_unit_test_teardown(a_large_map_is_quick, drop),
        cmocka_unit_test_teardown(a_map_keeps_its_members_however_it_grows_and_shrinks, drop),
        cmocka_unit_test_teardown(names_that_were_changed_are_found_again, drop),
        cmocka_unit_test_teardown(a_list_grows_from_what_it_was_made_of, drop),
        cmocka_unit_test_teardown(small_integers_are_what_they_are, drop),
        cmocka_unit_test_teardown(compares, drop),
        cmocka_unit_test_teardown(a_copy_stands_alone, drop),
        cmocka_unit_test_teardown(a_shallow_copy_leaves_the_original, drop),
        cmocka_unit_test_teardown(putting_copies_and_skips_what_is_absent, drop),
        cmocka_unit_test_teardown(doubles_are_short, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
