/* Exports: their windows, lines, objects and manifests; tokens of lists. */
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/transfers/dynamodb_export_lines.h"
#include "emulator/services/dynamodb/transfers/dynamodb_export_window.h"
#include "emulator/services/dynamodb/transfers/dynamodb_manifests.h"
#include "emulator/services/dynamodb/transfers/dynamodb_transfer_pages.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static const struct doc *cases_of(const char *group)
{
    const struct doc *cases = doc_get(cases_read(&arena, "tests/cases/dynamodb/exports.json"), group);

    assert_true(doc_count(cases) > 0);
    return cases;
}

static void assert_error(const char *got, const struct doc *one)
{
    struct span wanted = doc_get_str(one, "error");

    if (!span_eq(span_of(got), wanted))
        fail_msg("%.*s: got \"%s\"", SPAN_ARG(json_text(&arena, one)), got ? got : "no error");
}

static void kinds_that_go_together(void **state)
{
    const struct doc *cases = cases_of("types");

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++)
        assert_error(ddb_export_types_check(doc_get(doc_at(cases, i), "in")), doc_at(cases, i));
}

static void windows(void **state)
{
    const struct doc *cases = cases_of("windows");

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *one = doc_at(cases, i), *wanted = doc_get(one, "window");
        struct ddb_export_past past = { doc_get_int(one, "now", 0), doc_get_int(one, "created", 0),
                                        doc_get_int(one, "earliest", 0) };
        struct ddb_export_window window;
        struct doc *got = doc_list(&arena);
        assert_error(ddb_export_window_read(&arena, doc_get(one, "in"), &past, &window), one);
        doc_append(got, doc_int(&arena, window.from_ms));
        doc_append(got, doc_int(&arena, window.to_ms));
        if (wanted && !doc_equal(got, wanted)) fail_msg("%.*s", SPAN_ARG(json_text(&arena, one)));
    }
}

static struct span image_of(const struct doc *one, const char *name)
{
    const struct doc *image = doc_get(one, name);

    return doc_is(image, DOC_MAP) ? json_text(&arena, image) : (struct span){ NULL, 0 };
}

static void lines_of_changes(void **state)
{
    const struct doc *cases = cases_of("lines");
    struct doc *keys = doc_list(&arena);

    (void)state;
    doc_append_str(keys, SPAN("pk"));
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *one = doc_at(cases, i);
        struct ddb_item_change change = { .old = image_of(one, "old"), .new = image_of(one, "new"), .at_ms = 7 };
        struct buf line = { 0 };
        bool has_line = ddb_export_change_line(&line, &arena, keys, &change, !doc_get_bool(one, "only_new", false));
        assert_true(has_line == doc_is(doc_get(one, "line"), DOC_STRING));
        assert_true(!has_line || span_eq(buf_span(&line), doc_get_str(one, "line")));
        buf_release(&line);
    }
}

static struct ddb_export export_with(const char *prefix, int64_t until)
{
    struct ddb_export e = { .table_name = SPAN("Tab"), .suffix = SPAN("01-ab"), .until = until };

    e.description = doc_map(&arena);
    doc_put_cstr(e.description, "S3Prefix", prefix);
    return e;
}

static void where_objects_are(void **state)
{
    struct ddb_export e = export_with(NULL, -1), other = export_with("a/b", -1), slash = export_with("/a/", 7);
    struct span first = ddb_export_data_key(&arena, &e, 0), second = ddb_export_data_key(&arena, &e, 1);

    (void)state;
    assert_true(span_is(ddb_export_key(&arena, &e, "_started"), "AWSDynamoDB/01-ab/_started"));
    assert_true(span_is(ddb_export_key(&arena, &other, "x"), "a/b/AWSDynamoDB/01-ab/x"));
    assert_true(span_is(ddb_export_key(&arena, &slash, "x"), "/a/AWSDynamoDB/01-ab/x"));
    assert_true(span_starts(first, "AWSDynamoDB/01-ab/data/") && span_ends(first, ".json.gz"));
    assert_false(span_eq(first, second));
    assert_true(span_eq(first, ddb_export_data_key(&arena, &e, 0)));
    assert_true(span_starts(ddb_export_data_key(&arena, &slash, 0), "/a/AWSDynamoDB/data/"));
}

static void what_is_billed(void **state)
{
    struct ddb_export full = export_with(NULL, -1), part = export_with(NULL, 0);

    (void)state;
    assert_int_equal(ddb_export_billed(&full), 0);
    full.bytes = part.bytes = 5;
    assert_int_equal(ddb_export_billed(&full), 5);
    assert_int_equal(ddb_export_billed(&part), 10000000);
    part.bytes = 10000001;
    assert_int_equal(ddb_export_billed(&part), 10000001);
}

/* Of AWS's form, and there and back. */
static void tokens(void **state)
{
    static const char *const places[] = { "a", "Tab/export/01796086175107-e0412666",
                                          "a-name-that-is-so-long-that-it-needs-more-than-fifty-six-bytes/export/017" };
    struct span place;

    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct span token = ddb_transfer_token(&arena, "exports", span_of(places[i]));
        assert_true(token.size >= 112 && token.size % 16 == 0 && strspn(token.data, "0123456789abcdef") == token.size);
        assert_true(ddb_transfer_place(&arena, "exports", token, &place) && span_is(place, places[i]));
        assert_false(ddb_transfer_place(&arena, "imports", token, &place));
    }
    assert_false(ddb_transfer_place(&arena, "exports", SPAN("0123456789abcdef"), &place));
    assert_false(ddb_transfer_place(&arena, "exports", SPAN("not hex at all"), &place));
    assert_false(ddb_transfer_place(&arena, "exports", SPAN("0"), &place));
    assert_false(ddb_transfer_place(&arena, "exports", SPAN(""), &place));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(kinds_that_go_together, drop), cmocka_unit_test_teardown(windows, drop),
        cmocka_unit_test_teardown(lines_of_changes, drop),       cmocka_unit_test_teardown(where_objects_are, drop),
        cmocka_unit_test_teardown(what_is_billed, drop),         cmocka_unit_test_teardown(tokens, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
