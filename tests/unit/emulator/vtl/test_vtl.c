/* Templates as data: tests/cases/vtl. A case has a template, what its references stand for ("names"; with "json" they
 * came from JSON), and what it prints ("out") or the error it ends in ("error": one of reading; "fails": one of
 * running), with the line and column where that is told. */
#include "emulator/base/json.h"
#include "emulator/vtl/vtl.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/small_stack.h"
#include "tests/support/emulator/unit.h"

#include <dirent.h>
#include <stdio.h>

#define CASES "tests/cases/vtl/"

static int passed, failed;

static void judge(bool good, struct arena *a, const struct doc *c, struct span got)
{
    if (good) passed++;
    else failed++;
    if (!good) print_message("%s\n    gave %.*s\n", json_text(a, c).data, SPAN_ARG(got));
}

static bool is_there(const struct doc *c, const struct vtl_error *e)
{
    return doc_get_int(c, "line", e->line) == e->line && doc_get_int(c, "column", e->column) == e->column;
}

static struct span tell(struct arena *a, const struct vtl_error *e)
{
    return arena_format(a, "%s at %u:%u", e->reason, e->line, e->column);
}

static void run_case(struct arena *a, const struct doc *c, const struct vtl *t)
{
    struct arena json = { 0 }, work = { 0 };
    struct buf out = { 0 };
    struct vtl_error e = { 0 };
    struct doc *names = doc_get(c, "names") ? doc_copy(&json, doc_get(c, "names")) : doc_map(&json);
    struct vtl_world world = {
        .arena = &work, .json = doc_get_bool(c, "json", false) ? &json : NULL, .names = names, .out = &out
    };
    bool ran = vtl_run(t, &world, &e);

    if (!ran)
        judge(doc_get(c, "fails") && span_is(doc_get_str(c, "fails"), e.reason) && is_there(c, &e), a, c, tell(a, &e));
    else judge(doc_get(c, "out") && span_eq(doc_get_str(c, "out"), buf_span(&out)), a, c, buf_span(&out));
    buf_release(&out);
    arena_release(&work);
    arena_release(&json);
}

static void case_file(const char *path)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, path);

    for (size_t i = 0; i < doc_count(cases); i++) {
        struct doc *c = doc_at(cases, i);
        struct vtl_error e = { 0 };
        const struct vtl *t = vtl_compile(&a, doc_get_str(c, "template"), &e);

        if (t) run_case(&a, c, t);
        else judge(span_is(doc_get_str(c, "error"), e.reason) && is_there(c, &e), &a, c, tell(&a, &e));
    }
    arena_release(&a);
}

static void cases(void **state)
{
    DIR *folder = opendir(CASES);
    struct dirent *entry;
    char path[512];

    (void)state;
    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        if (!span_ends(span_of(entry->d_name), ".json")) continue;
        snprintf(path, sizeof path, CASES "%s", entry->d_name);
        case_file(path);
    }
    closedir(folder);
    print_message("templates: %d passed, %d failed\n", passed, failed);
    assert_int_equal(failed, 0);
    assert_true(passed >= 700);
}

/* What grows or loops without end ends in an error, soon. */
static void bounds(void **state)
{
    static const char *const templates[] = {
        "#set($a = 'x')#foreach($i in [1..1000])#set($a = \"$a$a\")#end",
        "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])$k#end#end#end",
        "#define($a)$b#end#define($b)$a#end$a",
        "#set($l = [])#foreach($i in [1..1000])#set($x = $l.add($l))#end$l",
        "#set($l = ['a'])#foreach($i in [1..1000])#set($x = $l.addAll($l))#end",
        "#set($m = {})#set($m.m = $m)$m",
        "#set($a = 1)#foreach($i in [1..1000])#set($a = $a * 7)#end",
        "#set($s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')$s.matches('(a|aa)+')",
    };

    (void)state;
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++) {
        struct arena a = { 0 };
        struct buf out = { 0 };
        struct vtl_error e = { 0 };
        const struct vtl *t = vtl_compile(&a, span_of(templates[i]), &e);
        struct vtl_world world = { .arena = &a, .names = doc_map(&a), .out = &out };

        assert_non_null(t);
        if (vtl_run(t, &world, &e)) fail_msg("%s", templates[i]);
        assert_non_null(e.reason);
        buf_release(&out);
        arena_release(&a);
    }
}

static void *read_deep(void *holds)
{
    static const struct {
        const char *begin, *piece;
    } rows[] = { { "", "#if(true)" },   { "#if(", "(" },  { "#set($a = ", "[" },     { "#set($a = ", "{'a':" },
                 { "#set($a = ", "!" }, { "", "$a[$a[" }, { "#foreach($i in ", "[" } };

    *(bool *)holds = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = { 0 };
        struct buf text = { 0 };
        struct vtl_error e = { 0 };

        buf_add_text(&text, rows[i].begin);
        for (int n = 0; n < 5000; n++) buf_add_text(&text, rows[i].piece);
        *(bool *)holds &= !vtl_compile(&a, buf_span(&text), &e);
        buf_release(&text);
        arena_release(&a);
    }
    return NULL;
}

/* Hostile depth is refused before it is gone down into: on a quarter of the stack of the listener's threads. */
static void depth(void **state)
{
    bool holds = false;

    (void)state;
    small_stack_run((size_t)24 * 1024, read_deep, &holds);
    assert_true(holds);
}

static void mentions(void **state)
{
    struct arena a = { 0 };
    struct vtl_error e;
    const struct vtl *t = vtl_compile(&a, SPAN("#set($x = \"a $context.stage b\") \\$y"), &e);

    (void)state;
    assert_true(vtl_mentions(t, "context"));
    assert_true(vtl_mentions(t, "x"));
    assert_false(vtl_mentions(t, "stage"));
    arena_release(&a);
}

/* What lies behind a template is not looked at. */
static void nothing_behind_is_read(void **state)
{
    struct arena a = { 0 };
    struct buf out = { 0 };
    struct vtl_error e = { 0 };
    const struct vtl *t = vtl_compile(&a, span_sub(SPAN("#literal()$a#end#"), 0, 16), &e);
    struct vtl_world world = { .arena = &a, .names = doc_map(&a), .out = &out };

    (void)state;
    assert_non_null(t);
    assert_true(vtl_run(t, &world, &e));
    assert_true(span_is(buf_span(&out), "$a"));
    buf_release(&out);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases),
        cmocka_unit_test(bounds),
        cmocka_unit_test(depth),
        cmocka_unit_test(mentions),
        cmocka_unit_test(nothing_behind_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
