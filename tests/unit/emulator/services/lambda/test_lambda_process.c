/* A function's process: what it finds, how its end is told, and that nothing of it is left. */
#include "tests/support/emulator/world.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/files.h"
#include "emulator/core/settings.h"
#include "emulator/services/lambda/lambda_clients.h"
#include "emulator/services/lambda/lambda_process.h"
#include "emulator/services/lambda/lambda_sandbox.h"

static char folder[64], data[64], program[128];
static struct arena arena;
static struct lambda_process process;

static int begin(void **state)
{
    (void)state;
    snprintf(program, sizeof program, "%s/bootstrap", temporary_directory(folder));
    settings.data_dir = temporary_directory(data);
    return 0;
}

static int end(void **state)
{
    (void)state;
    directory_remove(folder);
    directory_remove(data);
    arena_release(&arena);
    return 0;
}

static void program_write(const char *text, mode_t mode)
{
    FILE *f = fopen(program, "we");

    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(program, mode), 0);
}

/* Where it sees its code. */
static const char *task(void)
{
    const char *error;

    return lambda_sandbox_has_places(lambda_clients_folder(&error)) ? "/var/task" : folder;
}

/* Its result; then *type and *words are those of a failure. */
static int start(const char **type, const char **words)
{
    static const struct lambda_credentials credentials = { "key", "secret", "token", 0 };
    struct doc *own = doc_map(&arena);
    const struct lambda_function f = { .name = SPAN("f"),
                                       .version = SPAN("7"),
                                       .arn = SPAN("arn:aws:lambda:us-east-1:000000000000:function:f"),
                                       .region = SPAN("us-east-1"),
                                       .handler = SPAN("main.handle"),
                                       .memory_mb = 128,
                                       .storage_mb = 256,
                                       .environment = own };
    struct lambda_launch launch = {
        .function = &f, .folder = folder, .port = 4711, .log_stream = "s", .credentials = &credentials
    };

    doc_put_cstr(own, "OWN", "a value");
    if (lambda_launch_prepare(&launch, &arena, type, words)) return -1;
    return lambda_process_start(&launch, &process, type, words);
}

static void start_program(const char *text)
{
    const char *type, *words = "";

    program_write(text, 0755);
    if (start(&type, &words)) fail_msg("%s", words);
}

/* All that it writes, until it and whatever it started have closed their output (bounded, 10 s). */
static const char *output(void)
{
    struct buf all = { 0 };
    struct pollfd log = { process.log_fd, POLLIN, 0 };
    char piece[4096], *text;
    ssize_t n = -1;

    while (n != 0 && poll(&log, 1, 10000) == 1)
        if ((n = read(process.log_fd, piece, sizeof piece)) > 0) buf_add(&all, piece, (size_t)n);
    assert_int_equal(n, 0);
    text = arena_string(&arena, buf_span(&all));
    buf_release(&all);
    return text;
}

/* Its end in AWS's words (bounded, 10 s). */
static const char *its_end(void)
{
    struct pollfd ended = { process.pidfd, POLLIN, 0 };

    assert_int_equal(poll(&ended, 1, 10000), 1);
    return lambda_process_reap(&arena, &process, &(bool){ false });
}

/* Gone, or a zombie whose new parent has not looked yet. */
static bool is_gone(int pid)
{
    char path[64], state = 'Z';
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    f = fopen(path, "re");
    if (f && fscanf(f, "%*d (%*[^)]) %c", &state) != 1) state = 'Z';
    if (f) fclose(f);
    return state == 'Z';
}

static void says(const char *all, const char *line)
{
    if (!strstr(all, line)) fail_msg("%s is not in %s", line, all);
}

static void it_finds_its_environment_and_nothing_else(void **state)
{
    const char *all;

    (void)state;
    setenv("OF_THE_EMULATOR", "secret", 1);
    assert_int_equal(dup2(STDERR_FILENO, 77), 77);
    start_program(
        "#!/bin/sh\nenv\necho \"in $PWD\"\necho \"files:\" $(ls /proc/$$/fd) end\necho to the error output >&2\n");
    all = output();
    assert_string_equal(its_end(), "exit status 0");
    says(all, "AWS_LAMBDA_RUNTIME_API=127.0.0.1:4711\n");
    says(all, "AWS_LAMBDA_FUNCTION_NAME=f\n");
    says(all, "AWS_LAMBDA_FUNCTION_VERSION=7\n");
    says(all, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=128\n");
    says(all, "AWS_ACCESS_KEY_ID=key\n");
    says(all, "AWS_SECRET_ACCESS_KEY=secret\n");
    says(all, "AWS_SESSION_TOKEN=token\n");
    says(all, "AWS_ENDPOINT_URL=http://");
    says(all, "_HANDLER=main.handle\n");
    says(all, "OWN=a value\n");
    says(all, arena_printf(&arena, "LAMBDA_TASK_ROOT=%s\n", task()));
    says(all, arena_printf(&arena, "in %s\n", task()));
    says(all, "to the error output\n");
    says(all, "files: 0 ");
    assert_null(strstr(all, "OF_THE_EMULATOR"));
    assert_null(strstr(all, " 77"));
    close(77);
    unsetenv("OF_THE_EMULATOR");
}

static void its_end_is_told_in_words(void **state)
{
    static const char *const rows[][2] = {
        { "#!/bin/sh\n", "exit status 0" },
        { "#!/bin/sh\nexit 3\n", "exit status 3" },
        { "#!/bin/sh\nkill -9 $$\n", "signal: killed" },
        { "#!/bin/sh\nkill -15 $$\n", "signal: terminated" },
        { "#!/bin/sh\nkill -11 $$\n", "signal: segmentation fault" },
        { "#!/bin/sh\nkill -6 $$\n", "signal: aborted" },
        { "#!/bin/sh\nexit 129\n", "exit status 129" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        start_program(rows[i][0]);
        assert_string_equal(its_end(), rows[i][1]);
    }
}

/* The last of a process's line of children, as the machine numbers it. */
static int last_below(int pid)
{
    const char *path = arena_printf(&arena, "/proc/%d/task/%d/children", pid, pid);
    FILE *f = fopen(path, "re");
    int child = 0;

    if (f && fscanf(f, "%d", &child) != 1) child = 0;
    if (f) fclose(f);
    return child ? last_below(child) : pid;
}

/* Killed, or ended by itself: what it started goes with it, and what hid from its group, too. */
static void what_it_started_goes_with_it(void **state)
{
    static const char *const children[] = { "sleep 1000 &", "setsid sleep 1000 & sleep 0.2",
                                            "(setsid sleep 1000 &); sleep 0.2" };

    (void)state;
    for (size_t i = 0; i < sizeof children / sizeof *children; i++)
        for (int by_itself = 0; by_itself <= 1; by_itself++) {
            char line[32];
            ssize_t n = -1;
            int child;
            if (i && !lambda_sandbox_depth()) return; /* without PID namespaces these stay */
            start_program(arena_printf(&arena, "#!/bin/sh\n%s\necho it runs\n%s\n", children[i],
                                       by_itself ? "sleep 0.3" : "sleep 1000"));
            assert_soon((n = read(process.log_fd, line, sizeof line)) > 0);
            child = last_below(process.pid);
            assert_int_not_equal(child, process.pid);
            if (!by_itself) lambda_process_kill(&process);
            assert_string_equal(its_end(), by_itself ? "exit status 0" : "signal: killed");
            assert_soon(is_gone(child));
        }
}

/* AWS: all but /tmp is read-only. */
static void its_places_are_its_own(void **state)
{
    const char *all;

    (void)state;
    start_program("#!/bin/sh\ntouch ./new 2>&1\ntouch /tmp/of-a-function && ls /tmp\ndf -m /tmp | tail -n 1\n"
                  "grep NoNewPrivs /proc/self/status\nulimit -n\nulimit -c\n");
    all = output();
    assert_string_equal(its_end(), "exit status 0");
    says(all, "NoNewPrivs:\t1\n1024\n0\n");
    if (strcmp(task(), folder) == 0) return;
    says(all, "Read-only file system\n");
    says(all, "\nof-a-function\n");
    assert_int_equal(access("/tmp/of-a-function", F_OK), -1);
    assert_non_null(strstr(all, " 256 "));
}

static void its_memory_is_its_childrens_too(void **state)
{
    const int64_t mb = 1024 * 1024;

    (void)state;
    start_program("#!/bin/sh\nsh -c 'x=$(head -c 20000000 /dev/zero | tr \"\\\\0\" x); sleep 1000; echo $x' &\nwait\n");
    assert_soon(lambda_process_memory(process.pid) > 18 * mb);
    lambda_process_kill(&process);
    assert_string_equal(its_end(), "signal: killed");
    assert_int_equal(lambda_process_memory(process.pid), 0);
}

static void not_started(const char *type_expected, const char *words_expected)
{
    const char *type, *words;

    assert_int_equal(start(&type, &words), -1);
    assert_string_equal(type, type_expected);
    assert_string_equal(words, words_expected);
}

static void what_cannot_be_started_says_why(void **state)
{
    (void)state;
    not_started("Runtime.InvalidEntrypoint", "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");
    program_write("#!/bin/sh\n", 0644);
    not_started("Runtime.InvalidEntrypoint", "fork/exec /var/task/bootstrap: permission denied");
    program_write("no program", 0755);
    not_started("Runtime.InvalidEntrypoint", "fork/exec /var/task/bootstrap: exec format error");
    program_write("\177ELF of another machine, as long as a header of one is, which is sixty-four bytes and some",
                  0755);
    not_started("Runtime.InvalidEntrypoint", "fork/exec /var/task/bootstrap: exec format error");
    program_write("#!/no/such/program\n", 0755);
    not_started("Runtime.InvalidEntrypoint", "fork/exec /var/task/bootstrap: no such file or directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_finds_its_environment_and_nothing_else, begin, end),
        cmocka_unit_test_setup_teardown(its_end_is_told_in_words, begin, end),
        cmocka_unit_test_setup_teardown(what_it_started_goes_with_it, begin, end),
        cmocka_unit_test_setup_teardown(its_places_are_its_own, begin, end),
        cmocka_unit_test_setup_teardown(its_memory_is_its_childrens_too, begin, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_started_says_why, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
