/* Custom::Files: the files of a folder as the objects of a bucket. What is below assets/ has names that change with
 * what it holds, so everybody may keep it for a year; anything else is asked for anew each time.
 *
 * New assets come before the pages that name them, and old ones go after. Then a distribution, if there is one, is told
 * to forget. */
#include <cjson/cJSON.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/cloudfront_client.h"
#include "app/sdk/s3_client.h"

enum { FILES_PATH_SIZE = 4096, FILES_DEPTH_MAX = 16, FILES_MAX = 10000 };

static const char files_assets[] = "assets/";

static const char *files_bucket(const struct resource *r)
{
    return aws_json_string(r->wanted, "Bucket");
}

/* --- what is wanted ------------------------------------------------------------------------------------------- */

static bool files_hash(const char *path, char hex[AWS_MD5_HEX])
{
    FILE *file = fopen(path, "re");
    char buffer[64 * 1024];
    struct aws_md5 *md5;
    size_t length;
    bool is_read;

    if (!file) return false;
    md5 = aws_md5_new();
    while ((length = fread(buffer, 1, sizeof buffer, file))) aws_md5_add(md5, buffer, length);
    is_read = !ferror(file);
    aws_md5_end(md5, hex);
    fclose(file);
    return is_read;
}

static int files_fail(struct deploy *deploy, const char *path, const char *reason)
{
    aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "%s: %s", path, reason);
    return -1;
}

static int files_walk(struct deploy *deploy, const char *folder, const char *prefix, unsigned depth, cJSON *files);

/* Adds a file as {key: digest}, or what is in a folder. Names that begin with a dot are not for the world. */
static int files_add(struct deploy *deploy, const char *folder, const char *prefix, const char *name, unsigned depth,
                     cJSON *files)
{
    char path[FILES_PATH_SIZE], key[FILES_PATH_SIZE], digest[AWS_MD5_HEX];
    struct stat status;

    if (*name == '.') return 0;
    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path ||
        (size_t)snprintf(key, sizeof key, "%s%s", prefix, name) >= sizeof key || stat(path, &status))
        return files_fail(deploy, path, strerror(errno));
    if (S_ISDIR(status.st_mode)) {
        size_t length = strlen(key);

        if (length + 1 >= sizeof key) return files_fail(deploy, path, "the path is too long");
        memcpy(key + length, "/", 2);
        return files_walk(deploy, path, key, depth + 1, files);
    }
    if (!files_hash(path, digest)) return files_fail(deploy, path, "it cannot be read");
    cJSON_AddStringToObject(files, key, digest);
    return 0;
}

static int files_walk(struct deploy *deploy, const char *folder, const char *prefix, unsigned depth, cJSON *files)
{
    DIR *directory = depth < FILES_DEPTH_MAX ? opendir(folder) : NULL;
    struct dirent *entry;
    int failed = 0;

    if (!directory) return files_fail(deploy, folder, depth < FILES_DEPTH_MAX ? strerror(errno) : "it is too deep");
    while (!failed && (entry = readdir(directory)))
        failed = files_add(deploy, folder, prefix, entry->d_name, depth, files);
    closedir(directory);
    if (!failed && cJSON_GetArraySize(files) > FILES_MAX) failed = files_fail(deploy, folder, "it has too many files");
    return failed;
}

static int files_prepare(struct deploy *deploy, struct resource *r)
{
    return files_walk(deploy, aws_json_string(r->wanted, "Folder"), "", 0, cJSON_AddObjectToObject(r->wanted, "Files"));
}

/* --- what is found -------------------------------------------------------------------------------------------- */

static bool files_see(void *arg, const struct s3_listed *object)
{
    cJSON_AddStringToObject(arg, object->key, object->etag);
    return true;
}

static int files_read(struct deploy *deploy, struct resource *r)
{
    static const char *const given[] = { "Bucket", "Folder", "Distribution", NULL };
    cJSON *files = cJSON_CreateObject();

    if (!*files_bucket(r) || s3_list_objects(deploy->client, files_bucket(r), "", files_see, files, &deploy->error)) {
        cJSON_Delete(files);
        return !*files_bucket(r) || kind_error_is(deploy, S3_NO_SUCH_BUCKET) ? 0 : -1;
    }
    r->found = kind_pick(r->wanted, given);
    cJSON_AddItemToObject(r->found, "Files", files);
    text_copy(r->reference, sizeof r->reference, files_bucket(r));
    return 0;
}

/* --- making --------------------------------------------------------------------------------------------------- */

static const char *files_type(const char *key)
{
    static const char *const types[][2] = {
        { ".html", "text/html; charset=utf-8" },
        { ".js", "text/javascript; charset=utf-8" },
        { ".css", "text/css; charset=utf-8" },
        { ".json", "application/json" },
        { ".webmanifest", "application/manifest+json" },
        { ".svg", "image/svg+xml" },
        { ".png", "image/png" },
        { ".jpg", "image/jpeg" },
        { ".webp", "image/webp" },
        { ".ico", "image/x-icon" },
        { ".woff2", "font/woff2" },
        { ".txt", "text/plain; charset=utf-8" },
        { ".map", "application/json" },
    };
    const char *ending = strrchr(key, '.');

    for (size_t i = 0; ending && i < sizeof types / sizeof *types; i++)
        if (!strcmp(types[i][0], ending)) return types[i][1];
    return "application/octet-stream";
}

static bool files_is_asset(const char *key)
{
    return !strncmp(key, files_assets, sizeof files_assets - 1);
}

/* Puts the files that differ: the assets, or the others. */
static int files_put(struct deploy *deploy, const struct resource *r, bool are_assets)
{
    const cJSON *file;

    cJSON_ArrayForEach(file, aws_json_member(r->wanted, "Files"))
    {
        const char *found = aws_json_string(aws_json_member(r->found, "Files"), file->string);
        struct s3_object object = { files_bucket(r), file->string, files_type(file->string),
                                    are_assets ? "public, max-age=31536000, immutable" : "no-cache" };
        char path[FILES_PATH_SIZE];

        if (files_is_asset(file->string) != are_assets || (found && !strcmp(found, file->valuestring))) continue;
        snprintf(path, sizeof path, "%s/%s", aws_json_string(r->wanted, "Folder"), file->string);
        if (s3_put_file(deploy->client, &object, path, &deploy->error)) return -1;
    }
    return 0;
}

/* Removes what is not wanted, or all of it. */
static int files_delete(struct deploy *deploy, const struct resource *r, const cJSON *wanted)
{
    const cJSON *file;

    cJSON_ArrayForEach(file, aws_json_member(r->found, "Files"))
    {
        if (aws_json_member(wanted, file->string)) continue;
        if (s3_delete_object(deploy->client, files_bucket(r), file->string, &deploy->error)) return -1;
    }
    return 0;
}

static int files_invalidate(struct deploy *deploy, const struct resource *r)
{
    const char *distribution = aws_json_string(r->wanted, "Distribution");
    char reference[64];
    struct timespec now;

    if (!distribution || !*distribution || !cJSON_GetArraySize(aws_json_member(r->found, "Files"))) return 0;
    clock_gettime(CLOCK_REALTIME, &now);
    snprintf(reference, sizeof reference, "deploy-%lld.%09ld", (long long)now.tv_sec, now.tv_nsec);
    return cloudfront_invalidate(deploy->client, distribution, "/*", reference, &deploy->error);
}

static int files_update(struct deploy *deploy, struct resource *r, const char *where)
{
    (void)where;
    if (files_put(deploy, r, true) || files_put(deploy, r, false)) return -1;
    if (files_delete(deploy, r, aws_json_member(r->wanted, "Files"))) return -1;
    return files_invalidate(deploy, r);
}

static int files_create(struct deploy *deploy, struct resource *r)
{
    return files_update(deploy, r, "");
}

static int files_remove(struct deploy *deploy, struct resource *r)
{
    return files_delete(deploy, r, NULL);
}

const struct resource_kind kind_files = {
    .type = "Custom::Files",
    .label = "files of",
    .name = "Bucket",
    .prepare = files_prepare,
    .read = files_read,
    .create = files_create,
    .update = files_update,
    .remove = files_remove,
};
