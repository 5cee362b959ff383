/* A step at a time on a worker: some settled blobs, or a folder.
 *
 * Who is about to name a blob stands in the list of those pending from before its file has its final name until it
 * is settled. The sweep asks that list first and the table after: a blob that is in neither was not to be kept. The
 * other way around it could miss one that was named and settled in between. */
#include "emulator/store/blob_sweep.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/panic.h"
#include "emulator/base/workers.h"
#include "emulator/store/blob_files.h"
#include "emulator/store/store.h"

#define SETTLED_MAX  1024
#define SETTLED_STEP 64

struct pending {
    char id[37];
    struct pending *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of this and of the sweep's state */
static struct pending *pendings;

void blob_pending_add(const char *id)
{
    struct pending *p = memory_new(1, sizeof *p);

    snprintf(p->id, sizeof p->id, "%s", id);
    pthread_mutex_lock(&lock);
    p->next = pendings;
    pendings = p;
    pthread_mutex_unlock(&lock);
}

void blob_pending_remove(const char *id)
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

/* --- the sweep ---------------------------------------------------------------------------------------------------- */

static char settled[SETTLED_MAX][37]; /* to be looked at; under the lock, as what follows */
static int settled_count;
static int next_folder = BLOB_FOLDERS + 1; /* of the full sweep; beyond the last: none is wanted */
static bool is_sweeping;                   /* on a worker */

/* Removes the file when no row names it. */
static void sweep_file(struct db *db, const char *id, bool is_new)
{
    char path[PATH_MAX];

    if (!is_new && (db_int(db, 0, "SELECT count(*) FROM blob WHERE id = ?", "s", id) || db_failed(db))) return;
    blob_file_path(path, id, is_new);
    unlink(path);
}

/* The files of a folder that nobody is about to name; only then a reader is taken, whose snapshot has what was
 * named until then. */
static int unpending_read(DIR *dir, char ids[][37], int room)
{
    const struct dirent *entry;
    int count = 0;

    while (count < room && (entry = readdir(dir))) {
        if (!blob_is_id(span_of(entry->d_name)) || is_pending(entry->d_name)) continue;
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

    blob_folder_path(path, folder);
    dir = opendir(path);
    if (!dir) return;
    while ((count = unpending_read(dir, ids, SETTLED_STEP)) > 0) sweep_ids(ids, count, folder == BLOB_FOLDER_OF_NEW);
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
    if (!*count && next_folder <= BLOB_FOLDER_OF_NEW) *folder = next_folder++;
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

    blob_pending_remove(id);
    pthread_mutex_lock(&lock);
    is_full = settled_count == SETTLED_MAX;
    if (!is_full) snprintf(settled[settled_count++], sizeof settled[0], "%s", id);
    pthread_mutex_unlock(&lock);
    sweep_wake(is_full);
}

void blob_sweep_all(void)
{
    if (access(blob_root(), F_OK) != 0) return;
    for (int folder = 0; folder <= BLOB_FOLDER_OF_NEW; folder++) sweep_folder(folder);
}

void blob_sweep_open(void)
{
    pthread_mutex_lock(&lock);
    settled_count = 0;
    next_folder = BLOB_FOLDERS + 1;
    is_sweeping = false;
    pthread_mutex_unlock(&lock);
}

void blob_sweep_start(void)
{
    if (access(blob_root(), F_OK) == 0) sweep_wake(true);
}
