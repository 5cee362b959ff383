/* Names of buckets and regions, good ones and bad: tests/cases/s3/names.json; and the ids that S3 makes. */
#include "emulator/services/s3/s3_names.h"

#include "emulator/services/s3/s3_ids.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

static void all_are(const struct doc *names, bool (*is)(struct span), bool expected)
{
    for (size_t i = 0; i < doc_count(names); i++)
        if (is(doc_text(doc_at(names, i))) != expected)
            fail_msg("\"%.*s\" is taken for a %s one", SPAN_ARG(doc_text(doc_at(names, i))), expected ? "bad" : "good");
    assert_true(doc_count(names) > 0);
}

static void names(void **state)
{
    struct arena a = { 0 };
    const struct doc *cases = cases_read(&a, "tests/cases/s3/names.json");

    (void)state;
    all_are(doc_get(cases, "good"), s3_is_bucket_name, true);
    all_are(doc_get(cases, "bad"), s3_is_bucket_name, false);
    all_are(doc_get(cases, "regions"), s3_is_region, true);
    all_are(doc_get(cases, "no_regions"), s3_is_region, false);
    arena_release(&a);
}

static void an_accounts_canonical_id_is_always_the_same(void **state)
{
    struct arena a = { 0 };
    struct span id = s3_canonical_id(&a, SPAN("000000000000"));

    (void)state;
    assert_int_equal(id.size, 64);
    assert_true(span_eq(id, s3_canonical_id(&a, SPAN("000000000000"))));
    assert_false(span_eq(id, s3_canonical_id(&a, SPAN("111111111111"))));
    arena_release(&a);
}

static void ids_tell_their_row(void **state)
{
    static const int64_t rows[] = { 1, 63, 64, 4096, INT64_C(1) << 40, INT64_MAX };
    struct arena a = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct span id = s3_id_make(&a, rows[i], 32);
        assert_int_equal(id.size, 32);
        assert_int_equal(s3_id_row(id, 32), rows[i]);
        assert_int_equal(s3_id_row(id, 33), 0);
        assert_false(span_eq(id, s3_id_make(&a, rows[i], 32))); /* nobody can guess it */
    }
    assert_int_equal(s3_id_row(SPAN("abc"), 32), 0);
    assert_int_equal(s3_id_row(SPAN("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!a"), 32), 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(an_accounts_canonical_id_is_always_the_same),
        cmocka_unit_test(ids_tell_their_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
