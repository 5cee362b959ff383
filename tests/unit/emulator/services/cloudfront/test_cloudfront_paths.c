/* Patterns of behaviors and invalidations: tests/cases/cloudfront/paths.json. */
#include "emulator/services/cloudfront/cloudfront_paths.h"

#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

static struct arena arena;

static const struct doc *rows_of(const char *name)
{
    const struct doc *rows = doc_get(cases_read(&arena, "tests/cases/cloudfront/paths.json"), name);

    assert_true(doc_count(rows) > 10);
    return rows;
}

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void behaviors(void **state)
{
    const struct doc *rows = rows_of("behaviors");

    (void)state;
    for (size_t i = 0; i < doc_count(rows); i++) {
        struct span pattern = doc_get_str(doc_at(rows, i), "pattern"), path = doc_get_str(doc_at(rows, i), "path");
        if (cloudfront_path_matches(pattern, path) != doc_get_bool(doc_at(rows, i), "is", false))
            fail_msg("%.*s and %.*s", SPAN_ARG(pattern), SPAN_ARG(path));
    }
}

static void invalidations(void **state)
{
    const struct doc *rows = rows_of("invalidations");

    (void)state;
    for (size_t i = 0; i < doc_count(rows); i++) {
        struct span pattern = doc_get_str(doc_at(rows, i), "pattern"), uri = doc_get_str(doc_at(rows, i), "uri");
        if (cloudfront_invalidates(pattern, uri) != doc_get_bool(doc_at(rows, i), "is", false))
            fail_msg("%.*s and %.*s", SPAN_ARG(pattern), SPAN_ARG(uri));
    }
}

static void normal_forms(void **state)
{
    const struct doc *rows = rows_of("normal");

    (void)state;
    for (size_t i = 0; i < doc_count(rows); i++)
        assert_span_equal(cloudfront_path_normal(&arena, doc_get_str(doc_at(rows, i), "path")),
                          arena_string(&arena, doc_get_str(doc_at(rows, i), "is")));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test_teardown(behaviors, drop),
                                        cmocka_unit_test_teardown(invalidations, drop),
                                        cmocka_unit_test_teardown(normal_forms, drop) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
