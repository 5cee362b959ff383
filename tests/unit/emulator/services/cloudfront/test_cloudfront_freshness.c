/* How long answers are kept: tests/cases/cloudfront/freshness.json, at 1,700,000,000 s. */
#include "emulator/services/cloudfront/cloudfront_freshness.h"

#include "emulator/base/json.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

#define NOW_MS INT64_C(1700000000000)

static struct cloudfront_answer_head head_of(struct arena *a, const struct doc *row)
{
    const struct doc *list = doc_get(row, "headers");
    size_t count = doc_count(list);
    struct http_header *headers = ARENA_ARRAY(a, struct http_header, count + 1);

    for (size_t i = 0; i < count; i++)
        headers[i] = (struct http_header){ doc_text(doc_at(doc_at(list, i), 0)), doc_text(doc_at(doc_at(list, i), 1)) };
    return (struct cloudfront_answer_head){ (int)doc_get_int(row, "status", 0), headers, count };
}

static bool is_told(const struct doc *is, const char *name, int64_t ms)
{
    return !doc_get(is, name) || doc_get_int(is, name, 0) * (doc_get_int(is, name, 0) < 0 ? 1 : 1000) == ms;
}

static void the_case_holds(struct arena *a, const struct doc *row)
{
    const struct doc *ttls = doc_get(row, "ttls"), *is = doc_get(row, "is");
    struct cloudfront_answer_head head = head_of(a, row);
    struct cloudfront_ttls t = { doc_at(ttls, 0)->integer, doc_at(ttls, 1)->integer, doc_at(ttls, 2)->integer };
    struct cloudfront_life life = cloudfront_life_of(&head, &t, doc_get_int(row, "error", 0), NOW_MS);
    bool holds = life.is_kept == doc_get_bool(is, "kept", false) &&
                 life.is_shared == doc_get_bool(is, "shared", false) && is_told(is, "fresh", life.fresh_ms) &&
                 is_told(is, "revalidate", life.revalidate_ms) && is_told(is, "if_error", life.if_error_ms) &&
                 (!doc_get(is, "plainly") || life.asks_plainly == doc_get_bool(is, "plainly", false));

    if (!holds)
        fail_msg("%.*s: kept %d, shared %d, fresh %lld ms", SPAN_ARG(doc_get_str(row, "name")), life.is_kept,
                 life.is_shared, (long long)life.fresh_ms);
}

static void lives(void **state)
{
    struct arena a = { 0 };
    const struct doc *rows = cases_read(&a, "tests/cases/cloudfront/freshness.json");

    (void)state;
    assert_true(doc_count(rows) > 90);
    for (size_t i = 0; i < doc_count(rows); i++) the_case_holds(&a, doc_at(rows, i));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(lives) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
