/* The log never waits for its reader, and tells how much was lost. */
#include "tests/support/emulator/unit.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/log.h"

#define LINES 5000 /* of 100 bytes each: several times what a pipe holds */

static int read_all(int fd, char *into, size_t room)
{
    size_t size = 0;
    ssize_t got;

    while (size < room - 1 && (got = read(fd, into + size, room - 1 - size)) > 0) size += (size_t)got;
    into[size] = '\0';
    return (int)size;
}

static int lines_of(const char *text, const char *word)
{
    int count = 0;

    for (; (text = strstr(text, word)); text++) count++;
    return count;
}

static void a_log_that_nobody_reads_keeps_nobody(void **state)
{
    static char text[1 << 20];
    int ends[2], real = dup(STDERR_FILENO), lost = 0, kept;
    char *told;

    (void)state;
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    dup2(ends[1], STDERR_FILENO);
    alarm(60);
    for (int i = 0; i < LINES; i++) log_info("a line %060d", i);
    alarm(0);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    read_all(ends[0], text, sizeof text);
    kept = lines_of(text, " a line ");
    log_info("another");
    read_all(ends[0], text, sizeof text);
    dup2(real, STDERR_FILENO);
    close(real), close(ends[0]), close(ends[1]);
    told = strchr(text, '(');
    assert_non_null(told);
    assert_int_equal(sscanf(told, "(%d lines lost: nobody read the log)", &lost), 1);
    assert_int_equal(kept + lost, LINES);
    assert_in_range(kept, 1, LINES - 1);
    assert_int_equal(lines_of(text, "another"), 1);
}

static void what_is_logged_makes_no_lines_of_its_own(void **state)
{
    static char text[4096];
    int ends[2], real = dup(STDERR_FILENO);

    (void)state;
    assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    dup2(ends[1], STDERR_FILENO);
    log_info("said: %s", "a\nb\r\033[31mc\td");
    read_all(ends[0], text, sizeof text);
    dup2(real, STDERR_FILENO);
    close(real), close(ends[0]), close(ends[1]);
    assert_non_null(strstr(text, "said: a b  [31mc\td\n"));
    assert_int_equal(lines_of(text, "\n"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_log_that_nobody_reads_keeps_nobody),
        cmocka_unit_test(what_is_logged_makes_no_lines_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
