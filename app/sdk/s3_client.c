/* Amazon S3 over its REST API. */
#include "app/sdk/s3_client.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/sdk/aws_pages.h"
#include "app/sdk/aws_services.h"
#include "app/sdk/aws_uri.h"
#include "app/sdk/aws_xml.h"

enum { S3_PATH_MAX = 8 * 1024, S3_FILE_PATH_SIZE = 4096 };

/* "/bucket/key", encoded. */
static void s3_write_path(struct text *path, const char *bucket, const char *key)
{
    text_init(path, S3_PATH_MAX);
    text_put(path, "/");
    aws_uri_encode(path, bucket, strlen(bucket));
    if (!key) return;
    text_put(path, "/");
    aws_uri_encode_path(path, key, strlen(key));
}

/* Sends; the answer's body, if any, is appended to `answer`. */
static int s3_send(struct aws_client *client, struct aws_request *request, const char *bucket, const char *key,
                   struct text *answer, struct aws_error *error)
{
    struct aws_http_response response;
    struct text path;
    int failed = -1;

    s3_write_path(&path, bucket, key);
    aws_http_response_init(&response);
    request->service = &aws_s3;
    request->path = text_string(&path);
    if (path.overflow) aws_error_set(error, AWS_ERROR_CLIENT, "the key is too long");
    else failed = aws_client_call(client, request, &response, error);
    if (!failed && answer) text_append(answer, text_string(&response.body), response.body.length);
    aws_http_response_release(&response);
    text_release(&path);
    return failed;
}

static void s3_add_header(struct aws_request *request, const char *name, const char *value)
{
    size_t i = 0;

    while (request->headers[i].name) i++;
    if (value) request->headers[i] = (struct aws_header){ name, value };
}

int s3_call(struct aws_client *client, const struct s3_operation *operation, struct text *answer,
            struct aws_error *error)
{
    struct aws_request request = {
        .method = operation->method,
        .query = operation->query,
        .body = operation->body,
        .body_length = operation->body ? strlen(operation->body) : 0,
    };

    s3_add_header(&request, "Content-Type", operation->content_type);
    return s3_send(client, &request, operation->bucket, operation->key, answer, error);
}

/* --- putting -------------------------------------------------------------------------------------------------- */

int s3_put_object(struct aws_client *client, const struct s3_object *object, const struct aws_http_source *source,
                  struct aws_error *error)
{
    struct aws_request request = { .method = "PUT", .source = source };

    s3_add_header(&request, "Content-Type", object->content_type ? object->content_type : "application/octet-stream");
    s3_add_header(&request, "Cache-Control", object->cache_control);
    return s3_send(client, &request, object->bucket, object->key, NULL, error);
}

int s3_put_bytes(struct aws_client *client, const struct s3_object *object, const void *bytes, size_t length,
                 struct aws_error *error)
{
    struct aws_request request = { .method = "PUT", .body = length ? bytes : "", .body_length = length };

    s3_add_header(&request, "Content-Type", object->content_type ? object->content_type : "application/octet-stream");
    s3_add_header(&request, "Cache-Control", object->cache_control);
    return s3_send(client, &request, object->bucket, object->key, NULL, error);
}

static size_t s3_read_file(void *arg, char *buffer, size_t size)
{
    size_t length = fread(buffer, 1, size, arg);

    return length || !ferror((FILE *)arg) ? length : AWS_HTTP_READ_FAILED;
}

static bool s3_rewind_file(void *arg)
{
    return !fseek(arg, 0, SEEK_SET);
}

int s3_put_file(struct aws_client *client, const struct s3_object *object, const char *path, struct aws_error *error)
{
    FILE *file = fopen(path, "re");
    struct aws_http_source source = { s3_read_file, s3_rewind_file, file, 0 };
    struct stat status;
    int failed = -1;

    if (!file || fstat(fileno(file), &status)) {
        aws_error_set(error, AWS_ERROR_CLIENT, "%s: %s", path, strerror(errno));
    } else {
        source.length = (uint64_t)status.st_size;
        failed =
            source.length ? s3_put_object(client, object, &source, error) : s3_put_bytes(client, object, "", 0, error);
    }
    if (file) fclose(file);
    return failed;
}

/* --- getting -------------------------------------------------------------------------------------------------- */

int s3_get_object(struct aws_client *client, const char *bucket, const char *key, const struct aws_http_sink *sink,
                  struct aws_error *error)
{
    struct aws_request request = { .method = "GET", .sink = sink };

    return s3_send(client, &request, bucket, key, NULL, error);
}

static bool s3_write_file(void *arg, const char *bytes, size_t length)
{
    return fwrite(bytes, 1, length, arg) == length;
}

int s3_get_file(struct aws_client *client, const char *bucket, const char *key, const char *path,
                struct aws_error *error)
{
    char part[S3_FILE_PATH_SIZE];
    bool fits = (size_t)snprintf(part, sizeof part, "%s.part", path) < sizeof part;
    FILE *file = fits ? fopen(part, "we") : NULL;
    struct aws_http_sink sink = { s3_write_file, file };
    int failed;

    if (!file) {
        aws_error_set(error, AWS_ERROR_CLIENT, "%s: %s", path, fits ? strerror(errno) : "the path is too long");
        return -1;
    }
    failed = s3_get_object(client, bucket, key, &sink, error);
    if ((fclose(file) || (!failed && rename(part, path))) && !failed) {
        aws_error_set(error, AWS_ERROR_CLIENT, "%s: %s", path, strerror(errno));
        failed = -1;
    }
    if (failed) remove(part);
    return failed;
}

int s3_delete_object(struct aws_client *client, const char *bucket, const char *key, struct aws_error *error)
{
    struct aws_request request = { .method = "DELETE" };

    return s3_send(client, &request, bucket, key, NULL, error);
}

/* --- lists ---------------------------------------------------------------------------------------------------- */

static void s3_write_query(struct text *query, const char *prefix, const char *token)
{
    text_clear(query);
    text_put(query, "list-type=2&prefix=");
    aws_uri_encode(query, prefix, strlen(prefix));
    if (!*token) return;
    text_put(query, "&continuation-token=");
    aws_uri_encode(query, token, strlen(token));
}

/* Calls `see` with what is on a page; false when it has seen enough. */
static bool s3_see_page(const char *xml, bool (*see)(void *arg, const struct s3_listed *object), void *arg)
{
    struct text key, etag;
    bool goes_on = true;

    text_init(&key, S3_KEY_SIZE);
    text_init(&etag, S3_ETAG_SIZE);
    for (const char *at = strstr(xml, "<Contents>"); at && goes_on; at = strstr(at, "<Contents>")) {
        struct s3_listed object;

        text_clear(&key);
        text_clear(&etag);
        aws_xml_text(at, "Key", &key);
        aws_xml_text(at, "ETag", &etag);
        if (etag.length >= 2 && *etag.bytes == '"') {
            etag.bytes[etag.length - 1] = '\0';
            object = (struct s3_listed){ text_string(&key), etag.bytes + 1 };
        } else {
            object = (struct s3_listed){ text_string(&key), text_string(&etag) };
        }
        goes_on = see(arg, &object);
        at += strlen("<Contents>");
    }
    text_release(&etag);
    text_release(&key);
    return goes_on;
}

int s3_list_objects(struct aws_client *client, const char *bucket, const char *prefix,
                    bool (*see)(void *arg, const struct s3_listed *object), void *arg, struct aws_error *error)
{
    struct aws_pages pages = { 0 };
    struct text query, xml, token;
    bool goes_on = true;
    int failed = 0;

    text_init(&query, S3_PATH_MAX * 2);
    text_init(&xml, AWS_HTTP_BODY_MAX);
    text_init(&token, AWS_PAGES_TOKEN_SIZE - 1);
    while (!failed && goes_on && aws_pages_next(&pages)) {
        struct aws_request request = { .method = "GET" };

        s3_write_query(&query, prefix, pages.token);
        request.query = text_string(&query);
        text_clear(&xml);
        text_clear(&token);
        failed = s3_send(client, &request, bucket, NULL, &xml, error);
        goes_on = !failed && s3_see_page(text_string(&xml), see, arg);
        aws_pages_advance(&pages, aws_xml_text(text_string(&xml), "NextContinuationToken", &token) ? text_string(&token)
                                                                                                   : NULL);
    }
    text_release(&token);
    text_release(&xml);
    text_release(&query);
    return failed;
}
