/* Function packages through libzip.
 *
 * A name that is absolute, climbs (".."), or holds a backslash or a NUL makes the whole package bad. Links are made when
 * all else is there: until then each is a plain file, so that an entry which would be written through one makes the
 * package bad, too. So nothing lands outside the folder. Unpacking goes into a folder of its own that is renamed at the
 * end. */
#include "emulator/services/lambda/lambda_package.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "emulator/base/files.h"
#include "emulator/base/ids.h"
#include "emulator/base/library.h"
#include "emulator/core/settings.h"

#define UNPACKED_BYTES_MAX ((zip_uint64_t)262144000)
#define ENTRIES_MAX        65535
#define LINK_BYTES_MAX     1024 /* a longer one stays a file */

static const char unreadable[] = "Could not unzip uploaded file. Please check your file, then try to upload again.";

/* libzip, loaded with the first package. */
static struct {
    bool is_there;
    __typeof__(zip_discard) *discard;
    __typeof__(zip_error_fini) *error_fini;
    __typeof__(zip_error_init) *error_init;
    __typeof__(zip_fclose) *fclose;
    __typeof__(zip_file_get_external_attributes) *file_get_external_attributes;
    __typeof__(zip_fopen_index) *fopen_index;
    __typeof__(zip_fread) *fread;
    __typeof__(zip_get_num_entries) *get_num_entries;
    __typeof__(zip_open_from_source) *open_from_source;
    __typeof__(zip_source_buffer_create) *source_buffer_create;
    __typeof__(zip_source_free) *source_free;
    __typeof__(zip_stat_index) *stat_index;
} library;

static void library_init(void)
{
    static const char *const names[] = { "libzip.so.5", "libzip.so.4", NULL };
    const struct library_symbol symbols[] = {
        { "zip_discard", &library.discard },
        { "zip_error_fini", &library.error_fini },
        { "zip_error_init", &library.error_init },
        { "zip_fclose", &library.fclose },
        { "zip_file_get_external_attributes", &library.file_get_external_attributes },
        { "zip_fopen_index", &library.fopen_index },
        { "zip_fread", &library.fread },
        { "zip_get_num_entries", &library.get_num_entries },
        { "zip_open_from_source", &library.open_from_source },
        { "zip_source_buffer_create", &library.source_buffer_create },
        { "zip_source_free", &library.source_free },
        { "zip_stat_index", &library.stat_index },
        { NULL, NULL },
    };

    library.is_there = library_load(names, symbols);
}

static bool library_ready(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, library_init);
    return library.is_there;
}

static zip_t *package_open(struct span zip)
{
    zip_error_t error;
    zip_source_t *source;
    zip_t *z;

    if (zip.size < 22 || !library_ready()) return NULL; /* the smallest zip there is */
    library.error_init(&error);
    source = library.source_buffer_create(zip.data, zip.size, 0, &error);
    z = source ? library.open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (source && !z) library.source_free(source);
    library.error_fini(&error);
    return z;
}

static bool is_inside(const char *name)
{
    struct span rest = span_of(name), part;

    if (!*name || *name == '/' || strchr(name, '\\')) return false;
    while (span_split(&rest, '/', &part))
        if (span_is(part, "..") || span_is(part, ".")) return false;
    return true;
}

static const char *entries_check(zip_t *z, int64_t *unpacked_bytes)
{
    zip_int64_t count = library.get_num_entries(z, 0);
    zip_uint64_t total = 0;

    if (count <= 0) return "Uploaded file must be a non-empty zip";
    if (count > ENTRIES_MAX) return unreadable;
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t s;
        if (library.stat_index(z, (zip_uint64_t)i, 0, &s) || !(s.valid & ZIP_STAT_NAME) || !is_inside(s.name))
            return unreadable;
        if (s.size > UNPACKED_BYTES_MAX || (total += s.size) > UNPACKED_BYTES_MAX)
            return "Unzipped size must be smaller than 262144000 bytes";
    }
    *unpacked_bytes = (int64_t)total;
    return NULL;
}

const char *lambda_package_check(struct span zip, int64_t *unpacked_bytes)
{
    zip_t *z = package_open(zip);
    const char *wrong = z ? entries_check(z, unpacked_bytes) : unreadable;

    if (z) library.discard(z);
    return wrong;
}

const char *lambda_package_path(struct arena *a, const char *code)
{
    return arena_printf(a, "%s/lambda/%s", settings.data_dir, code);
}

/* Copies the entry's bytes, as many as it announced: no more, no fewer. Its digest is compared where the last read
 * finds its end. */
static int file_write(zip_file_t *in, const char *path, zip_uint64_t size, mode_t mode)
{
    int out = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
    char chunk[4096];
    zip_int64_t got = 0;

    if (out < 0) return -1;
    while (size > 0 && (got = library.fread(in, chunk, size < sizeof chunk ? size : sizeof chunk)) > 0) {
        if (write(out, chunk, (size_t)got) != got) break;
        size -= (zip_uint64_t)got;
    }
    if (size == 0) got = library.fread(in, chunk, 1);
    return close(out) || size || got ? -1 : 0;
}

/* The permissions that a Unix zip kept; readable and, without any, executable for the owner: a bootstrap made on
 * another system runs too. */
static mode_t entry_mode(zip_t *z, zip_uint64_t index)
{
    zip_uint8_t system;
    zip_uint32_t attributes;

    if (library.file_get_external_attributes(z, index, 0, &system, &attributes) || system != ZIP_OPSYS_UNIX ||
        !(attributes >> 16))
        return 0755;
    return (mode_t)(((attributes >> 16) & 0755) | 0600);
}

static int entry_unpack(zip_t *z, zip_uint64_t index, const char *folder)
{
    char path[PATH_MAX], *slash;
    zip_stat_t s;
    zip_file_t *in;
    int rc;

    if (library.stat_index(z, index, 0, &s)) return -1;
    if (snprintf(path, sizeof path, "%s/%s", folder, s.name) >= (int)sizeof path) return -1;
    slash = strrchr(path, '/');
    if (!slash[1]) return directory_make((*slash = '\0', path));
    *slash = '\0';
    if (directory_make(path)) return -1;
    *slash = '/';
    in = library.fopen_index(z, index, 0);
    if (!in) return -1;
    rc = file_write(in, path, s.size, entry_mode(z, index));
    library.fclose(in);
    return rc;
}

static int all_unpack(zip_t *z, const char *folder)
{
    zip_int64_t count = library.get_num_entries(z, 0);

    if (directory_make(folder)) return -1;
    for (zip_int64_t i = 0; i < count; i++)
        if (entry_unpack(z, (zip_uint64_t)i, folder)) return -1;
    return 0;
}

static bool is_link(zip_t *z, zip_uint64_t index)
{
    zip_uint8_t system;
    zip_uint32_t attributes;

    return !library.file_get_external_attributes(z, index, 0, &system, &attributes) && system == ZIP_OPSYS_UNIX &&
           S_ISLNK(attributes >> 16);
}

/* What an entry of this size holds, with a NUL behind it. */
static bool entry_read(zip_t *z, zip_uint64_t index, zip_uint64_t size, char text[LINK_BYTES_MAX])
{
    zip_file_t *in = size && size < LINK_BYTES_MAX ? library.fopen_index(z, index, 0) : NULL;
    bool is_whole = in && library.fread(in, text, size) == (zip_int64_t)size && !memchr(text, '\0', size);

    if (in) library.fclose(in);
    text[is_whole ? size : 0] = '\0';
    return is_whole;
}

/* Is the file there still this entry's, and no later package's? */
static bool has_text(const char *path, const char *text, size_t size)
{
    int in = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    char there[LINK_BYTES_MAX];
    ssize_t got = in < 0 ? -1 : read(in, there, sizeof there);

    if (in >= 0) close(in);
    return got == (ssize_t)size && memcmp(there, text, size) == 0;
}

static int link_make(zip_t *z, zip_uint64_t index, const char *folder)
{
    char path[PATH_MAX], target[LINK_BYTES_MAX];
    zip_stat_t s;

    if (library.stat_index(z, index, 0, &s) || !entry_read(z, index, s.size, target)) return 0;
    if (snprintf(path, sizeof path, "%s/%s", folder, s.name) >= (int)sizeof path) return -1;
    if (!has_text(path, target, (size_t)s.size)) return 0;
    return unlink(path) || symlink(target, path) ? -1 : 0;
}

static int links_make(struct span zip, const char *folder)
{
    zip_t *z = package_open(zip);
    zip_int64_t count = z ? library.get_num_entries(z, 0) : -1;
    int rc = z ? 0 : -1;

    for (zip_int64_t i = 0; i < count && rc == 0; i++)
        if (is_link(z, (zip_uint64_t)i)) rc = link_make(z, (zip_uint64_t)i, folder);
    if (z) library.discard(z);
    return rc;
}

static int zip_unpack(struct span zip, const char *folder, const char **error)
{
    zip_t *z = package_open(zip);
    int64_t bytes;
    int rc;

    *error = unreadable;
    if (!z) return -1;
    *error = "the package could not be unpacked";
    rc = entries_check(z, &bytes) ? -1 : all_unpack(z, folder);
    library.discard(z);
    return rc;
}

const char *lambda_package_unpack_all(struct arena *a, const struct span *zips, int count, const char *name,
                                      const char **error)
{
    const char *folder = lambda_package_path(a, name);
    char unique[17], *partial;
    int rc = 0;

    if (access(folder, F_OK) == 0) return folder;
    random_text(unique, 16, ALPHABET_LOWER);
    partial = arena_printf(a, "%s.%s", folder, unique);
    for (int i = 0; i < count && rc == 0; i++) rc = zip_unpack(zips[i], partial, error);
    for (int i = 0; i < count && rc == 0; i++) rc = links_make(zips[i], partial);
    if (rc == 0 && rename(partial, folder) && errno != ENOTEMPTY && errno != EEXIST) rc = -1;
    if (rc || access(partial, F_OK) == 0) directory_remove(partial);
    return rc ? NULL : folder;
}

const char *lambda_package_unpack(struct arena *a, struct span zip, const char *code, const char **error)
{
    return lambda_package_unpack_all(a, &zip, 1, code, error);
}
