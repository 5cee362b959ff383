/* What x-amz-copy-source names, from tests/cases/s3/copy_source.json; metadata as words, from metadata.json. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/services/s3/s3_copy_source.h"
#include "emulator/services/s3/s3_metadata.h"
#include "tests/support/emulator/cases.h"

static void sources_are_read(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/copy_source.json");

    (void)state;
    assert_true(doc_count(cases) > 20);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct s3_copy_name name;
        const char *wrong = s3_copy_name_read(&a, doc_get_str(d, "header"), &name);
        struct span expected = doc_get_str(d, "wrong");

        if (wrong && !span_is(expected, wrong)) fail_msg("%.*s: %s", SPAN_ARG(json_text(&a, d)), wrong);
        if (wrong) continue;
        if (expected.data || !span_eq(name.bucket, doc_get_str(d, "bucket")) ||
            !span_eq(name.key, doc_get_str(d, "key")) || !span_eq(name.version, doc_get_str(d, "version")))
            fail_msg("%.*s: '%.*s', '%.*s', '%.*s'", SPAN_ARG(json_text(&a, d)), SPAN_ARG(name.bucket),
                     SPAN_ARG(name.key), SPAN_ARG(name.version));
    }
    arena_release(&a);
}

static void metadata_becomes_words(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/metadata.json");

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        assert_span_equal(s3_metadata_word(&a, doc_get_str(d, "value")), arena_string(&a, doc_get_str(d, "word")));
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_are_read),
        cmocka_unit_test(metadata_becomes_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
