/* A step at a time on a worker: some settled blobs, or a folder.
 *
 * Who is about to name a blob stands among those pending from before its file has its final name until it is settled.
 * The sweep asks them first and the table after: a blob that is in neither was not to be kept. The other way around it
 * could miss one that was named and settled in between. Readers stand there too, so they are asked once more at
 * last. */
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

#define SETTLED_MAX    1024
#define SETTLED_STEP   64

#define PENDING_CHAINS 4096 /* an object may be of ten thousand pieces, all of which its readers hold */

struct pending {
    char id[37];
    bool is_due; /* the sweep came by */
    int count;
    struct pending *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of this and of the sweep's state */
static struct pending *pendings[PENDING_CHAINS];

/* Where it stands, or would. Under the lock. */
static struct pending **pending_find(const char *id)
{
    struct pending **p = &pendings[span_hash(span_of(id)) % PENDING_CHAINS];

    while (*p && strcmp((*p)->id, id) != 0) p = &(*p)->next;
    return p;
}

void blob_pending_add(const char *id)
{
    struct pending *fresh = memory_new(1, sizeof *fresh), **at;

    snprintf(fresh->id, sizeof fresh->id, "%s", id);
    pthread_mutex_lock(&lock);
    at = pending_find(id);
    if (!*at) {
        *at = fresh;
        fresh = NULL;
    }
    (*at)->count++;
    pthread_mutex_unlock(&lock);
    free(fresh);
}

/* True: nobody holds it any more, and the sweep had come by. Under the lock. */
static bool pending_drop(const char *id, struct pending **gone)
{
    struct pending **at = pending_find(id);

    *gone = NULL;
    if (!*at || --(*at)->count) return false;
    *gone = *at;
    *at = (*at)->next;
    return (*gone)->is_due;
}

void blob_pending_remove(const char *id)
{
    struct pending *gone;

    pthread_mutex_lock(&lock);
    pending_drop(id, &gone);
    pthread_mutex_unlock(&lock);
    free(gone);
}

/* One that is will be looked at when it is no more. Under the lock. */
static bool is_held(const char *id)
{
    struct pending *p = *pending_find(id);

    if (p) p->is_due = true;
    return p != NULL;
}

static bool is_pending(const char *id)
{
    bool is;

    pthread_mutex_lock(&lock);
    is = is_held(id);
    pthread_mutex_unlock(&lock);
    return is;
}

/* --- the sweep ---------------------------------------------------------------------------------------------------- */

static char settled[SETTLED_MAX][37]; /* to be looked at; under the lock, as what follows */
static int settled_count;
static int next_folder = BLOB_FOLDERS + 1; /* of the full sweep; beyond the last: none is wanted */
static bool is_sweeping;                   /* on a worker */

/* Takes the file out of its folder, unless somebody reads it: who holds it from now on finds that it is gone. Removing
 * what is large takes its time, so that is not done here. */
static bool file_take(const char *id, const char *path, const char *aside)
{
    bool is_taken;

    pthread_mutex_lock(&lock);
    is_taken = !is_held(id) && rename(path, aside) == 0;
    pthread_mutex_unlock(&lock);
    return is_taken;
}

/* Removes the file when no row names it. */
static void sweep_file(struct db *db, const char *id, bool is_new)
{
    char path[PATH_MAX], aside[PATH_MAX];

    if (!is_new && (db_int(db, 0, "SELECT count(*) FROM blob WHERE id = ?", "s", id) || db_failed(db))) return;
    blob_file_path(path, id, is_new);
    blob_file_path(aside, id, true);
    if (is_new || file_take(id, path, aside)) unlink(aside);
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

/* Under the lock. True: there is no room, so all are to be looked at. */
static bool settled_add(const char *id)
{
    if (settled_count == SETTLED_MAX) return true;
    snprintf(settled[settled_count++], sizeof settled[0], "%s", id);
    return false;
}

void blob_settle(const char *id)
{
    struct pending *gone;
    bool is_full;

    pthread_mutex_lock(&lock);
    pending_drop(id, &gone);
    is_full = settled_add(id);
    pthread_mutex_unlock(&lock);
    free(gone);
    sweep_wake(is_full);
}

void blob_dropped(const char *id)
{
    bool is_full;

    pthread_mutex_lock(&lock);
    is_full = settled_add(id);
    pthread_mutex_unlock(&lock);
    sweep_wake(is_full);
}

void blob_release(const char *id)
{
    struct pending *gone;
    bool is_due, is_full;

    pthread_mutex_lock(&lock);
    is_due = pending_drop(id, &gone);
    is_full = is_due && settled_add(id);
    pthread_mutex_unlock(&lock);
    free(gone);
    if (is_due) sweep_wake(is_full);
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
