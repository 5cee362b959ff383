/* Plays tests/cases/dynamodb/operations.json through the door, step by step, on a store of its own. A step names the operation and its
 * input, and either the members of the output that it must have ("out"; null: must be absent) or the error. In an input
 * {"$repeat": n} stands for a string of n letters x. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "emulator/base/json.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/store/store.h"

extern const struct service dynamodb_service;

static char directory[] = "/tmp/nube-dynamodb-XXXXXX";

static int setup(void **state)
{
    static struct store_schema schemas[2];
    const char *error = NULL;

    (void)state;
    schemas[0] = (struct store_schema){ "dynamodb", dynamodb_service.schema };
    assert_non_null(mkdtemp(directory));
    if (store_open(directory, STORE_NORMAL, schemas, &error)) fail_msg("%s", error);
    return dynamodb_service.start();
}

static int teardown(void **state)
{
    char command[128];

    (void)state;
    dynamodb_service.stop();
    store_close();
    snprintf(command, sizeof command, "rm -rf %s", directory);
    return system(command);
}

static struct doc *file_parse(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    struct buf b = { 0 };
    char piece[65536];
    struct doc *d;

    assert_non_null(f);
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;) buf_add(&b, piece, n);
    fclose(f);
    d = json_parse(a, arena_span(a, buf_span(&b)), NULL);
    buf_release(&b);
    assert_non_null(d);
    return d;
}

/* Every member wanted is there and equal; null: it is not there. */
static bool has_members(const struct doc *got, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        const struct doc_member *m = &wanted->map.members[i];
        const struct doc *value = doc_get_span(got, m->name);
        if (doc_is(m->value, DOC_NULL) ? value != NULL : !value) return false;
        if (!value) continue;
        if (doc_is(m->value, DOC_MAP) && doc_is(value, DOC_MAP) ? !has_members(value, m->value)
                                                                : !doc_equal(value, m->value))
            return false;
    }
    return true;
}

static bool step_holds(const struct doc *step, const struct call *c)
{
    struct span wanted = doc_get_str(step, "error");
    struct span code = doc_get_str(step, "code");

    if (!c->fault.kind) return !wanted.data && (!doc_get(step, "out") || has_members(c->out, doc_get(step, "out")));
    if (!span_eq(span_of(c->fault.message), wanted)) return false;
    if (doc_get(step, "extra") && !has_members(c->fault.extra, doc_get(step, "extra"))) return false;
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

static void operations_play(void **state)
{
    struct arena a = { 0 };
    struct doc *steps = doc_get(file_parse(&a, "tests/cases/dynamodb/operations.json"), "steps");
    int failed = 0;

    (void)state;
    assert_true(doc_count(steps) > 100);
    for (size_t i = 0; i < doc_count(steps); i++)
        if (!step_run(&a, doc_at(steps, i))) failed++;
    arena_release(&a);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(operations_play) };

    return cmocka_run_group_tests(tests, setup, teardown);
}
