/* Function packages through libzip.
 *
 * A name that is absolute, climbs (".."), or holds a backslash or a NUL makes the whole package bad; links are not made (an entry that is a
 * link becomes a plain file). So nothing lands outside the folder. Unpacking goes into a folder of its own that is renamed at the end. */
#include "emulator/services/lambda/lambda_package.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "emulator/base/files.h"
#include "emulator/base/ids.h"
#include "emulator/core/settings.h"

#define UNPACKED_BYTES_MAX ((zip_uint64_t)262144000)
#define ENTRIES_MAX        65535

static const char unreadable[] = "Could not unzip uploaded file. Please check your file, then try to upload again.";

static zip_t *package_open(struct span zip)
{
    zip_error_t error;
    zip_source_t *source;
    zip_t *z;

    if (zip.size < 22) return NULL; /* the smallest zip there is */
    zip_error_init(&error);
    source = zip_source_buffer_create(zip.data, zip.size, 0, &error);
    z = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (source && !z) zip_source_free(source);
    zip_error_fini(&error);
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

static const char *entries_check(zip_t *z)
{
    zip_int64_t count = zip_get_num_entries(z, 0);
    zip_uint64_t total = 0;

    if (count <= 0) return "Uploaded file must be a non-empty zip";
    if (count > ENTRIES_MAX) return unreadable;
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t s;
        if (zip_stat_index(z, (zip_uint64_t)i, 0, &s) || !(s.valid & ZIP_STAT_NAME) || !is_inside(s.name)) return unreadable;
        if (s.size > UNPACKED_BYTES_MAX || (total += s.size) > UNPACKED_BYTES_MAX)
            return "Unzipped size must be smaller than 262144000 bytes";
    }
    return NULL;
}

const char *lambda_package_check(struct span zip)
{
    zip_t *z = package_open(zip);
    const char *wrong = z ? entries_check(z) : unreadable;

    if (z) zip_discard(z);
    return wrong;
}

const char *lambda_package_path(struct arena *a, const char *code)
{
    return arena_printf(a, "%s/lambda/%s", settings.data_dir, code);
}

/* Copies the entry's bytes, never more than it announced. */
static int file_write(zip_file_t *in, const char *path, zip_uint64_t size, mode_t mode)
{
    int out = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
    char chunk[4096];
    zip_int64_t got = 0;

    if (out < 0) return -1;
    while (size > 0 && (got = zip_fread(in, chunk, size < sizeof chunk ? size : sizeof chunk)) > 0) {
        if (write(out, chunk, (size_t)got) != got) break;
        size -= (zip_uint64_t)got;
    }
    return close(out) || size ? -1 : 0;
}

/* The permissions that a Unix zip kept; readable and, without any, executable for the owner: a bootstrap made on another system runs too. */
static mode_t entry_mode(zip_t *z, zip_uint64_t index)
{
    zip_uint8_t system;
    zip_uint32_t attributes;

    if (zip_file_get_external_attributes(z, index, 0, &system, &attributes) || system != ZIP_OPSYS_UNIX || !(attributes >> 16)) return 0755;
    return (mode_t)(((attributes >> 16) & 0755) | 0600);
}

static int entry_unpack(zip_t *z, zip_uint64_t index, const char *folder)
{
    char path[PATH_MAX], *slash;
    zip_stat_t s;
    zip_file_t *in;
    int rc;

    if (zip_stat_index(z, index, 0, &s)) return -1;
    if (snprintf(path, sizeof path, "%s/%s", folder, s.name) >= (int)sizeof path) return -1;
    slash = strrchr(path, '/');
    if (!slash[1]) return directory_make((*slash = '\0', path));
    *slash = '\0';
    if (directory_make(path)) return -1;
    *slash = '/';
    in = zip_fopen_index(z, index, 0);
    if (!in) return -1;
    rc = file_write(in, path, s.size, entry_mode(z, index));
    zip_fclose(in);
    return rc;
}

static int all_unpack(zip_t *z, const char *folder)
{
    zip_int64_t count = zip_get_num_entries(z, 0);

    if (directory_make(folder)) return -1;
    for (zip_int64_t i = 0; i < count; i++)
        if (entry_unpack(z, (zip_uint64_t)i, folder)) return -1;
    return 0;
}

const char *lambda_package_unpack(struct arena *a, struct span zip, const char *code, const char **error)
{
    const char *folder = lambda_package_path(a, code);
    char unique[17], *partial;
    zip_t *z;
    int rc;

    if (access(folder, F_OK) == 0) return folder;
    random_text(unique, 16, ALPHABET_LOWER);
    partial = arena_printf(a, "%s.%s", folder, unique);
    z = package_open(zip);
    *error = unreadable;
    if (!z) return NULL;
    rc = entries_check(z) ? -1 : all_unpack(z, partial);
    zip_discard(z);
    if (rc == 0 && rename(partial, folder) && errno != ENOTEMPTY && errno != EEXIST) rc = -1;
    if (rc || access(partial, F_OK) == 0) directory_remove(partial);
    if (rc) *error = "the package could not be unpacked";
    return rc ? NULL : folder;
}
