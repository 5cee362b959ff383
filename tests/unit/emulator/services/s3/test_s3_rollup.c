/* How lists are rolled up: tests/cases/s3/rollup.json, walked as a list walks its rows. */
#include "emulator/services/s3/s3_rollup.h"

#include "emulator/base/json.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

static size_t behind(const struct doc *keys, size_t i, struct span least)
{
    while (i < doc_count(keys) && span_compare(doc_text(doc_at(keys, i)), least) < 0) i++;
    return i;
}

static struct doc *shown(struct arena *a, const struct s3_rollup *r, const struct doc *keys)
{
    struct doc *out = doc_list(a);
    size_t i = behind(keys, 0, s3_rollup_start(r));

    if (r->marker.data && i < doc_count(keys) && span_eq(doc_text(doc_at(keys, i)), r->marker)) i++;
    while (i < doc_count(keys)) {
        struct span entry;
        enum s3_entry kind = s3_rollup_entry(r, doc_text(doc_at(keys, i)), &entry);
        if (kind == S3_ENTRY_END) break;
        if (kind != S3_ENTRY_SHOWN) doc_append_str(out, entry);
        i = kind == S3_ENTRY_KEY ? i + 1 : behind(keys, i, s3_rollup_behind(a, entry));
    }
    return out;
}

static void lists_are_rolled_up(void **state)
{
    struct arena a = { 0 };
    const struct doc *rows = cases_read(&a, "tests/cases/s3/rollup.json");

    (void)state;
    for (size_t i = 0; i < doc_count(rows); i++) {
        const struct doc *row = doc_at(rows, i);
        struct s3_rollup r = { .prefix = doc_get_str(row, "prefix"),
                               .delimiter = doc_get_str(row, "delimiter"),
                               .marker = doc_get_str(row, "marker") };
        struct doc *told;
        if (!r.prefix.data) r.prefix = SPAN("");
        told = shown(&a, &r, doc_get(row, "keys"));
        if (!doc_equal(told, doc_get(row, "shown")))
            fail_msg("%s: %.*s", doc_get_cstr(row, "what"), SPAN_ARG(json_text(&a, told)));
    }
    arena_release(&a);
}

static void what_is_behind_a_prefix(void **state)
{
    static const char *const pairs[][2] = {
        { "a", "b" }, { "a/", "a0" }, { "a\xff", "b\xff" }, { "\xc3\xa4", "\xc3\xa5" }
    };
    struct arena a = { 0 };

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct span prefix = span_of(pairs[i][0]), least = s3_rollup_behind(&a, prefix);
        assert_true(span_compare(least, arena_format(&a, "%s\xf4\x8f\xbf\xbf", pairs[i][0])) > 0);
        assert_true(span_compare(least, span_of(pairs[i][1])) <= 0);
    }
    arena_release(&a);
}

static void keys_are_encoded(void **state)
{
    static const char *const pairs[][2] = { { "a/b c", "a/b+c" },
                                            { "a+b%", "a%2Bb%25" },
                                            { "\xc3\xa4", "%C3%A4" },
                                            { "-_.*~", "-_.*%7E" },
                                            { "\x01", "%01" } };
    struct arena a = { 0 };

    (void)state;
    for (size_t i = 0; i < 5; i++) assert_span_equal(s3_list_encode(&a, span_of(pairs[i][0])), pairs[i][1]);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_rolled_up),
        cmocka_unit_test(what_is_behind_a_prefix),
        cmocka_unit_test(keys_are_encoded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
