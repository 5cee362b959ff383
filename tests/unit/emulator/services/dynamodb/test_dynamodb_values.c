/* Attribute values: decoded, checked, compared and measured. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/values/dynamodb_keys.h"
#include "emulator/services/dynamodb/expressions/dynamodb_reserved.h"
#include "emulator/services/dynamodb/values/dynamodb_values.h"

static struct arena arena;

static struct doc *parse(const char *json)
{
    struct doc *d = json_parse(&arena, span_of(json), NULL);

    assert_non_null(d);
    return d;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void decodes(void **state)
{
    static const char *const cases[][2] = {
        { "{\"S\":\"a\"}", NULL },
        { "{\"S\":\"a\",\"N\":null}", NULL },
        { "{\"S\":\"a\",\"Q\":7}", NULL },
        { "{\"B\":\"AQID\"}", NULL },
        { "{\"B\":\"\"}", NULL },
        { "{\"L\":[]}", NULL },
        { "{\"M\":{}}", NULL },
        { "\"a\"", "Unexpected value type in payload" },
        { "7", "Unexpected value type in payload" },
        { "[]", "" },
        { "{\"S\":5}", "NUMBER_VALUE cannot be converted to String" },
        { "{\"N\":5}", "NUMBER_VALUE cannot be converted to String" },
        { "{\"N\":5.5}", "DECIMAL_VALUE cannot be converted to String" },
        { "{\"S\":true}", "TRUE_VALUE cannot be converted to String" },
        { "{\"S\":[]}", "" },
        { "{\"S\":{}}", "Start of structure or map found where not expected" },
        { "{\"BOOL\":\"x\"}", "Unexpected token received from parser" },
        { "{\"BOOL\":\"TRUE\"}", NULL },
        { "{\"NULL\":\"true\"}", NULL },
        { "{\"BOOL\":[]}", "" },
        { "{\"B\":[]}", "" },
        { "{\"M\":[]}", "" },
        { "{\"M\":{\"a\":[]}}", "" },
        { "{\"BS\":[true]}", "only base-64-encoded strings are convertible to bytes" },
        { "{\"BOOL\":1}", "NUMBER_VALUE cannot be converted to Boolean" },
        { "{\"B\":5}", "only base-64-encoded strings are convertible to bytes" },
        { "{\"B\":\"abc\"}", "Base64 encoded length is expected a multiple of 4 bytes but found: 3" },
        { "{\"B\":\"a*==\"}", "Invalid Base64 character" },
        { "{\"B\":\"AB==\"}", "Invalid last non-pad Base64 character dectected" },
        { "{\"SS\":\"a\"}", "Unexpected field type" },
        { "{\"SS\":{}}", "Start of structure or map found where not expected" },
        { "{\"SS\":[1]}", "NUMBER_VALUE cannot be converted to String" },
        { "{\"L\":[{\"S\":1}]}", "NUMBER_VALUE cannot be converted to String" },
        { "{\"M\":\"x\"}", "Unexpected field type" },
        { "{\"M\":{\"a\":7}}", "Unexpected value type in payload" }
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *error = ddb_value_decode(parse(cases[i][0]));
        if (cases[i][1]) assert_string_equal(error, cases[i][1]);
        else assert_null(error);
    }
}

static void drops_what_is_no_type(void **state)
{
    struct doc *value = parse("{\"Q\":1,\"S\":null,\"a\":{},\"N\":\"1\"}");

    (void)state;
    assert_null(ddb_value_decode(value));
    assert_int_equal(doc_count(value), 1);
    assert_int_equal(ddb_value_type(value), DDB_N);
}

static void becomes_canonical(void **state)
{
    struct doc *value = parse("{\"L\":[{\"N\":\"01.50\"},{\"NS\":[\"1E2\",\"-0\"]},{\"NULL\":true}]}");

    (void)state;
    assert_null(ddb_value_decode(value));
    assert_null(ddb_value_check(&arena, value));
    assert_string_equal(json_text(&arena, value).data,
                        "{\"L\":[{\"N\":\"1.5\"},{\"NS\":[\"100\",\"0\"]},{\"NULL\":true}]}");
}

static void counts_bytes(void **state)
{
    static const struct {
        const char *item;
        size_t bytes;
    } cases[] = { { "{}", 0 },
                  { "{\"a\":{\"S\":\"\"}}", 1 },
                  { "{\"ab\":{\"S\":\"cde\"}}", 5 },
                  { "{\"\\u00e9\":{\"S\":\"\\u20ac\"}}", 5 },
                  { "{\"a\":{\"N\":\"123\"}}", 4 },
                  { "{\"a\":{\"B\":\"AQID\"}}", 4 },
                  { "{\"a\":{\"B\":\"AQ==\"}}", 2 },
                  { "{\"a\":{\"BOOL\":true}}", 2 },
                  { "{\"a\":{\"NULL\":true}}", 2 },
                  { "{\"a\":{\"SS\":[\"x\",\"yz\"]}}", 4 },
                  { "{\"a\":{\"NS\":[\"1\",\"-1\"]}}", 6 },
                  { "{\"a\":{\"BS\":[\"AQ==\",\"AQI=\"]}}", 4 },
                  { "{\"a\":{\"L\":[]}}", 4 },
                  { "{\"a\":{\"M\":{}}}", 4 },
                  { "{\"a\":{\"L\":[{\"S\":\"b\"}]}}", 6 },
                  { "{\"a\":{\"M\":{\"b\":{\"S\":\"c\"}}}}", 7 },
                  { "{\"a\":{\"L\":[{\"M\":{\"b\":{\"N\":\"1\"}}},{\"L\":[]}]}}", 16 } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(ddb_item_size(parse(cases[i].item)), cases[i].bytes);
}

static struct doc *nested(int levels)
{
    struct doc *value = parse("{\"S\":\"x\"}");

    while (levels--) {
        struct doc *list = doc_list(&arena);
        doc_append(list, value);
        value = ddb_value_new(&arena, DDB_L, list);
    }
    return value;
}

static void nests_32_deep(void **state)
{
    (void)state;
    assert_false(ddb_value_too_deep(nested(0)));
    assert_false(ddb_value_too_deep(nested(31)));
    assert_true(ddb_value_too_deep(nested(32)));
    assert_true(ddb_value_too_deep(nested(100)));
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

static struct span key_of(const char *json)
{
    struct buf b = { 0 };
    struct span key;

    ddb_key_add_value(&b, parse(json));
    key = arena_span(&arena, buf_span(&b));
    buf_release(&b);
    return key;
}

static void strings_and_bytes_keep_their_order(void **state)
{
    static const char *const ascending[] = { "{\"S\":\"\\u0000\"}",  "{\"S\":\"\\u0000\\u0000\"}",
                                             "{\"S\":\"\\u0000a\"}", "{\"S\":\"\\u0001\"}",
                                             "{\"S\":\"A\"}",        "{\"S\":\"a\"}",
                                             "{\"S\":\"a\\u0000\"}", "{\"S\":\"a\\u0000b\"}",
                                             "{\"S\":\"aa\"}",       "{\"S\":\"ab\"}",
                                             "{\"S\":\"b\"}",        "{\"S\":\"\\u00e9\"}",
                                             "{\"S\":\"\\u20ac\"}",  "{\"S\":\"\\ud83d\\ude00\"}",
                                             "{\"B\":\"/w==\"}",     "{\"B\":\"//8=\"}" };
    int count = sizeof ascending / sizeof *ascending;

    (void)state;
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++)
            assert_int_equal(span_compare(key_of(ascending[i]), key_of(ascending[j])), (i > j) - (i < j));
}

static void schemas_pack(void **state)
{
    struct ddb_key_schema schema = { .parts = { { SPAN("p\0k"), 'S', false }, { SPAN("sort"), 'N', true } },
                                     .count = 2,
                                     .hash_count = 1 };
    struct ddb_key_schema back;

    (void)state;
    ddb_schema_unpack(ddb_schema_pack(&arena, &schema), &back);
    assert_int_equal(back.count, 2);
    assert_int_equal(back.hash_count, 1);
    assert_true(span_eq(back.parts[0].name, SPAN("p\0k")));
    assert_true(back.parts[1].range && back.parts[1].type == 'N');
}

static bool item_key(const struct ddb_key_schema *schema, const char *json, struct span *key)
{
    struct buf b = { 0 };
    bool fits = ddb_key_of_item(schema, parse(json), &b);

    *key = arena_span(&arena, buf_span(&b));
    buf_release(&b);
    return fits;
}

static void items_without_the_key_have_no_row(void **state)
{
    struct ddb_key_schema schema = { .parts = { { SPAN("p"), 'S', false }, { SPAN("s"), 'N', true } },
                                     .count = 2,
                                     .hash_count = 1 };
    struct span key, other;

    (void)state;
    assert_true(item_key(&schema, "{\"p\":{\"S\":\"a\"},\"s\":{\"N\":\"1\"}}", &key));
    assert_true(item_key(&schema, "{\"s\":{\"N\":\"2\"},\"p\":{\"S\":\"a\"},\"q\":{\"S\":\"x\"}}", &other));
    assert_true(span_compare(key, other) < 0);
    assert_memory_equal(key.data, other.data, DDB_KEY_HASH_BYTES + 3);
    assert_false(item_key(&schema, "{\"p\":{\"S\":\"a\"}}", &key));
    assert_false(item_key(&schema, "{\"p\":{\"S\":\"a\"},\"s\":{\"S\":\"1\"}}", &key));
    assert_false(item_key(&schema, "{\"p\":{\"S\":\"\"},\"s\":{\"N\":\"1\"}}", &key));
}

static void successors(void **state)
{
    struct buf b = { 0 };

    (void)state;
    buf_add_text(&b, "ab");
    ddb_key_successor(&b);
    assert_true(span_is(buf_span(&b), "ac"));
    buf_clear(&b);
    buf_add(&b, "a\xFF\xFF", 3);
    ddb_key_successor(&b);
    assert_true(span_is(buf_span(&b), "b"));
    buf_clear(&b);
    buf_add(&b, "\xFF", 1);
    ddb_key_successor(&b);
    assert_true(span_compare(buf_span(&b), SPAN("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")) > 0);
    buf_release(&b);
}

static void segments_cover_all(void **state)
{
    (void)state;
    for (int total = 1; total < 9; total++)
        for (int i = 0; i < total; i++)
            assert_true(span_compare(ddb_segment_start(&arena, i, total), ddb_segment_start(&arena, i + 1, total)) < 0);
    assert_true(span_eq(ddb_segment_start(&arena, 0, 3), SPAN("\0\0\0\0\0\0\0\0")));
}

static void reserved_words(void **state)
{
    (void)state;
    assert_true(ddb_word_is_reserved(SPAN("ABORT")));
    assert_true(ddb_word_is_reserved(SPAN("zone")));
    assert_true(ddb_word_is_reserved(SPAN("Status")));
    assert_false(ddb_word_is_reserved(SPAN("orderId")));
    assert_false(ddb_word_is_reserved(SPAN("")));
    assert_false(ddb_word_is_reserved(SPAN("AVERYLONGWORDTHATISNONEOFTHEM")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),           cmocka_unit_test(drops_what_is_no_type),
        cmocka_unit_test(becomes_canonical), cmocka_unit_test(counts_bytes),
        cmocka_unit_test(nests_32_deep),     cmocka_unit_test(strings_and_bytes_keep_their_order),
        cmocka_unit_test(schemas_pack),      cmocka_unit_test(items_without_the_key_have_no_row),
        cmocka_unit_test(successors),        cmocka_unit_test(segments_cover_all),
        cmocka_unit_test(reserved_words)
    };

    return cmocka_run_group_tests(tests, NULL, teardown);
}
