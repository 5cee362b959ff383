/* Targets of requests, by RFC 9112. */
#include "tests/support/emulator/unit.h"

#include "emulator/http/http_target.h"

static void assert_part(const char *uri, const char *name, struct span got, const char *expected)
{
    if (expected ? got.data && span_is(got, expected) : !got.data) return;
    fail_msg("%s: its %s is \"%.*s\"", uri, name, SPAN_ARG(got));
}

static void targets_are_taken_apart(void **state)
{
    static const struct {
        const char *uri, *authority, *path, *query;
    } rows[] = {
        { "/", NULL, "/", NULL },
        { "/a//b?c?d", NULL, "/a//b", "c?d" },
        { "/a?", NULL, "/a", "" },
        { "//a.test/b", NULL, "//a.test/b", NULL },
        { "*", NULL, "/", NULL },
        { "/*", NULL, "/*", NULL },
        { "http://a.test", "a.test", "/", NULL },
        { "HTTP://a.test:80/b/c?d=http://e/", "a.test:80", "/b/c", "d=http://e/" },
        { "https://[::1]:4567?q", "[::1]:4567", "/", "q" },
        { "http:///b", "", "/b", NULL },
        { "/http://a.test/b", NULL, "/http://a.test/b", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_target t = http_target_of(span_of(rows[i].uri));
        assert_part(rows[i].uri, "authority", t.authority, rows[i].authority);
        assert_part(rows[i].uri, "path", t.path, rows[i].path);
        assert_part(rows[i].uri, "query", t.query, rows[i].query);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(targets_are_taken_apart) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
