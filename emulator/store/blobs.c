/* Files and the sweep.
 *
 * Who is about to name a blob stands in the list of those pending from before its file has its final name until it
 * is settled. The sweep asks that list first and the table after: a blob that is in neither was not to be kept. The
 * other way around it could miss one that was named and settled in between. */
#include "emulator/store/blobs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/ids.h"
#include "emulator/base/log.h"
#include "emulator/base/workers.h"
#include "emulator/store/store.h"

#define PIECE_BYTES   ((size_t)128 * 1024)
#define SETTLED_MAX   1024
#define SETTLED_STEP  64
#define FOLDERS       256
#define FOLDER_OF_NEW FOLDERS

const char *const blobs_schema[] = {
    "CREATE TABLE blob (id TEXT PRIMARY KEY, size INTEGER NOT NULL, uses INTEGER NOT NULL) WITHOUT ROWID",
    NULL,
};

static char root[3900]; /* DIRECTORY/blobs */
static bool flushes;

/* --- files -------------------------------------------------------------------------------------------------------- */

static _Atomic int fail_in;

void blobs_fail_at(int nth)
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

/* "3f", or "new". */
static void folder_path(char out[PATH_MAX], int folder)
{
    if (folder == FOLDER_OF_NEW) snprintf(out, PATH_MAX, "%s/new", root);
    else snprintf(out, PATH_MAX, "%s/%02x", root, (unsigned)folder);
}

static void file_path(char out[PATH_MAX], const char *id, bool is_new)
{
    if (is_new) snprintf(out, PATH_MAX, "%s/new/%s", root, id);
    else snprintf(out, PATH_MAX, "%s/%.2s/%s", root, id, id);
}

static int folder_make(const char *path)
{
    if (is_to_fail() || (mkdir(path, 0700) && errno != EEXIST)) return failed("make", path);
    return 0;
}

/* What a rename or a new folder did is on disk. */
static int folder_flush(const char *path)
{
    int fd = is_to_fail() ? -1 : open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc;

    if (fd < 0) return failed("open", path);
    rc = is_to_fail() || fsync(fd) ? failed("flush", path) : 0;
    close(fd);
    return rc;
}

static int file_flush(int fd, const char *path)
{
    return is_to_fail() || fsync(fd) ? failed("flush", path) : 0;
}

static int file_make(const char *path)
{
    int fd = is_to_fail() ? -1 : open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    return fd < 0 ? failed("make", path) : fd;
}

/* --- who is about to name one ------------------------------------------------------------------------------------- */

struct pending {
    char id[37];
    struct pending *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of this and of the sweep's state */
static struct pending *pendings;

static void pending_add(const char *id)
{
    struct pending *p = malloc(sizeof *p);

    if (!p) abort();
    snprintf(p->id, sizeof p->id, "%s", id);
    pthread_mutex_lock(&lock);
    p->next = pendings;
    pendings = p;
    pthread_mutex_unlock(&lock);
}

static void pending_remove(const char *id)
{
    struct pending **p, *found;

    pthread_mutex_lock(&lock);
    for (p = &pendings; *p && strcmp((*p)->id, id) != 0;) p = &(*p)->next;
    found = *p;
    if (found) *p = found->next;
    pthread_mutex_unlock(&lock);
    free(found);
}

static bool is_pending(const char *id)
{
    const struct pending *p;

    pthread_mutex_lock(&lock);
    for (p = pendings; p && strcmp(p->id, id) != 0;) p = p->next;
    pthread_mutex_unlock(&lock);
    return p != NULL;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

struct blob_writer {
    struct blob blob;
    int fd;
    char path[PATH_MAX];
};

static int writer_open(struct blob_writer *w)
{
    char folder[PATH_MAX];

    folder_path(folder, FOLDER_OF_NEW);
    file_path(w->path, w->blob.id, true);
    if (access(folder, F_OK) != 0 && (folder_make(root) || folder_make(folder))) return -1;
    w->fd = file_make(w->path);
    return w->fd < 0 ? -1 : 0;
}

struct blob_writer *blob_write(void)
{
    struct blob_writer *w = calloc(1, sizeof *w);

    if (!w) abort();
    w->fd = -1;
    uuid_new(w->blob.id);
    pending_add(w->blob.id);
    if (writer_open(w) == 0) return w;
    blob_abandon(w);
    return NULL;
}

int blob_add(struct blob_writer *w, const void *data, size_t size)
{
    const char *rest = data;

    while (size) {
        ssize_t done = is_to_fail() ? -1 : write(w->fd, rest, size);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return failed("write", w->path);
        rest += done;
        size -= (size_t)done;
        w->blob.size += done;
    }
    return 0;
}

void blob_abandon(struct blob_writer *w)
{
    if (!w) return;
    if (w->fd >= 0) close(w->fd);
    if (*w->path) unlink(w->path);
    pending_remove(w->blob.id);
    free(w);
}

static int writer_close(struct blob_writer *w)
{
    int fd = w->fd;

    w->fd = -1;
    if (flushes && file_flush(fd, w->path)) return close(fd), -1;
    return is_to_fail() || close(fd) ? failed("close", w->path) : 0;
}

/* Into its folder, which may be new. */
static int writer_place(struct blob_writer *w)
{
    char folder[PATH_MAX], path[PATH_MAX];
    bool is_new_folder;

    snprintf(folder, sizeof folder, "%s/%.2s", root, w->blob.id);
    file_path(path, w->blob.id, false);
    is_new_folder = access(folder, F_OK) != 0;
    if (is_new_folder && folder_make(folder)) return -1;
    if (is_to_fail() || rename(w->path, path)) return failed("rename", w->path);
    snprintf(w->path, sizeof w->path, "%s", path);
    if (!flushes) return 0;
    return folder_flush(folder) || (is_new_folder && folder_flush(root)) ? -1 : 0;
}

int blob_end(struct blob_writer *w, struct blob *b)
{
    if (writer_close(w) || writer_place(w)) {
        blob_abandon(w);
        return -1;
    }
    *b = w->blob;
    free(w);
    return 0;
}

static enum blob_outcome source_copy(struct source *source, int64_t max, struct blob_writer *w, char *piece)
{
    ssize_t got;

    while ((got = source_read(source, piece, PIECE_BYTES)) > 0) {
        if (w->blob.size + got > max) return BLOB_TOO_LARGE;
        if (blob_add(w, piece, (size_t)got)) return BLOB_FAILED;
    }
    return got < 0 ? BLOB_BROKEN : BLOB_WHOLE;
}

enum blob_outcome blob_receive(struct source *source, int64_t max, struct blob *b)
{
    struct blob_writer *w;
    enum blob_outcome outcome;
    char *piece;

    if (source->size > max) return BLOB_TOO_LARGE;
    w = blob_write();
    if (!w) return BLOB_FAILED;
    piece = malloc(PIECE_BYTES);
    if (!piece) abort();
    outcome = source_copy(source, max, w, piece);
    free(piece);
    if (outcome == BLOB_WHOLE) return blob_end(w, b) ? BLOB_FAILED : BLOB_WHOLE;
    blob_abandon(w);
    return outcome;
}

/* --- naming and reading ------------------------------------------------------------------------------------------- */

void blob_keep(struct db *db, const struct blob *b)
{
    db_run(db, "INSERT INTO blob (id, size, uses) VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET uses = uses + 1",
           "si", b->id, b->size);
}

void blob_drop(struct db *db, struct span id)
{
    db_run(db, "UPDATE blob SET uses = uses - 1 WHERE id = ?", "t", id);
    db_run(db, "DELETE FROM blob WHERE id = ? AND uses <= 0", "t", id);
}

/* An id is also a file's name: nothing else may become a path. */
static bool is_id(struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f') && c != '-') return false;
    }
    return text.size == 36;
}

struct source *blob_read(struct span id, int64_t offset, int64_t length)
{
    char path[PATH_MAX], text[37];
    struct stat s;
    int fd;

    if (!is_id(id)) return NULL;
    snprintf(text, sizeof text, "%.*s", SPAN_ARG(id));
    file_path(path, text, false);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return NULL;
    if (fstat(fd, &s) == 0 && offset >= 0 && length >= 0 && offset <= s.st_size && length <= s.st_size - offset)
        return source_of_file(fd, offset, length);
    close(fd);
    return NULL;
}

/* --- the sweep ---------------------------------------------------------------------------------------------------- */

static char settled[SETTLED_MAX][37]; /* to be looked at; under the lock, as what follows */
static int settled_count;
static int next_folder = FOLDERS + 1; /* of the full sweep; beyond the last: none is wanted */
static bool is_sweeping;              /* on a worker */

/* Removes the file when no row names it. */
static void sweep_file(struct db *db, const char *id, bool is_new)
{
    char path[PATH_MAX];

    if (!is_new && (db_int(db, 0, "SELECT count(*) FROM blob WHERE id = ?", "s", id) || db_failed(db))) return;
    file_path(path, id, is_new);
    unlink(path);
}

/* The files of a folder that nobody is about to name; only then a reader is taken, whose snapshot has what was
 * named until then. */
static int unpending_read(DIR *dir, char ids[][37], int room)
{
    const struct dirent *entry;
    int count = 0;

    while (count < room && (entry = readdir(dir))) {
        if (!is_id(span_of(entry->d_name)) || is_pending(entry->d_name)) continue;
        snprintf(ids[count++], 37, "%.36s", entry->d_name);
    }
    return count;
}

/* None of them is pending. */
static void sweep_ids(char ids[][37], int count, bool is_new)
{
    struct db *db = count ? store_reader_take() : NULL;

    for (int i = 0; i < count && db; i++) sweep_file(db, ids[i], is_new);
    if (db) store_reader_give(db);
}

static void sweep_folder(int folder)
{
    char path[PATH_MAX], ids[SETTLED_STEP][37];
    DIR *dir;
    int count;

    folder_path(path, folder);
    dir = opendir(path);
    if (!dir) return;
    while ((count = unpending_read(dir, ids, SETTLED_STEP)) > 0) sweep_ids(ids, count, folder == FOLDER_OF_NEW);
    closedir(dir);
}

/* Takes what is to be done in a step: some settled blobs, else a folder. False: there is nothing. */
static bool step_take(char ids[][37], int *count, int *folder)
{
    bool is_something;

    pthread_mutex_lock(&lock);
    *folder = -1;
    for (*count = 0; settled_count && *count < SETTLED_STEP; ++*count)
        memcpy(ids[*count], settled[--settled_count], sizeof settled[0]);
    if (!*count && next_folder <= FOLDER_OF_NEW) *folder = next_folder++;
    is_something = *count || *folder >= 0;
    if (!is_something) is_sweeping = false;
    pthread_mutex_unlock(&lock);
    return is_something;
}

/* A step at a time, so that others' work comes between. */
static void sweep_step(void *unused)
{
    char ids[SETTLED_STEP][37];
    int count, folder;

    (void)unused;
    if (!step_take(ids, &count, &folder)) return;
    if (folder >= 0) sweep_folder(folder);
    else sweep_ids(ids, count, false);
    workers_submit(sweep_step, NULL);
}

static void sweep_wake(bool is_full)
{
    bool begins;

    pthread_mutex_lock(&lock);
    if (is_full) next_folder = 0;
    begins = !is_sweeping;
    is_sweeping = true;
    pthread_mutex_unlock(&lock);
    if (begins) workers_submit(sweep_step, NULL);
}

void blob_settle(const char *id)
{
    bool is_full;

    pending_remove(id);
    pthread_mutex_lock(&lock);
    is_full = settled_count == SETTLED_MAX;
    if (!is_full) snprintf(settled[settled_count++], sizeof settled[0], "%s", id);
    pthread_mutex_unlock(&lock);
    sweep_wake(is_full);
}

void blobs_sweep(void)
{
    if (access(root, F_OK) != 0) return;
    for (int folder = 0; folder <= FOLDER_OF_NEW; folder++) sweep_folder(folder);
}

void blobs_open(const char *directory, bool is_fully_durable)
{
    snprintf(root, sizeof root, "%.3800s/blobs", directory);
    flushes = is_fully_durable;
    pthread_mutex_lock(&lock);
    settled_count = 0;
    next_folder = FOLDERS + 1;
    is_sweeping = false;
    pthread_mutex_unlock(&lock);
}

void blobs_start(void)
{
    if (access(root, F_OK) == 0) sweep_wake(true);
}
