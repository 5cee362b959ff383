/* Event patterns: what they match, and what is none, from tests/cases/patterns. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/patterns/event_pattern.h"
#include "tests/support/emulator/cases.h"

static void match_as_told(struct arena *a, const struct doc *one, const char *which, bool expected)
{
    const struct doc *pattern = doc_get(one, "pattern"), *events = doc_get(one, which);

    if (pattern && !event_pattern_is_valid(pattern)) fail_msg("not valid: %s", json_text(a, pattern).data);
    for (size_t i = 0; i < doc_count(events); i++)
        if (event_pattern_matches(pattern, doc_at(events, i)) != expected)
            fail_msg("%s: %s %s", which, json_text(a, pattern).data, json_text(a, doc_at(events, i)).data);
}

static void patterns_match(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/patterns/event_patterns.json");

    (void)state;
    assert_true(doc_count(cases) > 20);
    for (size_t i = 0; i < doc_count(cases); i++) {
        match_as_told(&a, doc_at(cases, i), "matches", true);
        match_as_told(&a, doc_at(cases, i), "misses", false);
    }
    arena_release(&a);
}

static void others_are_none(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/patterns/event_patterns.json");

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *invalid = doc_get(doc_at(cases, i), "invalid");

        for (size_t k = 0; k < doc_count(invalid); k++)
            if (event_pattern_is_valid(doc_at(invalid, k))) fail_msg("%s", json_text(&a, doc_at(invalid, k)).data);
    }
    assert_false(event_pattern_is_valid(NULL));
    arena_release(&a);
}

static void one_filter_is_enough(void **state)
{
    struct arena a = { 0 };
    struct doc *filters =
        json_parse(&a, SPAN("[{\"Pattern\":\"{\\\"a\\\":[1]}\"},{\"Pattern\":\"{\\\"a\\\":[2]}\"}]"), NULL);
    bool is_valid;
    struct doc *patterns = event_patterns_read(&a, filters, &is_valid);

    (void)state;
    assert_true(is_valid);
    assert_true(event_patterns_match(patterns, json_parse(&a, SPAN("{\"a\":2}"), NULL)));
    assert_false(event_patterns_match(patterns, json_parse(&a, SPAN("{\"a\":3}"), NULL)));
    assert_null(event_patterns_read(&a, NULL, &is_valid));
    assert_true(event_patterns_match(NULL, json_parse(&a, SPAN("{\"a\":3}"), NULL)));
    event_patterns_read(&a, json_parse(&a, SPAN("[{\"Pattern\":\"no JSON\"}]"), NULL), &is_valid);
    assert_false(is_valid);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match),
        cmocka_unit_test(others_are_none),
        cmocka_unit_test(one_filter_is_enough),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
