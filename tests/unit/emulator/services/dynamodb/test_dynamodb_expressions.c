/* Runs every case of tests/cases/dynamodb: each names one expression and what it must give, or the message it must raise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/expressions/dynamodb_expressions.h"

static char *file_read(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    char *text;

    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    *size = (size_t)ftell(f);
    rewind(f);
    text = malloc(*size + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, *size, f), *size);
    fclose(f);
    return text;
}

struct runner {
    struct arena arena;
    const struct doc *item;
    int failed;
};

static void complain(struct runner *r, const struct doc *one, const char *what, struct span got)
{
    r->failed++;
    fprintf(stderr, "%s\n  %s: %.*s\n", json_text(&r->arena, one).data, what, SPAN_ARG(got));
}

/* The request that the case stands for. */
static struct doc *request_of(struct runner *r, const struct doc *one)
{
    static const char *const members[][2] = {
        { "condition", "ConditionExpression" },   { "update", "UpdateExpression" },
        { "projection", "ProjectionExpression" }, { "key_condition", "KeyConditionExpression" },
        { "names", "ExpressionAttributeNames" },  { "values", "ExpressionAttributeValues" }
    };
    struct doc *in = doc_map(&r->arena);

    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (doc_get(one, members[i][0])) doc_put(in, members[i][1], doc_copy(&r->arena, doc_get(one, members[i][0])));
    return in;
}

/* The sort keys, of nine rows, that a key condition selects. */
static const char *run_keys(struct runner *r, const struct doc *one, const struct ddb_expressions *e)
{
    char type = doc_get_str(one, "sort").data[0];
    struct ddb_key_schema schema = { .parts = { { SPAN("pk"), 'S', false }, { SPAN("sk"), type, true } },
                                     .count = 2,
                                     .hash_count = 1 };
    struct ddb_key_range range;
    struct doc *selected = doc_list(&r->arena);
    const char *error = ddb_key_range_of(&r->arena, &schema, &e->keys, &range);

    if (error) return error;
    for (int i = 1; i <= 9; i++) {
        struct span text = type == 'N' ? arena_format(&r->arena, "%d", i) : arena_format(&r->arena, "%c", 'a' + i - 1);
        struct doc *row = doc_map(&r->arena);
        struct buf key = { 0 };
        doc_put(row, "pk", ddb_value_new(&r->arena, DDB_S, doc_string(&r->arena, SPAN("k"))));
        doc_put(row, "sk", ddb_value_new(&r->arena, type == 'N' ? DDB_N : DDB_S, doc_string(&r->arena, text)));
        assert_true(ddb_key_of_item(&schema, row, &key));
        if (span_compare(buf_span(&key), range.from) >= 0 && span_compare(buf_span(&key), range.below) < 0)
            doc_append_str(selected, text);
        buf_release(&key);
    }
    if (!doc_equal(selected, doc_get(one, "selects"))) complain(r, one, "selected", json_text(&r->arena, selected));
    return NULL;
}

static bool items_equal(const struct doc *a, const struct doc *b)
{
    if (doc_count(a) != doc_count(b)) return false;
    for (size_t i = 0; i < doc_count(a); i++)
        if (!ddb_value_equal(a->map.members[i].value, doc_get_span(b, a->map.members[i].name))) return false;
    return true;
}

static const char *run_compiled(struct runner *r, const struct doc *one, const struct ddb_expressions *e)
{
    struct doc *item = doc_copy(&r->arena, doc_get(one, "item") ? doc_get(one, "item") : r->item);
    const char *error;

    if (e->has_keys) return run_keys(r, one, e);
    if (e->condition) {
        bool truth = ddb_condition_true(e->condition, &r->arena, item);
        if (doc_get(one, "is") && truth != doc_get_bool(one, "is", false))
            complain(r, one, "is", truth ? SPAN("true") : SPAN("false"));
        return NULL;
    }
    if (e->update && (error = ddb_update_apply(e->update, &r->arena, item))) return error;
    if (e->projection) item = ddb_projection_apply(e->projection, &r->arena, item);
    if (doc_get(one, "gives") && !items_equal(item, doc_get(one, "gives")))
        complain(r, one, "gave", json_text(&r->arena, item));
    return NULL;
}

static void run_case(struct runner *r, const struct doc *one)
{
    const unsigned with = DDB_WITH_UPDATE | DDB_WITH_CONDITION | DDB_WITH_KEYS | DDB_WITH_FILTER | DDB_WITH_PROJECTION;
    struct doc *in = request_of(r, one);
    struct ddb_expressions e = { 0 };
    const char *error = ddb_expressions_check(&r->arena, in, with);
    struct span wanted = doc_get_str(one, "error");

    if (!error) error = ddb_expressions_compile(&r->arena, in, with, &e);
    if (!error) error = run_compiled(r, one, &e);
    if (!span_eq(span_of(error), wanted)) complain(r, one, "error", span_of(error ? error : "(none)"));
}

static void run_file(const char *path, size_t at_least)
{
    struct runner r = { 0 };
    struct arena file = { 0 };
    size_t size;
    char *text = file_read(path, &size);
    struct doc *all = json_parse(&file, (struct span){ text, size }, NULL), *cases = doc_get(all, "cases");

    assert_true(doc_count(cases) >= at_least);
    r.item = doc_get(all, "item");
    for (size_t i = 0; i < doc_count(cases); i++) {
        run_case(&r, doc_at(cases, i));
        arena_reset(&r.arena);
    }
    arena_release(&r.arena);
    arena_release(&file);
    free(text);
    assert_int_equal(r.failed, 0);
}

static void conditions_hold(void **state)
{
    (void)state;
    run_file("tests/cases/dynamodb/conditions.json", 300);
}

static void updates_apply(void **state)
{
    (void)state;
    run_file("tests/cases/dynamodb/updates.json", 100);
}

static void projections_apply(void **state)
{
    (void)state;
    run_file("tests/cases/dynamodb/projections.json", 30);
}

static void key_conditions_select(void **state)
{
    (void)state;
    run_file("tests/cases/dynamodb/key_conditions.json", 50);
}

/* No expression, however cut or mangled, may do more than raise an error. */
static void mangled_expressions_are_refused(void **state)
{
    static const char text[] =
        "SET a.b[1] = if_not_exists(#c, :d) + (:e) REMOVE l[0] AND (size(x) >= :y OR NOT z BETWEEN :a AND :b)";
    static const char bytes[] = "()[].,:#=<>+- aA1\"\xC3\xA9";
    struct arena a = { 0 };
    unsigned seed = 1;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        char mangled[sizeof text];
        struct ddb_substitutes s = { 0 };
        struct ddb_expressions e = { 0 };
        const char *error;
        size_t size = (seed = seed * 1103515245u + 12345u) / 7 % sizeof text;
        memcpy(mangled, text, sizeof text);
        for (int j = 0; j < 3 && size; j++) {
            seed = seed * 1103515245u + 12345u;
            mangled[(seed >> 8) % size] = bytes[(seed >> 16) % (sizeof bytes - 1)];
        }
        ddb_condition_parse(&a, &s, (struct span){ mangled, size }, &error);
        ddb_update_parse(&a, &s, (struct span){ mangled, size }, &error);
        ddb_projection_parse(&a, &s, (struct span){ mangled, size }, &e, &error);
        arena_reset(&a);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(conditions_hold), cmocka_unit_test(updates_apply),
                                        cmocka_unit_test(projections_apply), cmocka_unit_test(key_conditions_select),
                                        cmocka_unit_test(mangled_expressions_are_refused) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
