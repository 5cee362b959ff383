/* Files and folders. */
#include "emulator/base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int directory_make(const char *wanted)
{
    char path[PATH_MAX];

    if (snprintf(path, sizeof path, "%s", wanted) >= (int)sizeof path) return errno = ENAMETOOLONG, -1;
    for (char *p = path + 1; *p; p++) {
        if (*p != '/') continue;
        *p = '\0';
        mkdir(path, 0777);
        *p = '/';
    }
    return mkdir(path, 0700) && errno != EEXIST ? -1 : 0;
}

static int remove_one(const char *path, const struct stat *s, int type, struct FTW *where)
{
    (void)s;
    (void)type;
    (void)where;
    remove(path);
    return 0;
}

void directory_remove(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

bool file_whole(struct arena *a, const char *path, size_t max, struct span *bytes)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    size_t size = 0;
    ssize_t got = -1;
    char *text;

    if (fd < 0) return false;
    if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= (off_t)max) {
        text = arena_alloc(a, (size_t)about.st_size + 1);
        *bytes = (struct span){ text, (size_t)about.st_size };
        while (size < bytes->size && (got = read(fd, text + size, bytes->size - size)) > 0) size += (size_t)got;
        got = size == bytes->size ? 0 : -1;
    }
    close(fd);
    return got == 0;
}
