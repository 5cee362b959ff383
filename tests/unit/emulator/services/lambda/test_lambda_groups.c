/* Control groups: made, entered, limited, and gone again; where they may be made at all. */
#include "tests/support/emulator/world.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/services/lambda/lambda_groups.h"

#define MEGABYTE 1048576

static struct arena arena;

static int end(void **state)
{
    (void)state;
    lambda_groups_close();
    arena_release(&arena);
    return 0;
}

static int64_t group_or_skip(int64_t memory_mb)
{
    int64_t group = lambda_group_new(memory_mb);

    if (!group) skip();
    return group;
}

/* A process in the group that takes so much memory, and waits for its end, if it is to. */
static pid_t child_in(int64_t group, size_t megabytes)
{
    const char *entry = lambda_group_entry(&arena, group);
    pid_t pid = fork();
    int fd;

    assert_true(pid >= 0);
    if (pid > 0) return pid;
    fd = open(entry, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, "0", 1) != 1) _exit(9);
    for (size_t i = 0; i < megabytes; i++) {
        char *some = mmap(NULL, MEGABYTE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (some == MAP_FAILED) _exit(8);
        memset(some, 1, MEGABYTE);
    }
    if (!megabytes) pause();
    _exit(0);
}

static int waited(pid_t pid)
{
    int status;

    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static void what_takes_too_much_is_told(void **state)
{
    int64_t group = group_or_skip(32);
    int status = waited(child_in(group, 200));

    (void)state;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 9) skip(); /* they may be made, and not entered */
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    assert_true(lambda_group_end(group));
    assert_int_equal(access(lambda_group_entry(&arena, group), F_OK), -1);
}

static void what_keeps_within_is_not(void **state)
{
    int64_t group = group_or_skip(64);
    int status = waited(child_in(group, 8));

    (void)state;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 9) skip();
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_false(lambda_group_end(group));
    assert_int_equal(access(lambda_group_entry(&arena, group), F_OK), -1);
}

/* Has the child entered its group? */
static bool is_in(int64_t group, pid_t pid)
{
    FILE *f = fopen(lambda_group_entry(&arena, group), "re");
    int one, found = 0;

    while (f && fscanf(f, "%d", &one) == 1) found |= one == pid;
    if (f) fclose(f);
    return found;
}

static pid_t child_resting_in(int64_t group)
{
    pid_t pid = child_in(group, 0);
    int status;

    while (!is_in(group, pid))
        if (waitpid(pid, &status, WNOHANG) == pid) skip();
    return pid;
}

static void child_end(pid_t pid)
{
    kill(pid, SIGKILL);
    waited(pid);
}

static void one_whose_process_takes_its_time_is_removed_with_a_later_one(void **state)
{
    int64_t group = group_or_skip(64), later;
    pid_t pid = child_resting_in(group);

    (void)state;
    lambda_group_end(group);
    child_end(pid);
    later = lambda_group_new(64);
    assert_int_equal(access(lambda_group_entry(&arena, group), F_OK), -1);
    lambda_group_end(later);
}

static void at_the_end_what_takes_its_time_is_waited_for(void **state)
{
    int64_t group = group_or_skip(64);
    const char *entry = lambda_group_entry(&arena, group);
    pid_t pid = child_resting_in(group), killer = fork();

    (void)state;
    if (killer == 0) {
        usleep(100000);
        kill(pid, SIGKILL);
        _exit(0);
    }
    lambda_groups_close();
    assert_int_equal(access(entry, F_OK), -1);
    waited(killer);
    waited(pid);
}

static void none_is_nothing(void **state)
{
    (void)state;
    assert_false(lambda_group_end(0));
}

static void refused_ones_are_not_made_until_the_next_start(void **state)
{
    (void)state;
    group_or_skip(64);
    lambda_groups_refuse();
    assert_int_equal(lambda_group_new(64), 0);
    lambda_groups_close();
    assert_true(lambda_group_new(64) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_takes_too_much_is_told),
        cmocka_unit_test(what_keeps_within_is_not),
        cmocka_unit_test(one_whose_process_takes_its_time_is_removed_with_a_later_one),
        cmocka_unit_test(at_the_end_what_takes_its_time_is_waited_for),
        cmocka_unit_test(none_is_nothing),
        cmocka_unit_test(refused_ones_are_not_made_until_the_next_start),
    };

    return cmocka_run_group_tests(tests, NULL, end);
}
