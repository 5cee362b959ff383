/* A process that ends badly says why and where. */
#include "emulator/base/panic.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/emulator/unit.h"

static char said[8192];

/* Runs it in a process of its own; gives the signal that ended that, with what it said in `said`. */
static int ended_by(void (*fn)(void))
{
    int fds[2], status;
    size_t size = 0;
    ssize_t got;
    pid_t pid;

    assert_int_equal(pipe(fds), 0);
    pid = fork();
    if (pid == 0) {
        dup2(fds[1], STDERR_FILENO);
        close(fds[0]);
        close(fds[1]);
        panic_on_signals();
        fn();
        _exit(0);
    }
    close(fds[1]);
    while ((got = read(fds[0], said + size, sizeof said - 1 - size)) > 0) size += (size_t)got;
    said[size] = '\0';
    close(fds[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void give_up(void)
{
    panic("no more threads");
}

static void touch_nothing(void)
{
    raise(SIGSEGV);
}

static void go_on(void)
{
    free(memory_new(0, 0));
}

/* Under a sanitizer that is who says it. */
static void leave_it_to_the_sanitizer(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip();
#endif
}

static void a_panic_says_its_word_and_where(void **state)
{
    (void)state;
    leave_it_to_the_sanitizer();
    assert_int_equal(ended_by(give_up), SIGABRT);
    assert_non_null(strstr(said, "nube: no more threads\n"));
    assert_non_null(strstr(said, "nube: ended by abort"));
    assert_non_null(strstr(said, "libnube-test.so")); /* a call */
}

static void so_does_a_signal(void **state)
{
    (void)state;
    leave_it_to_the_sanitizer();
    assert_int_equal(ended_by(touch_nothing), SIGSEGV);
    assert_non_null(strstr(said, "nube: ended by SIGSEGV"));
}

static void who_goes_on_says_nothing(void **state)
{
    (void)state;
    assert_int_equal(ended_by(go_on), 0);
    assert_string_equal(said, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_panic_says_its_word_and_where),
        cmocka_unit_test(so_does_a_signal),
        cmocka_unit_test(who_goes_on_says_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
