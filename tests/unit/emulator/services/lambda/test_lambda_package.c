/* Function packages: what is taken, what is refused, and that nothing lands outside of its folder. */
#include "tests/support/emulator/world.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/digest.h"
#include "emulator/base/files.h"
#include "emulator/core/settings.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_package.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/zips.h"

/* --- the test's folder -------------------------------------------------------------------------------------------- */

static int64_t unpacked; /* of the package that was checked last */

static struct arena arena;
static char directory[64];

static int begin(void **state)
{
    (void)state;
    settings.data_dir = temporary_directory(directory);
    return 0;
}

static int end(void **state)
{
    (void)state;
    directory_remove(directory);
    arena_release(&arena);
    return 0;
}

static const char *code_of(struct span zip)
{
    return sha256_hex(&arena, zip);
}

static const char *unpack(struct span zip, const char **error)
{
    return lambda_package_unpack(&arena, zip, code_of(zip), error);
}

static int files_in(const char *path)
{
    FILE *p = popen(arena_printf(&arena, "find %s -mindepth 1 | wc -l", path), "r");
    int count = -1;

    if (fscanf(p, "%d", &count) != 1) count = -1;
    pclose(p);
    return count;
}

static unsigned mode_of(const char *path)
{
    struct stat s;

    return stat(path, &s) ? 0 : s.st_mode & 0777;
}

/* --- what is taken ------------------------------------------------------------------------------------------------ */

static void packages_are_unpacked(void **state)
{
    static const struct zip_entry entries[] = {
        { "bootstrap", { "#!/bin/sh\n", 10 }, 0100755, 0, false },
        { "lib/", { "", 0 }, 0040755, 0, false },
        { "lib/deep/er/data.txt", { "hello", 5 }, 0100640, 0, false },
        { "empty", { "", 0 }, 0100444, 0, false },
        { "a..b/..c", { "x", 1 }, 0, 0, false },
    };
    struct span zip = zip_of(&arena, entries, 5);
    const char *error = "", *folder;

    (void)state;
    assert_null(lambda_package_check(zip, &unpacked));
    assert_true(unpacked > 0);
    folder = unpack(zip, &error);
    if (!folder) fail_msg("%s", error);
    assert_string_equal(folder, lambda_package_path(&arena, code_of(zip)));
    assert_span_equal(file_read(&arena, arena_printf(&arena, "%s/lib/deep/er/data.txt", folder)), "hello");
    assert_int_equal(mode_of(arena_printf(&arena, "%s/bootstrap", folder)) & 0700, 0700);
    assert_int_equal(mode_of(arena_printf(&arena, "%s/lib/deep/er/data.txt", folder)) & 0777, 0640);
    assert_int_equal(mode_of(arena_printf(&arena, "%s/empty", folder)) & 0600, 0600); /* ours to remove */
    assert_int_equal(mode_of(arena_printf(&arena, "%s/a..b/..c", folder)) & 0100, 0100);
    assert_ptr_not_equal(unpack(zip, &error), NULL); /* again: it is there */
    assert_int_equal(files_in(arena_printf(&arena, "%s/lambda", directory)), 1 + 8);
}

static void link_points(const char *folder, const char *name, const char *expected)
{
    char target[64];
    ssize_t size = readlink(arena_printf(&arena, "%s/%s", folder, name), target, sizeof target - 1);

    assert_true(size > 0);
    target[size] = '\0';
    assert_string_equal(target, expected);
}

/* Links are kept, but nothing is written through one: that would go wherever it points. */
static void links_are_made_when_all_else_is_there(void **state)
{
    static const struct zip_entry entries[] = { { "lib/x.so", { "x.so.1", 6 }, 0120777, 0, false },
                                                { "lib/x.so.1", { "code", 4 }, 0100755, 0, false },
                                                { "out", { "/tmp", 4 }, 0120777, 0, false } };
    static const struct zip_entry through[] = { { "out", { "/tmp", 4 }, 0120777, 0, false },
                                                { "out/nube-escaped", { "x", 1 }, 0100644, 0, false } };
    static const struct zip_entry before[] = { { "out/nube-escaped", { "x", 1 }, 0100644, 0, false },
                                               { "out", { "/tmp", 4 }, 0120777, 0, false } };
    const char *error = "", *folder = unpack(zip_of(&arena, entries, 3), &error);

    (void)state;
    assert_non_null(folder);
    link_points(folder, "lib/x.so", "x.so.1");
    link_points(folder, "out", "/tmp");
    assert_span_equal(file_read(&arena, arena_printf(&arena, "%s/lib/x.so", folder)), "code");
    assert_null(unpack(zip_of(&arena, through, 2), &error));
    assert_null(unpack(zip_of(&arena, before, 2), &error));
    assert_int_not_equal(access("/tmp/nube-escaped", F_OK), 0);
}

/* Layers: what comes later lies over what came before, be it a file or a link, and nothing goes through a link. */
static void several_lie_over_each_other(void **state)
{
    static const struct zip_entry first[] = { { "a", { "first", 5 }, 0100644, 0, false },
                                              { "b", { "a", 1 }, 0120777, 0, false },
                                              { "c", { "/tmp", 4 }, 0120777, 0, false } };
    static const struct zip_entry second[] = { { "a", { "second", 6 }, 0100644, 0, false },
                                               { "c", { "a file now", 10 }, 0100644, 0, false } };
    static const struct zip_entry third[] = { { "b/nube-escaped", { "x", 1 }, 0100644, 0, false } };
    const struct span zips[] = { zip_of(&arena, first, 3), zip_of(&arena, second, 2), zip_of(&arena, third, 1) };
    const char *error = "", *folder = lambda_package_unpack_all(&arena, zips, 2, "opt-1", &error);

    (void)state;
    assert_non_null(folder);
    assert_span_equal(file_read(&arena, arena_printf(&arena, "%s/a", folder)), "second");
    assert_span_equal(file_read(&arena, arena_printf(&arena, "%s/c", folder)), "a file now");
    link_points(folder, "b", "a");
    assert_null(lambda_package_unpack_all(&arena, zips, 3, "opt-2", &error));
}

static void *unpack_too(void *arg)
{
    struct arena a = { 0 };
    const char *error = "";
    struct span *zip = arg;
    bool is_there = lambda_package_unpack(&a, *zip, sha256_hex(&a, *zip), &error) != NULL;

    arena_release(&a);
    return is_there ? arg : NULL;
}

static void several_may_unpack_at_once(void **state)
{
    struct zip_entry entries[50];
    pthread_t threads[8];
    struct span zip;
    void *result;

    (void)state;
    for (int i = 0; i < 50; i++)
        entries[i] = (struct zip_entry){ arena_printf(&arena, "f%d", i), SPAN("data"), 0100644, 0, false };
    zip = zip_of(&arena, entries, 50);
    for (int i = 0; i < 8; i++) pthread_create(&threads[i], NULL, unpack_too, &zip);
    for (int i = 0; i < 8; i++) {
        pthread_join(threads[i], &result);
        assert_non_null(result);
    }
    assert_int_equal(files_in(arena_printf(&arena, "%s/lambda", directory)), 51); /* and nothing half-done beside it */
}

/* --- what is refused ---------------------------------------------------------------------------------------------- */

static void names_that_leave_the_folder(void **state)
{
    static const char *const names[] = { "../x", "a/../../x", "/etc/x", "..",    ".", "a/./b",
                                         "a/..", "..\\x",     "a\\b",   "C:\\x", "/", "" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct zip_entry entries[] = { { "fine", { "x", 1 }, 0100644, 0, false },
                                       { names[i], { "x", 1 }, 0100644, 0, false } };
        struct span zip = zip_of(&arena, entries, 2);
        const char *error = "";
        if (!lambda_package_check(zip, &unpacked)) fail_msg("\"%s\" was taken", names[i]);
        assert_null(unpack(zip, &error));
        assert_string_not_equal(error, "");
    }
    assert_true(files_in(directory) <= 1); /* the folder for packages at most */
}

static void texts_that_are_no_zip(void **state)
{
    struct zip_entry entries[] = { { "a", { "some data", 9 }, 0100644, 0, false },
                                   { "b", { "more", 4 }, 0100644, 0, false } };
    struct span zip = zip_of(&arena, entries, 2);
    const char *error;

    (void)state;
    assert_non_null(lambda_package_check((struct span){ NULL, 0 }, &unpacked));
    assert_non_null(lambda_package_check(SPAN(""), &unpacked));
    assert_non_null(lambda_package_check(SPAN("this is a text and not a zip, though long enough for one"), &unpacked));
    for (size_t size = 0; size < zip.size; size++) { /* cut short anywhere */
        struct span cut = span_sub(zip, 0, size);
        if (lambda_package_check(cut, &unpacked)) continue;
        if (unpack(cut, &error)) fail_msg("cut at %zu of %zu it was taken", size, zip.size);
    }
    assert_string_equal(lambda_package_check(zip_of(&arena, NULL, 0), &unpacked),
                        "Uploaded file must be a non-empty zip");
}

static void packages_that_are_too_large(void **state)
{
    struct zip_entry entries[] = { { "a", { "x", 1 }, 0100644, 262144000, false },
                                   { "b", { "x", 1 }, 0100644, 1, false } };

    (void)state;
    assert_string_equal(lambda_package_check(zip_of(&arena, entries, 2), &unpacked),
                        "Unzipped size must be smaller than 262144000 bytes");
    entries[0].size = 0xFFFFFFFE;
    assert_string_equal(lambda_package_check(zip_of(&arena, entries, 2), &unpacked),
                        "Unzipped size must be smaller than 262144000 bytes");
}

static void damaged_data(void **state)
{
    struct zip_entry entries[] = { { "a", { "some data", 9 }, 0100644, 0, true } };
    const char *error = "";

    (void)state;
    assert_null(unpack(zip_of(&arena, entries, 1), &error));
    assert_string_not_equal(error, "");
    assert_int_equal(files_in(arena_printf(&arena, "%s/lambda", directory)), 0); /* nothing half-done stays */
}

/* --- names -------------------------------------------------------------------------------------------------------- */

static void functions_are_named_in_several_ways(void **state)
{
    static const struct {
        const char *text, *account, *region, *name, *qualifier;
    } rows[] = {
        { "f", "000000000000", "us-east-1", "f", NULL },
        { "f:PROD", "000000000000", "us-east-1", "f", "PROD" },
        { "function:f", "000000000000", "us-east-1", "f", NULL },
        { "123456789012:function:f", "123456789012", "us-east-1", "f", NULL },
        { "123456789012:function:f:1", "123456789012", "us-east-1", "f", "1" },
        { "arn:aws:lambda:eu-west-1:123456789012:function:f", "123456789012", "eu-west-1", "f", NULL },
        { "arn:aws:lambda:eu-west-1:123456789012:function:f:$LATEST", "123456789012", "eu-west-1", "f", "$LATEST" },
        { "", "000000000000", "us-east-1", "", NULL },
    };
    struct call *c = call_prepare("lambda", "GetFunction", "{}");

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lambda_name n;
        lambda_name_parse(c, span_of(rows[i].text), &n);
        assert_span_equal(n.account, rows[i].account);
        assert_span_equal(n.region, rows[i].region);
        assert_span_equal(n.name, rows[i].name);
        assert_span_equal(n.qualifier, rows[i].qualifier);
    }
    call_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(packages_are_unpacked, begin, end),
        cmocka_unit_test_setup_teardown(links_are_made_when_all_else_is_there, begin, end),
        cmocka_unit_test_setup_teardown(several_lie_over_each_other, begin, end),
        cmocka_unit_test_setup_teardown(several_may_unpack_at_once, begin, end),
        cmocka_unit_test_setup_teardown(names_that_leave_the_folder, begin, end),
        cmocka_unit_test_setup_teardown(texts_that_are_no_zip, begin, end),
        cmocka_unit_test_setup_teardown(packages_that_are_too_large, begin, end),
        cmocka_unit_test_setup_teardown(damaged_data, begin, end),
        cmocka_unit_test(functions_are_named_in_several_ways),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
