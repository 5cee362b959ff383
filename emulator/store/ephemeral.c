/* A folder is one of ours by its name and its mark, and nobody's when its lock can be had (store.c). Young ones are
 * left alone: their Nube may be about to take it. */
#include "emulator/store/ephemeral.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "emulator/base/files.h"

#define NAME          "nube-XXXXXX"
#define MARK          "ephemeral"
#define YOUNG_SECONDS 10

static const char *parent(void)
{
    const char *wanted = getenv("TMPDIR");

    return wanted && *wanted ? wanted : "/tmp";
}

const char *ephemeral_make(void)
{
    static char path[PATH_MAX];
    char mark[PATH_MAX + sizeof MARK + 1];
    int fd;

    if (snprintf(path, sizeof path, "%s/" NAME, parent()) >= (int)sizeof path || !mkdtemp(path)) {
        perror("nube: cannot make a temporary folder");
        return NULL;
    }
    snprintf(mark, sizeof mark, "%s/" MARK, path);
    fd = open(mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0) close(fd);
    return path;
}

static bool is_abandoned(int folder)
{
    struct stat s;
    int lock;
    bool is_free;

    if (fstat(folder, &s) || s.st_uid != getuid() || time(NULL) - s.st_mtime < YOUNG_SECONDS) return false;
    if (faccessat(folder, MARK, F_OK, 0)) return false;
    lock = openat(folder, "lock", O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    is_free = lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0;
    if (lock >= 0) close(lock);
    return is_free;
}

static void sweep_one(const char *name)
{
    char path[PATH_MAX];
    int folder;
    bool is_to_go;

    if (strlen(name) != sizeof NAME - 1 || strncmp(name, NAME, strcspn(NAME, "X")) != 0) return;
    if (snprintf(path, sizeof path, "%s/%s", parent(), name) >= (int)sizeof path) return;
    folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) return;
    is_to_go = is_abandoned(folder);
    close(folder);
    if (is_to_go) directory_remove(path);
}

void ephemeral_sweep(void)
{
    DIR *d = opendir(parent());
    struct dirent *entry;

    if (!d) return;
    while ((entry = readdir(d))) sweep_one(entry->d_name);
    closedir(d);
}
