/* JSON in and out. */
#include "tests/support/emulator/small_stack.h"
#include "tests/support/emulator/unit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/json.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* What is read and written comes out as `out`, or as it was when that is NULL. */
static void valid_texts(void **state)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        { "null", NULL },
        { " \t\r\n true \n", "true" },
        { "false", NULL },
        { "0", NULL },
        { "-0", NULL },
        { "-1", NULL },
        { "9223372036854775807", NULL },
        { "-9223372036854775808", NULL },
        { "9223372036854775808", NULL },
        { "123456789012345678901234567890.123456789", NULL },
        { "1.10", NULL },
        { "1E+5", NULL },
        { "1e-400", NULL },
        { "\"\"", NULL },
        { "\"a/b\"", NULL },
        { "\"a\\/b\"", "\"a/b\"" },
        { "\"\\\"\\\\\\b\\f\\n\\r\\t\"", NULL },
        { "\"\\u0041\"", "\"A\"" },
        { "\"\\u0000\\u001f\"", NULL },
        { "\"\x7F\"", NULL },
        { "\"\\u00e9\\u20AC\"", "\"\xC3\xA9\xE2\x82\xAC\"" },
        { "\"\\uD83D\\uDE00\"", "\"\xF0\x9F\x98\x80\"" },
        { "\"\\ud800\"", "\"\xEF\xBF\xBD\"" },
        { "\"\\udc00x\"", "\"\xEF\xBF\xBDx\"" },
        { "\"\\ud800\\u0041\"", "\"\xEF\xBF\xBD"
                                "A\"" },
        { "\"\\ud800\\ud83d\\ude00\"", "\"\xEF\xBF\xBD\xF0\x9F\x98\x80\"" },
        { "[]", NULL },
        { "[ ]", "[]" },
        { "{ }", "{}" },
        { "[1 , 2]", "[1,2]" },
        { "{\"a\" : [ {\"b\":null} ] }", "{\"a\":[{\"b\":null}]}" },
        { "{\"\":1}", NULL },
        { "{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}" },
        { "{\"a\":1,\"A\":2}", NULL },
        { "{\"a\\u0000b\":1,\"a\":2}", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct doc *d = json_parse(&arena, span_of(rows[i].in), NULL);
        if (!d) fail_msg("%s", rows[i].in);
        assert_span_equal(json_text(&arena, d), rows[i].out ? rows[i].out : rows[i].in);
    }
}

static void invalid_texts(void **state)
{
    static const char *const rows[] = {
        "",
        " ",
        "nul",
        "nulL",
        "True",
        "tru",
        "01",
        "-",
        "-a",
        "+1",
        ".5",
        "1.",
        "1.e5",
        "1e",
        "1e+",
        "0x1",
        "1 2",
        "NaN",
        "Infinity",
        "-Infinity",
        "'a'",
        "\"",
        "\"a",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\",
        "\"\\u",
        "\"\\ud800\\u12\"",
        "\"\t\"",
        "\"\n\"",
        "\"a\"b",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1,,2]",
        "{",
        "}",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:2}",
        "{\"a\":1 \"b\":2}",
        "{,}",
        "[1]]",
        "{}x",
        "// c\n1",
        "\xEF\xBB\xBF{}",
        "\"\xFF\"",
        "\"\xED\xA0\x80\"",
        "\"\xC0\x80\"",
        "\xC3",
        "\f1",
        "\v1",
        "1\xC2\xA0",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct json_error error = { SIZE_MAX, NULL };
        if (json_parse(&arena, span_of(rows[i]), &error)) fail_msg("%s", rows[i]);
        assert_non_null(error.reason);
        assert_true(error.offset <= strlen(rows[i]));
    }
    assert_null(json_parse(&arena, SPAN("\"a\0b\""), NULL));
    assert_null(json_parse(&arena, SPAN("1\0"), NULL));
    assert_null(json_parse(&arena, (struct span){ NULL, 0 }, NULL));
}

static void errors_say_where(void **state)
{
    struct json_error error;

    (void)state;
    assert_null(json_parse(&arena, SPAN("{\"a\": 1, b}"), &error));
    assert_string_equal(error.reason, "expected a member name");
    assert_int_equal(error.offset, 9);
    assert_null(json_parse(&arena, SPAN("[1] 2"), &error));
    assert_string_equal(error.reason, "text behind the value");
    assert_int_equal(error.offset, 4);
}

static struct span nested(char open, char close, int depth)
{
    char *text = arena_alloc(&arena, (size_t)depth * 6 + 2);
    size_t size = 0;

    for (int i = 0; i < depth; i++) {
        text[size++] = open;
        if (open == '{' && i + 1 < depth) memcpy(text + size, "\"a\":", 4), size += 4;
    }
    for (int i = 0; i < depth; i++) text[size++] = close;
    return (struct span){ text, size };
}

static void *read_deep(void *arg)
{
    bool *holds = arg;
    struct json_error error = { 0, "" };
    struct doc *d = json_parse(&arena, nested('[', ']', JSON_DEPTH_MAX), NULL);
    struct buf b = { 0 };

    if (d) json_write(&b, d);
    *holds = d && span_eq(buf_span(&b), nested('[', ']', JSON_DEPTH_MAX)) && doc_equal(d, doc_copy(&arena, d)) &&
             json_parse(&arena, nested('{', '}', JSON_DEPTH_MAX), NULL) &&
             !json_parse(&arena, nested('[', ']', JSON_DEPTH_MAX + 1), &error) &&
             strcmp(error.reason, "too deep") == 0 && !json_parse(&arena, nested('{', '}', JSON_DEPTH_MAX + 1), NULL) &&
             !json_parse(&arena, nested('[', ']', 1000000), NULL);
    buf_release(&b);
    return NULL;
}

/* The stack of the listener's threads. */
static void depth_is_bounded_on_a_small_stack(void **state)
{
    bool holds = false;

    (void)state;
    small_stack_run((size_t)100 * 1024, read_deep, &holds);
    assert_true(holds);
}

static void kinds_of_numbers(void **state)
{
    struct doc *d = json_parse(&arena, SPAN("[1,1.0,1e2,9223372036854775808,-0]"), NULL);
    const enum doc_kind kinds[] = { DOC_INT, DOC_NUMBER, DOC_NUMBER, DOC_NUMBER, DOC_NUMBER };

    (void)state;
    for (size_t i = 0; i < 5; i++) assert_int_equal(doc_at(d, i)->kind, kinds[i]);
}

static void strings_hold_any_character(void **state)
{
    struct doc *d = json_parse(&arena, SPAN("\"a\\u0000b\""), NULL);
    struct buf b = { 0 };

    (void)state;
    assert_int_equal(d->text.size, 3);
    assert_memory_equal(doc_chars(d).data, "a\0b", 3);
    json_write_string(&b, SPAN("\0\x01\x1F\"\\/\x7F"));
    assert_string_equal(b.data, "\"\\u0000\\u0001\\u001f\\\"\\\\/\x7F\"");
    buf_clear(&b);
    json_write_string(&b, SPAN("\xFF"
                               "a\n\xC3\xC3\xA9\xE2\x82\xED\xA0\x80z\xF0\x9F"));
    assert_string_equal(
        b.data,
        "\"\xEF\xBF\xBD"
        "a\\n\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\"");
    buf_clear(&b);
    json_write_string(&b, (struct span){ NULL, 0 });
    assert_string_equal(b.data, "\"\"");
    buf_release(&b);
}

/* --- whatever is written reads back the same ---------------------------------------------------------------------- */

static unsigned draw(unsigned below)
{
    static uint64_t state = 88172645463325252u; /* the same run after run */

    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state % below);
}

static struct span random_string(void)
{
    static const char *const pieces[] = { "a",    "\"", "\\",   "\n",     "\xC3\xA9", "\xF0\x9F\x98\x80",
                                          "\x01", "/",  "\x7F", "\\u0041" };
    struct buf b = { 0 };
    struct span text;

    for (unsigned i = draw(6); i; i--) buf_add_text(&b, pieces[draw(10)]);
    if (draw(8) == 0) buf_add_char(&b, '\0');
    text = arena_span(&arena, buf_span(&b));
    buf_release(&b);
    return text;
}

static struct doc *random_doc(int depth)
{
    static const char *const literals[] = { "1.5", "-0.25e-7", "1e30", "123456789012345678901234567890" };
    struct doc *d;

    switch (draw(depth ? 8 : 6)) {
    case 0: return doc_null(&arena);
    case 1: return doc_bool(&arena, draw(2));
    case 2: return doc_int(&arena, (int64_t)draw(UINT_MAX) * draw(1000) - draw(UINT_MAX));
    case 3: return doc_number(&arena, span_of(literals[draw(4)]));
    case 4:
    case 5: return doc_string(&arena, random_string());
    case 6:
        d = doc_list(&arena);
        for (unsigned i = draw(5); i; i--) doc_append(d, random_doc(depth - 1));
        return d;
    default:
        d = doc_map(&arena);
        for (unsigned i = draw(25); i; i--) doc_put_span(d, random_string(), random_doc(depth - 1));
        return d;
    }
}

static void round_trips(void **state)
{
    (void)state;
    for (int i = 0; i < 2000; i++) {
        struct doc *d = random_doc(4), *back;
        struct span text = json_text(&arena, d);
        back = json_parse(&arena, text, NULL);
        if (!back || !doc_equal(d, back) || !span_eq(json_text(&arena, back), text)) fail_msg("%s", text.data);
        arena_release(&arena);
    }
}

static void a_value_as_its_json_is_written_as_it_stands(void **state)
{
    struct arena a = { 0 }, other = { 0 };
    struct doc *map = doc_map(&a), *copy;

    (void)state;
    doc_put(map, "Item", doc_json(&a, SPAN("{\"id\":{\"S\":\"\\u00e9\"}}")));
    copy = doc_copy(&other, map);
    assert_true(doc_equal(map, copy));
    arena_release(&a);
    assert_span_equal(json_text(&other, copy), "{\"Item\":{\"id\":{\"S\":\"\\u00e9\"}}}");
    assert_null(doc_get(doc_get(copy, "Item"), "id")); /* who reads trees sees nothing in it */
    arena_release(&other);
}

/* Texts as long as eight bytes and around: those are looked at together. */
static void text_that_is_no_utf8_is_seen_wherever_it_is(void **state)
{
    char text[40];

    (void)state;
    for (size_t size = 1; size < sizeof text; size++) {
        memset(text, 'a', sizeof text);
        assert_true(span_is_utf8((struct span){ text, size }));
        for (size_t i = 0; i < size; i++) {
            text[i] = (char)0x80;
            assert_false(span_is_utf8((struct span){ text, size }));
            text[i] = 'a';
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_as_its_json_is_written_as_it_stands),
        cmocka_unit_test(text_that_is_no_utf8_is_seen_wherever_it_is),
        cmocka_unit_test_teardown(valid_texts, drop),
        cmocka_unit_test_teardown(invalid_texts, drop),
        cmocka_unit_test_teardown(errors_say_where, drop),
        cmocka_unit_test_teardown(depth_is_bounded_on_a_small_stack, drop),
        cmocka_unit_test_teardown(kinds_of_numbers, drop),
        cmocka_unit_test_teardown(strings_hold_any_character, drop),
        cmocka_unit_test_teardown(round_trips, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
