/* The log: one write(2) a line, so that lines of several threads never mix. */
#include "emulator/base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const names[] = { "error", "warn", "info", "debug" };
static _Atomic int threshold = LOG_INFO;

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

void log_write(enum log_level level, const char *format, ...)
{
    char line[2048];
    struct timespec now;
    struct tm utc;
    va_list args;
    size_t size;

    if (!log_enabled(level)) return;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%S", &utc);
    size += (size_t)snprintf(line + size, sizeof line - size, ".%03ldZ %-5s ", now.tv_nsec / 1000000, names[level]);
    va_start(args, format);
    vsnprintf(line + size, sizeof line - size - 1, format, args);
    va_end(args);
    size = strlen(line);
    line[size++] = '\n';
    if (write(STDERR_FILENO, line, size) < 0) return; /* nobody to tell */
}
