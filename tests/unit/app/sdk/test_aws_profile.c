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

static const char services_file[] = "[profile work]\n"
                                    "services = dev\n"
                                    "[services  dev]\n"
                                    "dynamodb =\n"
                                    "  endpoint_url = http://d:1\n"
                                    "s3 =\n"
                                    "\tendpoint_url=http://s:2 ; here\n"
                                    "endpoint_url = http://all:3\n"
                                    "[sso-session s]\n"
                                    "sso_region = eu-west-1\n";

static const struct {
    const char *section;
    const char *group;
    const char *name;
    const char *value; /* NULL: not there */
} nested_rows[] = {
    { "services dev", "dynamodb", "endpoint_url", "http://d:1" },
    { "services dev", "s3", "endpoint_url", "http://s:2" },
    { "services dev", "sqs", "endpoint_url", NULL },
    { "services dev", NULL, "endpoint_url", "http://all:3" },
    { "services other", "s3", "endpoint_url", NULL },
    { "profile work", "s3", "endpoint_url", NULL },
    { "sso-session s", NULL, "sso_region", "eu-west-1" },
};

static void finds_nested_settings(void **state)
{
    char value[64];
    size_t i;

    (void)state;
    for (i = 0; i < sizeof nested_rows / sizeof *nested_rows; i++) {
        bool found = aws_profile_find_nested(services_file, nested_rows[i].section, nested_rows[i].group,
                                             nested_rows[i].name, value, sizeof value);

        if (found != (nested_rows[i].value != NULL)) fail_msg("[%s] %s", nested_rows[i].section, nested_rows[i].name);
        assert_string_equal(value, nested_rows[i].value ? nested_rows[i].value : "");
    }
}

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
        cmocka_unit_test(finds_nested_settings),
        cmocka_unit_test(a_value_that_does_not_fit_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
