/* Paths and calls. */
#include "emulator/store/blob_files.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/log.h"

static char root[3900];
static _Atomic int root_folder = -1; /* open, once it was there: the way from it to a file is short */

void blob_root_set(const char *directory)
{
    int folder = atomic_exchange(&root_folder, -1);

    if (folder >= 0) close(folder);
    snprintf(root, sizeof root, "%.3800s/blobs", directory);
}

const char *blob_root(void)
{
    return root;
}

bool blob_is_id(struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f') && c != '-') return false;
    }
    return text.size == 36;
}

static _Atomic int fail_in;

void blob_files_fail_at(int nth)
{
    fail_in = nth;
}

static bool is_to_fail(void)
{
    if (!fail_in || --fail_in) return false;
    errno = EIO;
    return true;
}

static int failed(const char *what, const char *path)
{
    log_error("store: cannot %s %s: %s", what, path, strerror(errno));
    return -1;
}

void blob_folder_path(char out[PATH_MAX], int folder)
{
    if (folder == BLOB_FOLDER_OF_NEW) snprintf(out, PATH_MAX, "%s/new", root);
    else snprintf(out, PATH_MAX, "%s/%02x", root, (unsigned)folder);
}

static char *put(char *at, struct span text)
{
    return (char *)memcpy(at, text.data, text.size) + text.size;
}

/* Every read needs one, so it is put together without a format. */
void blob_file_path(char out[PATH_MAX], const char *id, bool is_new)
{
    struct span name = span_of(id);
    char *at = put(put(out, span_of(root)), SPAN("/"));

    assert(name.size <= PATH_MAX - sizeof root - sizeof "/new/");
    at = put(put(at, is_new ? SPAN("new") : span_sub(name, 0, 2)), SPAN("/"));
    *put(at, name) = '\0';
}

static int root_open(void)
{
    int none = -1, folder = root_folder;

    if (folder >= 0) return folder;
    folder = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 || atomic_compare_exchange_strong(&root_folder, &none, folder)) return folder;
    close(folder);
    return none;
}

/* Somebody may have put another folder in the place of the one that is open. */
int blob_file_open(const char *id)
{
    char path[PATH_MAX];
    int folder = root_open(), fd;

    blob_file_path(path, id, false);
    fd = folder < 0 ? -1 : openat(folder, path + strlen(root) + 1, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? open(path, O_RDONLY | O_CLOEXEC) : fd;
}

int blob_folder_make(const char *path)
{
    if (is_to_fail() || (mkdir(path, 0700) && errno != EEXIST)) return failed("make", path);
    return 0;
}

int blob_folder_flush(const char *path)
{
    int fd = is_to_fail() ? -1 : open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc;

    if (fd < 0) return failed("open", path);
    rc = is_to_fail() || fsync(fd) ? failed("flush", path) : 0;
    close(fd);
    return rc;
}

int blob_file_flush(int fd, const char *path)
{
    return is_to_fail() || fsync(fd) ? failed("flush", path) : 0;
}

int blob_file_make(const char *path)
{
    int fd = is_to_fail() ? -1 : open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    return fd < 0 ? failed("make", path) : fd;
}

int blob_file_write(int fd, const char *path, const void *data, size_t size)
{
    const char *rest = data;

    while (size) {
        ssize_t done = is_to_fail() ? -1 : write(fd, rest, size);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return failed("write", path);
        rest += done;
        size -= (size_t)done;
    }
    return 0;
}

int blob_file_close(int fd, const char *path)
{
    bool is_bad = is_to_fail();

    return close(fd) || is_bad ? failed("close", path) : 0;
}

int blob_file_rename(const char *from, const char *to)
{
    return is_to_fail() || rename(from, to) ? failed("rename", from) : 0;
}
