/* The file is written beside its place and then moved there, so that a database is never there in part. */
#include "emulator/store/template.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *template_bytes;
static size_t template_size;

void template_register(const char *data, size_t size)
{
    template_bytes = data;
    template_size = size;
}

static int write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, data, size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return -1;
        data += n;
        size -= (size_t)n;
    }
    return 0;
}

static int file_make(const char *path, bool durable)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644), rc;

    if (fd < 0) return -1;
    rc = write_all(fd, template_bytes, template_size);
    if (rc == 0 && durable) rc = fsync(fd);
    if (close(fd)) rc = -1;
    return rc;
}

static int directory_flush(const char *path)
{
    char copy[4200];
    int fd, rc;

    snprintf(copy, sizeof copy, "%s", path);
    fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return -1;
    rc = fsync(fd);
    close(fd);
    return rc;
}

int template_write(const char *path, bool durable)
{
    char beside[4200];

    if (!template_bytes) return 1;
    snprintf(beside, sizeof beside, "%s.new", path);
    if (file_make(beside, durable) || rename(beside, path)) {
        int why = errno;
        unlink(beside);
        errno = why;
        return -1;
    }
    return durable ? directory_flush(path) : 0;
}
