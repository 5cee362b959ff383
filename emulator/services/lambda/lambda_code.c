/* One lock: who unpacks holds it for reading, who sweeps for writing. So a folder with a dot in its name, seen by the
 * sweep, is nobody's any more, and code that a new function shares with one that went is either kept or unpacked again.
 * What is to go is renamed under the lock and removed after it, since that takes time. */
#include "emulator/services/lambda/lambda_code.h"

#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/buf.h"
#include "emulator/base/digest.h"
#include "emulator/base/doc.h"
#include "emulator/base/files.h"
#include "emulator/base/ids.h"
#include "emulator/base/log.h"
#include "emulator/base/workers.h"
#include "emulator/core/settings.h"
#include "emulator/services/lambda/lambda_package.h"
#include "emulator/services/lambda/lambda_progress.h"
#include "emulator/services/lambda/lambda_targets.h"

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static _Atomic bool is_due;

static bool hex_of(struct arena *a, struct span base64, char hex[65])
{
    struct span digest;

    if (!base64_decode(a, base64, &digest) || digest.size != 32) return false;
    hex_encode((const unsigned char *)digest.data, 32, hex);
    return true;
}

/* --- folders ------------------------------------------------------------------------------------------------------ */

static const char *unpacked(struct arena *a, struct span code_sha256, const char *hex, const char **error)
{
    const char *folder = lambda_package_path(a, hex);
    struct span zip;

    if (access(folder, F_OK) == 0) return folder;
    zip = lambda_store_zip_of(a, code_sha256);
    return zip.data ? lambda_package_unpack(a, zip, hex, error) : NULL;
}

const char *lambda_code_folder(struct arena *a, struct span code_sha256, const char **error)
{
    const char *folder;
    char hex[65];

    *error = "the function's code is gone";
    if (!hex_of(a, code_sha256, hex)) return NULL;
    pthread_rwlock_rdlock(&lock);
    folder = unpacked(a, code_sha256, hex, error);
    pthread_rwlock_unlock(&lock);
    return folder;
}

/* Named by all of their digests. False: it has none. */
static bool layers_name(const struct lambda_function *f, char name[80])
{
    struct buf all = { 0 };
    unsigned char digest[32];
    char hex[65];

    for (int i = 0; i < f->layer_count; i++) buf_add_span(&all, f->layers[i].code_sha256);
    sha256(buf_span(&all), digest);
    buf_release(&all);
    hex_encode(digest, sizeof digest, hex);
    snprintf(name, 80, "opt-%s", hex);
    return f->layer_count > 0;
}

static const char *layers_unpacked(struct arena *a, const struct lambda_function *f, const char *name,
                                   const char **error)
{
    const char *folder = lambda_package_path(a, name);
    struct span zips[LAMBDA_LAYERS_MAX];

    if (access(folder, F_OK) == 0) return folder;
    *error = "the function's layers are gone";
    for (int i = 0; i < f->layer_count; i++) {
        zips[i] = lambda_store_zip_of(a, f->layers[i].code_sha256);
        if (!zips[i].data) return NULL;
    }
    return lambda_package_unpack_all(a, zips, f->layer_count, name, error);
}

int lambda_code_layers(struct arena *a, const struct lambda_function *f, const char **folder, const char **error)
{
    char name[80];

    *folder = NULL;
    if (!layers_name(f, name)) return 0;
    pthread_rwlock_rdlock(&lock);
    *folder = layers_unpacked(a, f, name, error);
    pthread_rwlock_unlock(&lock);
    return *folder ? 0 : -1;
}

bool lambda_code_is_unpacked(const struct lambda_function *f)
{
    struct arena a = { 0 };
    char hex[65], layers[80];
    bool is_there =
        f->hot_folder.data || (hex_of(&a, f->code_sha256, hex) && access(lambda_package_path(&a, hex), F_OK) == 0);

    is_there = is_there && (!layers_name(f, layers) || access(lambda_package_path(&a, layers), F_OK) == 0);
    arena_release(&a);
    return is_there;
}

void lambda_code_prepare(const char *code_sha256)
{
    struct arena a = { 0 };
    const char *error;

    if (!lambda_code_folder(&a, span_of(code_sha256), &error)) log_debug("lambda: not unpacked ahead: %s", error);
    arena_release(&a);
}

/* --- sweeping ----------------------------------------------------------------------------------------------------- */

static void kept_add(struct doc *kept, struct span code_sha256)
{
    char hex[65];

    if (hex_of(doc_arena(kept), code_sha256, hex)) doc_put_bool(kept, arena_printf(doc_arena(kept), "%s", hex), true);
}

static void function_kept_add(const struct lambda_function *f, void *kept)
{
    char layers[80];

    kept_add(kept, f->code_sha256);
    if (layers_name(f, layers)) doc_put_bool(kept, arena_printf(doc_arena(kept), "%s", layers), true);
}

/* NULL when the store cannot be read: then nothing is known to be nobody's. */
static struct doc *kept_find(struct arena *a)
{
    struct doc *kept = doc_map(a), *digests = lambda_store_digests(a);

    if (!digests) return NULL;
    for (size_t i = 0; i < doc_count(digests); i++) kept_add(kept, doc_text(doc_at(digests, i)));
    lambda_progress_formers(function_kept_add, kept); /* after the store, which has those of updates from then on */
    pthread_mutex_lock(&lambda_pool.lock);
    for (const struct lambda_target *t = lambda_pool.targets; t; t = t->next) function_kept_add(&t->f, kept);
    pthread_mutex_unlock(&lambda_pool.lock);
    return kept;
}

/* Out of the way, by a name that the next sweep takes for one to remove if this one is cut short. */
static void put_aside(struct doc *gone, const char *name)
{
    const char *path = lambda_package_path(doc_arena(gone), name);
    char unique[17], *aside;

    random_text(unique, 16, ALPHABET_LOWER);
    aside = arena_printf(doc_arena(gone), "%s.%s", path, unique);
    if (rename(path, aside) == 0) doc_append_str(gone, span_of(aside));
}

static void all_put_aside(struct doc *gone, const struct doc *kept)
{
    DIR *d = opendir(lambda_package_path(doc_arena(gone), ""));
    struct dirent *entry;

    while (d && (entry = readdir(d))) {
        if (entry->d_name[0] == '.' || doc_get(kept, entry->d_name)) continue;
        put_aside(gone, entry->d_name);
    }
    if (d) closedir(d);
}

static void sweep_work(void *unused)
{
    struct arena a = { 0 };
    struct doc *gone = doc_list(&a), *kept;

    (void)unused;
    is_due = false;
    pthread_rwlock_wrlock(&lock);
    kept = kept_find(&a);
    if (kept) all_put_aside(gone, kept);
    pthread_rwlock_unlock(&lock);
    for (size_t i = 0; i < doc_count(gone); i++) directory_remove(arena_string(&a, doc_text(doc_at(gone, i))));
    arena_release(&a);
}

void lambda_code_sweep_later(void)
{
    if (!atomic_exchange(&is_due, true)) workers_submit(sweep_work, NULL);
}
