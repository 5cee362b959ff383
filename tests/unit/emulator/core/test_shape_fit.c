/* JSON fitted to shapes, and back. */
#include "emulator/core/shape_fit.h"

#include "emulator/base/json.h"
#include "tests/support/emulator/unit.h"

static const struct shape Struct, StructList = LIST_OF(&Struct), StructMap = MAP_OF(&Struct);
static const struct member members[] = {
    { "queueUrl", &String },
    { "Body", &String },
    { "When", &Timestamp },
    { "Bytes", &Blob },
    { "Inner", &Struct },
    { "List", &StructList },
    { "Named", &StructMap },
    { "Size", &Integer },
    { "Anything", &Document },
    { "Texts", &StringList },
    { 0 },
};
static const struct shape Struct = STRUCTURE(members);

static void fits(struct doc *(*fit)(struct arena *, const struct shape *, struct doc *), const char *from,
                 const char *to)
{
    struct arena a = { 0 };
    struct doc *given = json_parse(&a, span_of(from), NULL), *wanted = json_parse(&a, span_of(to), NULL), *got;

    assert_true(given && wanted);
    got = fit(&a, &Struct, given);
    if (!doc_equal(got, wanted)) fail_msg("%s gives %.*s", from, SPAN_ARG(json_text(&a, got)));
    if (!doc_equal(given, json_parse(&a, span_of(from), NULL))) fail_msg("%s was changed", from);
    arena_release(&a);
}

static struct doc *fit_in(struct arena *a, const struct shape *shape, struct doc *value)
{
    const char *mistake;
    struct doc *fitted = shape_fit_in(a, shape, value, &mistake);

    if (mistake) fail_msg("%s", mistake);
    return fitted;
}

static void mistaken(const char *from, const char *to, const char *words)
{
    struct arena a = { 0 };
    const char *mistake;
    struct doc *got = shape_fit_in(&a, &Struct, json_parse(&a, span_of(from), NULL), &mistake);

    assert_span_equal(json_text(&a, got), to);
    assert_string_equal(mistake, words);
    arena_release(&a);
}

static void names_go_by_their_letters_but_for_the_first_ones_case(void **state)
{
    (void)state;
    fits(fit_in, "{\"QueueUrl\":\"u\",\"body\":\"b\"}", "{\"queueUrl\":\"u\",\"Body\":\"b\"}");
    fits(fit_in, "{\"queueURL\":\"u\",\"BODY\":\"b\",\"Other\":1,\"\":2}", "{}");
    fits(fit_in, "{\"Body\":null}", "{}");
    fits(fit_in, "{\"inner\":{\"list\":[{\"body\":\"x\"}]},\"named\":{\"body\":{\"body\":\"y\"}}}",
         "{\"Inner\":{\"List\":[{\"Body\":\"x\"}]},\"Named\":{\"body\":{\"Body\":\"y\"}}}");
}

static void an_object_where_a_text_is_wanted_becomes_its_json(void **state)
{
    (void)state;
    fits(fit_in, "{\"Body\":{\"a\":[1]}}", "{\"Body\":\"{\\\"a\\\":[1]}\"}");
    fits(fit_in, "{\"Texts\":[\"a\",[2]]}", "{\"Texts\":[\"a\",\"[2]\"]}");
    fits(fit_in, "{\"Anything\":{\"a\":null}}", "{\"Anything\":{\"a\":null}}");
}

static void times_become_milliseconds(void **state)
{
    (void)state;
    fits(fit_in, "{\"When\":\"1970-01-01T00:00:01Z\"}", "{\"When\":1000}");
    fits(fit_in, "{\"When\":1000}", "{\"When\":1000}");
}

static void scalars_fit_as_texts_and_texts_as_scalars(void **state)
{
    (void)state;
    fits(fit_in, "{\"Body\":5,\"Texts\":[true,null,1.5],\"Size\":\"7\"}",
         "{\"Body\":\"5\",\"Texts\":[\"true\",\"1.5\"],\"Size\":7}");
    fits(fit_in, "{\"Size\":7.9}", "{\"Size\":7}");
    fits(fit_in, "[1]", "{}");
}

static void what_does_not_fit_is_left_out_and_told(void **state)
{
    (void)state;
    mistaken("{\"Size\":\"many\",\"List\":{\"a\":1},\"Inner\":[1],\"Named\":7,\"Body\":\"b\"}", "{\"Body\":\"b\"}",
             "The value for the field 'Size' must be a NUMBER");
    mistaken("{\"List\":{\"a\":1}}", "{}", "The value for the field 'List' must be a LIST");
    mistaken("{\"inner\":{\"List\":[{},\"a\"]}}", "{\"Inner\":{\"List\":[{}]}}",
             "The value for the field 'List' must be a MAP");
    mistaken("{\"Named\":\"a\"}", "{}", "The value for the field 'Named' must be a MAP");
    mistaken("{\"When\":\"yesterday\"}", "{}", "The value for the field 'When' must be a TIMESTAMP");
}

static void results_are_in_pascal_case_with_iso_times(void **state)
{
    (void)state;
    fits(shape_fit_out, "{\"queueUrl\":\"u\",\"When\":1000,\"Inner\":{\"queueUrl\":\"v\"},\"Other\":1}",
         "{\"QueueUrl\":\"u\",\"When\":\"1970-01-01T00:00:01.000Z\",\"Inner\":{\"QueueUrl\":\"v\"}}");
    fits(shape_fit_out, "{\"List\":[{\"queueUrl\":\"u\"}],\"Named\":{\"a\":{\"queueUrl\":\"u\"}}}",
         "{\"List\":[{\"QueueUrl\":\"u\"}],\"Named\":{\"a\":{\"QueueUrl\":\"u\"}}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_go_by_their_letters_but_for_the_first_ones_case),
        cmocka_unit_test(an_object_where_a_text_is_wanted_becomes_its_json),
        cmocka_unit_test(times_become_milliseconds),
        cmocka_unit_test(scalars_fit_as_texts_and_texts_as_scalars),
        cmocka_unit_test(what_does_not_fit_is_left_out_and_told),
        cmocka_unit_test(results_are_in_pascal_case_with_iso_times),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
