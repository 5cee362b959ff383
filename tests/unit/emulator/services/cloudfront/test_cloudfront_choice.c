/* What of a viewer's request counts: tests/cases/cloudfront/choices.json. */
#include "emulator/services/cloudfront/cloudfront_choice.h"

#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

static struct arena arena;

static struct cloudfront_choice choice_of(const struct doc *d)
{
    static const char *const takes[] = { "none", "some", "all but", "all" };
    struct cloudfront_choice c = { .take = CLOUDFRONT_NONE };
    const struct doc *names = doc_get(d, "names");
    struct span *copy = ARENA_ARRAY(&arena, struct span, doc_count(names) + 1);

    for (int i = 0; i < 4; i++)
        if (span_is(doc_get_str(d, "take"), takes[i])) c.take = (enum cloudfront_take)i;
    for (size_t i = 0; i < doc_count(names); i++) copy[c.count++] = doc_text(doc_at(names, i));
    c.names = copy;
    return c;
}

static void the_case_holds(const struct doc *row)
{
    struct cloudfront_choice c = choice_of(row), other = choice_of(doc_get(row, "other"));
    struct span of = doc_get_str(row, "of"), text = doc_get_str(row, "text");
    struct http_request viewer = { .headers = { { SPAN("Cookie"), text } }, .header_count = 1, .arena = &arena };
    struct buf out = { 0 };

    if (span_is(of, "query")) cloudfront_query_take(&out, text, &c, doc_get(row, "other") ? &other : NULL);
    else if (span_is(of, "cookies")) cloudfront_cookies_take(&out, &viewer, &c, doc_get(row, "other") ? &other : NULL);
    else buf_add_text(&out, cloudfront_takes_header(&c, text) ? "yes" : "no");
    assert_span_equal(buf_span(&out), arena_string(&arena, doc_get_str(row, "is")));
    buf_release(&out);
}

static void choices(void **state)
{
    const struct doc *rows = doc_get(cases_read(&arena, "tests/cases/cloudfront/choices.json"), "choices");

    (void)state;
    assert_true(doc_count(rows) > 10);
    for (size_t i = 0; i < doc_count(rows); i++) the_case_holds(doc_at(rows, i));
    arena_release(&arena);
}

static void encodings(void **state)
{
    const struct doc *rows = doc_get(cases_read(&arena, "tests/cases/cloudfront/choices.json"), "encodings");

    (void)state;
    assert_true(doc_count(rows) > 10);
    for (size_t i = 0; i < doc_count(rows); i++) {
        const struct doc *row = doc_at(rows, i);
        struct http_request viewer = { .headers = { { SPAN("accept-encoding"), doc_get_str(row, "header") } },
                                       .header_count = 1,
                                       .version = doc_get_str(row, "version") };
        const char *is =
            cloudfront_encodings_of(&viewer, doc_get_bool(row, "gzip", true), doc_get_bool(row, "br", true));
        assert_span_equal(span_of(is), arena_string(&arena, doc_get_str(row, "is")));
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(choices), cmocka_unit_test(encodings) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
