/* What is imported, read out of its bytes: CSV and JSON, in pieces of any size; and going on in the middle. */
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/drip.h"
#include "tests/support/emulator/unit.h"

#include <stdlib.h>
#include <string.h>

#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/services/dynamodb/transfers/dynamodb_import_items.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static const size_t pieces[] = { 1, 2, 3, 7, 100000 };
#define PIECES (sizeof pieces / sizeof *pieces)

static struct ddb_bytes *bytes_of(struct source *source)
{
    struct ddb_bytes *b = ARENA_NEW(&arena, struct ddb_bytes);

    memset(b, 0, sizeof *b);
    b->source = source;
    return b;
}

static void csv_holds(const struct doc *one, size_t piece)
{
    struct span text = doc_get_str(one, "text"), delimiter = doc_get_str(one, "delimiter");
    struct drip drip = drip_of(text, piece);
    struct ddb_csv csv = { .in = bytes_of(&drip.source), .delimiter = delimiter.size ? delimiter.data[0] : ',' };
    struct doc *records = doc_list(&arena), *fields;
    const char *error = NULL;
    enum ddb_csv_got got;

    while ((got = ddb_csv_next(&csv, &arena, &fields, &error)) == DDB_CSV_RECORD) doc_append(records, fields);
    if (!doc_equal(records, doc_get(one, "records")) || !span_eq(span_of(error), doc_get_str(one, "error")))
        fail_msg("%.*s by %zu: %.*s, %s", SPAN_ARG(json_text(&arena, one)), piece, SPAN_ARG(json_text(&arena, records)),
                 error ? error : "no error");
    assert_true((got == DDB_CSV_BROKEN) == (error != NULL));
    assert_true(error || csv.in->taken == (int64_t)text.size);
    ddb_csv_release(&csv);
}

static void csv(void **state)
{
    const struct doc *cases = cases_read(&arena, "tests/cases/dynamodb/csv.json");

    (void)state;
    assert_true(doc_count(cases) > 30);
    for (size_t i = 0; i < doc_count(cases); i++)
        for (size_t p = 0; p < PIECES; p++) csv_holds(doc_at(cases, i), pieces[p]);
}

static void a_file_that_breaks_off_or_is_too_long(void **state)
{
    static const char *const texts[] = { "", "a", "a,b", "\"a", "\"a\"", "\"a\" " };
    char *much = arena_alloc(&arena, DDB_RECORD_BYTES_MAX + 10);
    struct doc *fields;
    const char *error;

    (void)state;
    memset(much, 'x', DDB_RECORD_BYTES_MAX + 10);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct drip drip = drip_of(span_of(texts[i]), 1);
        struct ddb_csv csv = { .in = bytes_of(&drip.source), .delimiter = ',' };
        drip.breaks = true;
        assert_int_equal(ddb_csv_next(&csv, &arena, &fields, &error), DDB_CSV_BROKEN);
        ddb_csv_release(&csv);
    }
    for (int i = 0; i < 2; i++) { /* one long field, and many short ones */
        struct drip drip = drip_of((struct span){ much, DDB_RECORD_BYTES_MAX + 10 }, 65536);
        struct ddb_csv csv = { .in = bytes_of(&drip.source), .delimiter = ',' };
        for (size_t at = 0; i && at < DDB_RECORD_BYTES_MAX; at += 1000) much[at] = ',';
        assert_int_equal(ddb_csv_next(&csv, &arena, &fields, &error), DDB_CSV_BROKEN);
        assert_string_equal(error, "The record is longer than 4 MB");
        ddb_csv_release(&csv);
    }
}

/* "end", what is wrong with what ends it, "bad: " and what is wrong with one, or an item; `begin: ` for the names. */
static struct doc *items_of(const struct doc *one, size_t piece)
{
    struct drip drip = drip_of(doc_get_str(one, "text"), piece);
    struct ddb_import_items *items = memory_new(1, sizeof *items);
    struct doc *list = doc_list(&arena), *item = NULL;
    const char *error;
    enum ddb_import_got got = DDB_IMPORT_ITEM;

    ddb_import_items_open(items, &drip.source, doc_get(one, "in"));
    error = ddb_import_items_begin(items, &arena);
    if (error) doc_append_str(list, arena_format(&arena, "begin: %s", error));
    while (!error && (got == DDB_IMPORT_ITEM || got == DDB_IMPORT_BAD)) {
        const char *wrong = "end";
        got = ddb_import_items_next(items, &arena, &item, &wrong);
        if (got == DDB_IMPORT_ITEM) doc_append(list, item);
        else
            doc_append_str(list, arena_format(&arena, "%s%s", got == DDB_IMPORT_BAD ? "bad: " : "",
                                              got == DDB_IMPORT_END ? "end" : wrong));
    }
    ddb_import_items_release(items);
    free(items);
    return list;
}

static void items(void **state)
{
    const struct doc *cases = cases_read(&arena, "tests/cases/dynamodb/import_items.json");

    (void)state;
    assert_true(doc_count(cases) > 20);
    for (size_t i = 0; i < doc_count(cases); i++)
        for (size_t p = 0; p < PIECES; p++) {
            struct doc *got = items_of(doc_at(cases, i), pieces[p]);
            if (!doc_equal(got, doc_get(doc_at(cases, i), "got")))
                fail_msg("%.*s: %.*s", SPAN_ARG(json_text(&arena, doc_at(cases, i))), SPAN_ARG(json_text(&arena, got)));
        }
}

/* From behind the n-th item on there come all others. */
static void goes_on(const char *in, struct span text, int count)
{
    for (int done = 0; done <= count; done++) {
        struct doc *input = json_parse(&arena, span_of(in), NULL), *item;
        int64_t taken = 0;
        const char *error;
        for (int pass = 0; pass < 2; pass++) {
            struct drip drip = drip_of(text, 5);
            struct ddb_import_items *items = memory_new(1, sizeof *items);
            int from = pass ? done : 0, to = pass ? count : done;
            ddb_import_items_open(items, &drip.source, input);
            assert_null(ddb_import_items_begin(items, &arena));
            assert_true(!taken || ddb_bytes_skip_to(&items->bytes, taken));
            for (int n = from; n < to; n++) {
                assert_int_equal(ddb_import_items_next(items, &arena, &item, &error), DDB_IMPORT_ITEM);
                assert_span_equal(doc_get_str(doc_get(item, "pk"), "S"), arena_printf(&arena, "%d", n));
            }
            if (pass) assert_int_equal(ddb_import_items_next(items, &arena, &item, &error), DDB_IMPORT_END);
            taken = items->bytes.taken;
            ddb_import_items_release(items);
            free(items);
        }
    }
}

static void going_on_in_the_middle(void **state)
{
    struct ddb_bytes *b;
    struct drip drip = drip_of(SPAN("abc"), 2);

    (void)state;
    goes_on("{\"InputFormat\":\"CSV\"}", SPAN("pk,x\r\n0,\"a\r\nb\"\r\n\r\n1,\r\n2,c"), 3);
    goes_on("{\"InputFormat\":\"DYNAMODB_JSON\"}",
            SPAN("{\"Item\":{\"pk\":{\"S\":\"0\"}}}\n\n{\"Item\":{\"pk\":{\"S\":\"1\"}}}\n"), 2);
    b = bytes_of(&drip.source);
    assert_true(ddb_bytes_skip_to(b, 2) && ddb_bytes_take(b) == 'c');
    assert_false(ddb_bytes_skip_to(b, 4));
    assert_false(ddb_bytes_skip_to(b, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(csv, drop),
        cmocka_unit_test_teardown(a_file_that_breaks_off_or_is_too_long, drop),
        cmocka_unit_test_teardown(items, drop),
        cmocka_unit_test_teardown(going_on_in_the_middle, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
