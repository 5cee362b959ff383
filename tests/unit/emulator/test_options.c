/* The command line, and the environment behind it. */
#include "tests/support/emulator/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/files.h"
#include "emulator/base/log.h"
#include "emulator/core/settings.h"
#include "emulator/store/ephemeral.h"
#include "emulator/http/http_waiting.h"
#include "emulator/options.h"
#include "tests/support/emulator/world.h"

static struct settings initial;
static char printed[8192]; /* what went to standard output and standard error */

static int keep(void **state)
{
    (void)state;
    initial = settings;
    return 0;
}

/* Parses the words of `line` with nothing left from before. */
static int parse(const char *line)
{
    char words[512], *argv[32] = { "nube" }, *rest = words;
    int argc = 1, rc, out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
    FILE *f = tmpfile();
    size_t size;

    settings = initial;
    snprintf(words, sizeof words, "%s", line);
    for (char *word; (word = strtok_r(rest, " ", &rest));) argv[argc++] = word;
    fflush(stdout);
    fflush(stderr);
    dup2(fileno(f), STDOUT_FILENO);
    dup2(fileno(f), STDERR_FILENO);
    rc = options_parse(argc, argv);
    fflush(stdout);
    fflush(stderr);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close(out);
    close(err);
    rewind(f);
    size = fread(printed, 1, sizeof printed - 1, f);
    printed[size] = '\0';
    fclose(f);
    return rc;
}

static void right_ones(void **state)
{
    (void)state;
    assert_int_equal(parse(""), -1);
    assert_int_equal(settings.port, 4566);
    assert_string_equal(settings.host_ipv6, "::1");
    assert_false(settings.needs_ipv6);
    assert_int_equal(settings.tls_port, 0);
    assert_string_equal(settings.host, "127.0.0.1");
    assert_int_equal(
        parse("--port 0 --host=0.0.0.0 --workers 4 --smtp localhost:25 --allow-origin * --durability full"), -1);
    assert_int_equal(settings.port, 0);
    assert_string_equal(settings.host, "0.0.0.0");
    assert_int_equal(settings.workers, 4);
    assert_string_equal(settings.smtp, "localhost:25");
    assert_string_equal(settings.allow_origin, "*");
    assert_true(settings.is_fully_durable);
    assert_string_equal(printed, "");
}

static void wrong_ones_are_told_in_one_line(void **state)
{
    static const char *const rows[] = {
        "--port",
        "--port=",
        "--port x",
        "--port 65536",
        "--port -1",
        "--port 1x",
        "--workers 3",
        "--workers 4097",
        "--host=",
        "--tls-port x",
        "--tls-name=",
        "--tls-name *",
        "--tls-name a_b..c",
        "--tls-name -a.test",
        "--tls-name a.test,",
        "--tls-name http://a.test",
        "--tls-name a.*.test",
        "--tls-name 1.2.3",
        "--tls-name 1.2.3.4.5",
        "--tls-cert",
        "--nonsense",
        "--por 1",
        "port",
        "-p 1",
        "--ephemeral=1",
        "--durability some",
        "--smtp localhost",
        "--smtp :25",
        "--smtp localhost:0",
        "--log-level loud",
        "--data-dir=",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int rc = parse(rows[i]);
        if (rc != 2) fail_msg("%s: %d", rows[i], rc);
        assert_int_equal(strncmp(printed, "nube: ", 6), 0);
        assert_ptr_equal(strchr(printed, '\n'), printed + strlen(printed) - 1);
        assert_non_null(strstr(printed, "see nube --help"));
    }
}

static void help_and_version(void **state)
{
    (void)state;
    assert_int_equal(parse("--help"), 0);
    assert_non_null(strstr(printed, "--data-dir DIR"));
    assert_int_equal(parse("--port x --version"), 0); /* whatever else there is */
    assert_int_equal(strncmp(printed, "nube ", 5), 0);
}

static void the_environment_stands_behind(void **state)
{
    (void)state;
    setenv("NUBE_PORT", "7000", 1);
    assert_int_equal(parse(""), -1);
    assert_int_equal(settings.port, 7000);
    assert_int_equal(parse("--port 7001"), -1);
    assert_int_equal(settings.port, 7001);
    setenv("NUBE_PORT", "x", 1);
    assert_int_equal(parse(""), 2);
    assert_non_null(strstr(printed, "NUBE_PORT takes a number from 0 to 65535, not x"));
    setenv("NUBE_PORT", "", 1);
    assert_int_equal(parse(""), -1);
    unsetenv("NUBE_PORT");
    setenv("NUBE_EPHEMERAL", "2", 1);
    assert_int_equal(parse(""), 2);
    setenv("NUBE_EPHEMERAL", "0", 1);
    assert_int_equal(parse(""), -1);
    assert_false(settings.is_ephemeral);
    unsetenv("NUBE_EPHEMERAL");
}

static void variables_that_nobody_reads_are_told(void **state)
{
    (void)state;
    setenv("NUBE_PRT", "4567", 1);
    setenv("GATEWAY_LISTEN", "0.0.0.0:4566", 1);
    assert_int_equal(parse(""), -1);
    assert_non_null(strstr(printed, "NUBE_PRT is set, and is no variable of nube's"));
    assert_non_null(strstr(printed, "GATEWAY_LISTEN is LocalStack's"));
    unsetenv("NUBE_PRT");
    unsetenv("GATEWAY_LISTEN");
    assert_int_equal(parse(""), -1);
    assert_string_equal(printed, "");
}

static void ephemeral_makes_a_folder(void **state)
{
    (void)state;
    assert_int_equal(parse("--ephemeral --data-dir x"), -1);
    assert_true(settings.is_ephemeral);
    assert_string_not_equal(settings.data_dir, "x");
    assert_int_equal(access(settings.data_dir, W_OK), 0);
    directory_remove(settings.data_dir);
    setenv("TMPDIR", "/nonexistent", 1);
    assert_int_equal(parse("--ephemeral"), 1);
    unsetenv("TMPDIR");
}

/* As a killed Nube leaves it: marked, its lock free, not quite new. */
static const char *abandoned(const char *mark, const char *lock)
{
    static char path[300], file[400];
    struct timespec long_ago[2] = { { .tv_sec = 1000000000 }, { .tv_sec = 1000000000 } };

    snprintf(path, sizeof path, "%s", ephemeral_make());
    if (!mark) snprintf(file, sizeof file, "%s/ephemeral", path), unlink(file);
    if (lock) snprintf(file, sizeof file, "%s/%s", path, lock), close(open(file, O_CREAT | O_WRONLY, 0600));
    utimensat(AT_FDCWD, path, long_ago, 0);
    return path;
}

static bool is_left(const char *path)
{
    bool is_there;

    ephemeral_sweep();
    is_there = access(path, F_OK) == 0;
    directory_remove(path);
    return is_there;
}

static void folders_of_killed_ones_are_swept(void **state)
{
    char parent[64];
    int lock;
    const char *path;
    char file[400];

    (void)state;
    setenv("TMPDIR", temporary_directory(parent), 1);
    assert_false(is_left(abandoned("marked", "lock")));
    assert_true(is_left(abandoned(NULL, "lock")));
    assert_true(is_left(abandoned("marked", NULL)));
    assert_true(is_left(ephemeral_make())); /* young */
    path = abandoned("marked", "lock");
    snprintf(file, sizeof file, "%s/lock", path);
    lock = open(file, O_RDWR);
    assert_int_equal(flock(lock, LOCK_EX), 0);
    assert_true(is_left(path));
    close(lock);
    unsetenv("TMPDIR");
    directory_remove(parent);
}

static void log_levels(void **state)
{
    (void)state;
    assert_true(log_level_set("error"));
    assert_false(log_enabled(LOG_WARN));
    assert_false(log_level_set("loud"));
    assert_true(log_level_set("info"));
    assert_true(log_enabled(LOG_WARN));
    assert_false(log_enabled(LOG_DEBUG));
}

/* A quarter of the threads never waits; and only a quarter does of those that need not. */
static void some_threads_never_wait(void **state)
{
    int places = 0;

    (void)state;
    http_waiting_init(8);
    while (http_waiting_enter_freely()) places++;
    assert_int_equal(places, 2);
    while (http_waiting_enter()) places++;
    assert_int_equal(places, 6);
    assert_false(http_waiting_enter());
    http_waiting_leave();
    assert_true(http_waiting_enter());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_ones),
        cmocka_unit_test(wrong_ones_are_told_in_one_line),
        cmocka_unit_test(help_and_version),
        cmocka_unit_test(the_environment_stands_behind),
        cmocka_unit_test(variables_that_nobody_reads_are_told),
        cmocka_unit_test(ephemeral_makes_a_folder),
        cmocka_unit_test(folders_of_killed_ones_are_swept),
        cmocka_unit_test(log_levels),
        cmocka_unit_test(some_threads_never_wait),
    };

    return cmocka_run_group_tests(tests, keep, NULL);
}
