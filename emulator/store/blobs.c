/* Writing, naming and reading; blob_sweep.h takes away what is not wanted. */
#include "emulator/store/blobs.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/ids.h"
#include "emulator/base/panic.h"
#include "emulator/store/blob_files.h"
#include "emulator/store/blob_sweep.h"

#define PIECE_BYTES ((size_t)128 * 1024)

const char *const blobs_schema[] = {
    "CREATE TABLE blob (id TEXT PRIMARY KEY, size INTEGER NOT NULL, uses INTEGER NOT NULL) WITHOUT ROWID",
    NULL,
};

static char data_directory[4096];
static bool flushes;

void blobs_open(const char *directory, bool is_fully_durable)
{
    snprintf(data_directory, sizeof data_directory, "%s", directory);
    flushes = is_fully_durable;
    blob_root_set(directory);
    blob_sweep_open();
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

struct blob_writer {
    struct blob blob;
    int fd;
    char path[PATH_MAX];
};

/* The first blob of a store makes its folders. */
static int folders_make(const char *folder)
{
    if (blob_folder_make(blob_root()) || blob_folder_make(folder)) return -1;
    return flushes ? blob_folder_flush(data_directory) : 0;
}

static int writer_open(struct blob_writer *w)
{
    char folder[PATH_MAX];

    blob_folder_path(folder, BLOB_FOLDER_OF_NEW);
    blob_file_path(w->path, w->blob.id, true);
    if (access(folder, F_OK) != 0 && folders_make(folder)) return -1;
    w->fd = blob_file_make(w->path);
    return w->fd < 0 ? -1 : 0;
}

struct blob_writer *blob_write(void)
{
    struct blob_writer *w = memory_new(1, sizeof *w);

    w->fd = -1;
    uuid_new(w->blob.id);
    blob_pending_add(w->blob.id);
    if (writer_open(w) == 0) return w;
    blob_abandon(w);
    return NULL;
}

int blob_add(struct blob_writer *w, const void *data, size_t size)
{
    if (blob_file_write(w->fd, w->path, data, size)) return -1;
    w->blob.size += (int64_t)size;
    return 0;
}

void blob_abandon(struct blob_writer *w)
{
    if (!w) return;
    if (w->fd >= 0) close(w->fd);
    if (*w->path) unlink(w->path);
    blob_pending_remove(w->blob.id);
    free(w);
}

static int writer_close(struct blob_writer *w)
{
    int fd = w->fd;

    w->fd = -1;
    if (flushes && blob_file_flush(fd, w->path)) return close(fd), -1;
    return blob_file_close(fd, w->path);
}

/* Into its folder, which may be new. */
static int writer_place(struct blob_writer *w)
{
    char folder[PATH_MAX], path[PATH_MAX];
    bool is_new_folder;

    snprintf(folder, sizeof folder, "%s/%.2s", blob_root(), w->blob.id);
    blob_file_path(path, w->blob.id, false);
    is_new_folder = access(folder, F_OK) != 0;
    if (is_new_folder && blob_folder_make(folder)) return -1;
    if (blob_file_rename(w->path, path)) return -1;
    snprintf(w->path, sizeof w->path, "%s", path);
    if (!flushes) return 0;
    return blob_folder_flush(folder) || (is_new_folder && blob_folder_flush(blob_root())) ? -1 : 0;
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
    piece = memory_raw(PIECE_BYTES);
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

/* False: it is no id. */
static bool id_copy(char out[37], struct span id)
{
    if (!blob_is_id(id)) return false;
    memcpy(out, id.data, id.size);
    out[id.size] = '\0';
    return true;
}

bool blob_is_there(struct span id)
{
    char text[37], path[PATH_MAX];

    if (!id_copy(text, id)) return false;
    blob_file_path(path, text, false);
    return access(path, F_OK) == 0;
}

struct source *blob_read(struct span id, int64_t offset, int64_t length)
{
    char text[37];
    struct stat s;
    int fd;

    if (!id_copy(text, id)) return NULL;
    fd = blob_file_open(text);
    if (fd < 0) return NULL;
    if (fstat(fd, &s) == 0 && offset >= 0 && length >= 0 && offset <= s.st_size && length <= s.st_size - offset)
        return source_of_file(fd, offset, length);
    close(fd);
    return NULL;
}
