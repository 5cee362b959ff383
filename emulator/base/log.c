/* The log: a line an event on standard error. Writing never waits, since lines are written under locks and on threads
 * that all depend on: where nobody reads the other end, lines are lost, and their number is told as soon as there is
 * room. */
#include "emulator/base/log.h"

#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const names[] = { "error", "warn", "info", "debug" };
static _Atomic int threshold = LOG_INFO;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of standard error, and of: */
static unsigned long lost;

bool log_level_set(const char *name)
{
    for (int i = 0; i <= LOG_DEBUG; i++) {
        if (strcmp(names[i], name) != 0) continue;
        threshold = i;
        return true;
    }
    return false;
}

bool log_enabled(enum log_level level)
{
    return (int)level <= threshold;
}

/* Under the lock. A pipe with room takes a line of up to PIPE_BUF bytes at once. */
static bool has_room(void)
{
    struct pollfd out = { .fd = STDERR_FILENO, .events = POLLOUT };

    return poll(&out, 1, 0) != 0;
}

/* Under the lock. */
static void lost_tell(void)
{
    char line[64];
    int size = snprintf(line, sizeof line, "(%lu lines lost: nobody read the log)\n", lost);

    if (write(STDERR_FILENO, line, (size_t)size) < 0) return;
    lost = 0;
}

/* One write(2), so that lines of several processes never mix either. */
static void line_write(const char *line, size_t size)
{
    pthread_mutex_lock(&lock);
    if (lost && has_room()) lost_tell();
    if (!has_room() || write(STDERR_FILENO, line, size) < 0) lost++;
    pthread_mutex_unlock(&lock);
}

/* What requests and functions say is part of lines: it makes no lines of its own, and moves no cursor. */
static void controls_drop(char *line, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (((unsigned char)line[i] < ' ' && line[i] != '\t') || line[i] == 0x7f) line[i] = ' ';
}

void log_write(enum log_level level, const char *format, ...)
{
    char line[2048];
    struct timespec now;
    struct tm utc;
    va_list args;
    size_t size;

    _Static_assert(sizeof line <= PIPE_BUF, "a line must fit into a pipe at once");
    if (!log_enabled(level)) return;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%S", &utc);
    size += (size_t)snprintf(line + size, sizeof line - size, ".%03ldZ %-5s ", now.tv_nsec / 1000000, names[level]);
    va_start(args, format);
    vsnprintf(line + size, sizeof line - size - 1, format, args);
    va_end(args);
    size = strlen(line);
    controls_drop(line, size);
    line[size++] = '\n';
    line_write(line, size);
}
