/* Standard error, caught in a memory file. */
#include "tests/support/emulator/stderr.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "emulator/base/buf.h"

#define STAMP_SIZE 31 /* "2026-11-24T04:00:00.000Z info  " */

static int real = -1, caught = -1;

void stderr_catch(void)
{
    real = dup(STDERR_FILENO);
    caught = memfd_create("stderr", MFD_CLOEXEC);
    if (real < 0 || caught < 0 || dup2(caught, STDERR_FILENO) < 0) abort();
}

static char *whole(struct arena *a)
{
    off_t size = lseek(caught, 0, SEEK_END);
    char *text = arena_alloc(a, (size_t)size + 1);

    if (pread(caught, text, (size_t)size, 0) != size) abort();
    text[size] = '\0';
    return text;
}

char *stderr_caught(struct arena *a)
{
    struct buf b = { 0 };
    char *text = whole(a), *line;

    if (dup2(real, STDERR_FILENO) < 0) abort();
    close(real);
    close(caught);
    while ((line = strsep(&text, "\n")) && *line)
        buf_printf(&b, "%s\n", strlen(line) >= STAMP_SIZE && line[23] == 'Z' ? line + STAMP_SIZE : line);
    text = arena_string(a, buf_span(&b));
    buf_release(&b);
    return text;
}
