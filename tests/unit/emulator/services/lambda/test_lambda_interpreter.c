/* Which of the machine's interpreters runs a runtime. */
#include "tests/support/emulator/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "emulator/base/files.h"
#include "emulator/core/settings.h"
#include "emulator/services/lambda/lambda_interpreter.h"

static char folder[64], *path_before;
static struct arena arena;

static int begin(void **state)
{
    (void)state;
    path_before = strdup(getenv("PATH"));
    setenv("PATH", temporary_directory(folder), 1); /* what the machine has is another on each */
    return 0;
}

static int end(void **state)
{
    (void)state;
    setenv("PATH", path_before, 1);
    free(path_before);
    directory_remove(folder);
    arena_release(&arena);
    settings.lambda_runtime_count = 0;
    return 0;
}

/* A program in PATH that says what it is told to. */
static void program(const char *name, const char *says)
{
    const char *path = arena_printf(&arena, "%s/%s", folder, name);
    FILE *f = fopen(path, "we");

    assert_non_null(f);
    fprintf(f, "#!/bin/sh\n%s\n", says);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, 0755), 0);
}

static void finds(const char *runtime, const char *expected)
{
    struct lambda_runtime_kind kind;
    const char *found;

    assert_true(lambda_runtime_kind_of(span_of(runtime), &kind));
    found = lambda_interpreter_find(span_of(runtime), &kind);
    assert_non_null(found);
    assert_string_equal(found, expected);
}

static void runtimes_have_a_language_and_a_version(void **state)
{
    static const struct {
        const char *name;
        enum lambda_language language;
        int version;
    } rows[] = {
        { "python3.9", LAMBDA_PYTHON, 9 },      { "python3.14", LAMBDA_PYTHON, 14 },
        { "nodejs18.x", LAMBDA_NODE, 18 },      { "nodejs24.x", LAMBDA_NODE, 24 },
        { "provided.al2", LAMBDA_PROVIDED, 0 }, { "provided.al2023", LAMBDA_PROVIDED, 0 },
        { "ruby3.2", LAMBDA_RUBY, 32 },         { "ruby3.4", LAMBDA_RUBY, 34 },
    };
    struct lambda_runtime_kind kind;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(lambda_runtime_kind_of(span_of(rows[i].name), &kind));
        assert_int_equal(kind.language, rows[i].language);
        assert_int_equal(kind.version, rows[i].version);
    }
    assert_false(lambda_runtime_kind_of(SPAN("python3.7"), &kind));
    assert_false(lambda_runtime_kind_of(SPAN("java21"), &kind));
    assert_false(lambda_runtime_kind_of(SPAN("python"), &kind));
}

static void the_nearest_is_taken_and_asked_where_it_is(void **state)
{
    (void)state;
    program("python3.8", "echo 8 0 /far");
    program("python3.13", "exit 1"); /* a name without a program behind it */
    program("python3.12", "echo 12 0 /opt/py312/bin/python3.12");
    program("node", "echo 20 0 /opt/node/bin/node");
    finds("python3.13", "/opt/py312/bin/python3.12");
    finds("nodejs22.x", "/opt/node/bin/node");
    program("ruby", "echo 31 0 /opt/any/bin/ruby");
    finds("ruby3.2", "/opt/any/bin/ruby"); /* for want of one with a number that is nearer */
    program("ruby3.3", "echo 33 0 /opt/ruby 33/bin/ruby");
    finds("ruby3.4", "/opt/ruby 33/bin/ruby");
    program("python3.12", "echo 12 0 /another"); /* what was found stays */
    finds("python3.13", "/opt/py312/bin/python3.12");
}

static void one_may_be_mapped_by_hand(void **state)
{
    (void)state;
    settings.lambda_runtimes[0] = "python3.10=/bin/false";
    settings.lambda_runtimes[1] = "python3.10=/bin/true";
    settings.lambda_runtime_count = 2;
    assert_null(lambda_interpreter_settings_wrong(&arena));
    finds("python3.10", "/bin/true");
    settings.lambda_runtimes[1] = "python3.7=/bin/true";
    assert_string_equal(lambda_interpreter_settings_wrong(&arena), "python3.7 is no runtime that an interpreter runs");
    settings.lambda_runtimes[1] = "python3.10=/no/such";
    assert_string_equal(lambda_interpreter_settings_wrong(&arena), "/no/such is no program");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runtimes_have_a_language_and_a_version),
        cmocka_unit_test_setup_teardown(the_nearest_is_taken_and_asked_where_it_is, begin, end),
        cmocka_unit_test_setup_teardown(one_may_be_mapped_by_hand, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
