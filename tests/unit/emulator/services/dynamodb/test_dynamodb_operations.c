/* Plays files of tests/cases/dynamodb through the door, step by step, on a store of its own. A step names the operation and its
 * input, and either the members of the output that it must have ("out"; null: must be absent) or the error. In an input
 * {"$repeat": n} stands for a string of n letters x. */
#include <stdio.h>
#include <string.h>

#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/world.h"

static bool step_holds(const struct doc *step, const struct call *c)
{
    struct span wanted = doc_get_str(step, "error");
    struct span code = doc_get_str(step, "code");

    if (!c->fault.kind)
        return !wanted.data && (!doc_get(step, "out") || cases_has_members(c->out, doc_get(step, "out")));
    if (!span_eq(span_of(c->fault.message), wanted)) return false;
    if (doc_get(step, "extra") && !cases_has_members(c->fault.extra, doc_get(step, "extra"))) return false;
    return span_is(code.data ? code : SPAN("ValidationException"), c->fault.kind->code);
}

static struct doc *long_text(struct arena *a, int64_t size)
{
    char *text = arena_alloc(a, (size_t)size);

    memset(text, 'x', (size_t)size);
    return doc_string(a, (struct span){ text, (size_t)size });
}

static void expand(struct arena *a, struct doc *d)
{
    for (size_t i = 0; i < doc_count(d); i++) {
        struct doc **child = d->kind == DOC_MAP ? &d->map.members[i].value : &d->list.items[i];
        int64_t size = doc_get_int(*child, "$repeat", 0);
        if (size) *child = long_text(a, size);
        else expand(a, *child);
    }
}

static bool step_run(struct arena *a, const struct doc *step)
{
    struct call *c = door_open("dynamodb", doc_get_cstr(step, "op"), &identity_default, SPAN("http://localhost:4566"));
    bool holds;

    assert_non_null(c);
    c->in = doc_copy(&c->arena, doc_get(step, "in"));
    expand(&c->arena, c->in);
    door_call(c);
    holds = step_holds(step, c);
    if (!holds)
        fprintf(stderr, "%s\n  gave: %s\n", json_text(a, step).data,
                c->fault.kind ? arena_printf(a, "%s: %s", c->fault.kind->code, c->fault.message)
                              : json_text(a, c->out).data);
    call_free(c);
    return holds;
}

static void play(const char *path, size_t at_least)
{
    struct arena a = { 0 };
    struct doc *steps = doc_get(cases_read(&a, path), "steps");
    int failed = 0;

    assert_true(doc_count(steps) > at_least);
    for (size_t i = 0; i < doc_count(steps); i++)
        if (!step_run(&a, doc_at(steps, i))) failed++;
    arena_release(&a);
    assert_int_equal(failed, 0);
}

static void operations_play(void **state)
{
    (void)state;
    play("tests/cases/dynamodb/operations.json", 100);
}

static void older_parameters_play(void **state)
{
    (void)state;
    play("tests/cases/dynamodb/older.json", 40);
}

static void index_updates_play(void **state)
{
    (void)state;
    play("tests/cases/dynamodb/indexes.json", 30);
}

static void features_play(void **state)
{
    (void)state;
    play("tests/cases/dynamodb/features.json", 50);
}

static void partiql_plays(void **state)
{
    (void)state;
    play("tests/cases/dynamodb/partiql.json", 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operations_play),    cmocka_unit_test(older_parameters_play),
        cmocka_unit_test(index_updates_play), cmocka_unit_test(features_play),
        cmocka_unit_test(partiql_plays),
    };

    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
