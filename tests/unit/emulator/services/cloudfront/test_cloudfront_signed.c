/* Signed URLs and cookies: tests/cases/cloudfront/signed.json; signatures by openssl. */
#include "emulator/services/cloudfront/cloudfront_signed.h"

#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

static struct arena arena;

static size_t keys_read(const struct doc *list, struct cloudfront_key *keys)
{
    for (size_t i = 0; i < doc_count(list); i++)
        keys[i] = (struct cloudfront_key){ doc_get_str(doc_at(list, i), "id"), doc_get_str(doc_at(list, i), "pem") };
    return doc_count(list);
}

static void the_case_holds(const struct doc *all, const struct doc *row)
{
    struct span query = doc_get_str(row, "query");
    struct http_request viewer = { .headers = { { SPAN("cookie"), doc_get_str(row, "cookies") } },
                                   .header_count = 1,
                                   .path = doc_get_str(row, "path"),
                                   .query = query.size ? query : (struct span){ NULL, 0 },
                                   .remote = doc_get_str(row, "remote") };
    struct cloudfront_key keys[4];
    struct cloudfront_signed_question q = { .viewer = &viewer,
                                            .base = doc_get_str(all, "base"),
                                            .keys = keys,
                                            .key_count = keys_read(doc_get(all, "keys"), keys),
                                            .now_ms = doc_get_int(all, "now", 0) * 1000 };
    const char *code, *message;

    cloudfront_signed_words(cloudfront_signed_check(&arena, &q), &code, &message);
    if (!span_is(doc_get_str(row, "is"), code)) fail_msg("%.*s: %s", SPAN_ARG(doc_get_str(row, "name")), code);
}

static void requests(void **state)
{
    const struct doc *all = cases_read(&arena, "tests/cases/cloudfront/signed.json"), *rows = doc_get(all, "requests");

    (void)state;
    assert_true(doc_count(rows) > 30);
    for (size_t i = 0; i < doc_count(rows); i++) the_case_holds(all, doc_at(rows, i));
    arena_release(&arena);
}

static void a_signature_is_not_sent_on(void **state)
{
    (void)state;
    assert_span_equal(cloudfront_signed_query(&arena, SPAN("a=1&Expires=2&Signature=3&b&Key-Pair-Id=4&Policy=5")),
                      "a=1&b");
    assert_null(cloudfront_signed_query(&arena, SPAN("Expires=2&Signature=3&Key-Pair-Id=4")).data);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(requests), cmocka_unit_test(a_signature_is_not_sent_on) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
