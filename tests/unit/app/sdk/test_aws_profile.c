/* Reading the shared config and credentials files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app/sdk/aws_profile.h"

static const char file[] = "# a comment\n"
                           "[default]\n"
                           "region = eu-west-1   ; trailing\n"
                           "output=json\r\n"
                           "\n"
                           "[profile  work]\n"
                           "region=us-west-2\n"
                           "s3 =\n"
                           "  region = nested\n"
                           "secret = a#b;c=d\n"
                           "[broken\n"
                           "region = us-west-2\n"
                           "; [default]\n"
                           "[profile other]\n"
                           "twice = 1\n"
                           "twice = 2\n"
                           "empty =\n"
                           "noequals\n";

static const struct {
    const char *section;
    const char *name;
    const char *value; /* NULL: not there */
} rows[] = {
    { "default", "region", "eu-west-1" },
    { "default", "output", "json" },
    { "default", "secret", NULL },
    { "profile work", "region", "us-west-2" },
    { "profile work", "secret", "a#b;c=d" },
    { "work", "region", NULL },
    { "profile other", "twice", "2" },
    { "profile other", "empty", "" },
    { "profile other", "noequals", NULL },
    { "profile other", "region", NULL },
    { "nobody", "region", NULL },
};

static void finds_settings(void **state)
{
    char value[64];
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool found = aws_profile_find(file, rows[i].section, rows[i].name, value, sizeof value);

        if (found != (rows[i].value != NULL)) fail_msg("[%s] %s", rows[i].section, rows[i].name);
        assert_string_equal(value, rows[i].value ? rows[i].value : "");
    }
}

static void a_value_that_does_not_fit_is_none(void **state)
{
    char value[4];

    (void)state;
    assert_false(aws_profile_find("[default]\nregion = eu-west-1\n", "default", "region", value, sizeof value));
    assert_string_equal(value, "");
    assert_true(aws_profile_find("[default]\nregion = abc", "default", "region", value, sizeof value));
    assert_string_equal(value, "abc");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_settings),
        cmocka_unit_test(a_value_that_does_not_fit_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
