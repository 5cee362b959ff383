/* Amazon S3: objects, as streams or files. Buckets are named in the path, as http://HOST/BUCKET/KEY: that works on AWS and
 * on what stands in for it. A bucket is to be in the client's region.
 *
 * AWS: one request takes an object of 5 GB at most; larger ones, which come in parts, are not here. */
#ifndef APP_SDK_S3_CLIENT_H
#define APP_SDK_S3_CLIENT_H

#include "app/sdk/aws_client.h"

enum { S3_ETAG_SIZE = 128, S3_KEY_SIZE = 1025 };

#define S3_NO_SUCH_KEY    "NoSuchKey"
#define S3_NO_SUCH_BUCKET "NoSuchBucket"

/* Where an object is, and what is told of it beside its bytes: NULL leaves that to S3. */
struct s3_object {
    const char *bucket;
    const char *key;
    const char *content_type;
    const char *cache_control;
};

/* PutObject, of a stream that tells its length, of bytes, or of a file. A stream that rewinds is signed by its digest
 * and sent again where a try fails; one that does not is sent once, unsigned, which S3 takes over TLS alone. */
int s3_put_object(struct aws_client *client, const struct s3_object *object, const struct aws_http_source *source,
                  struct aws_error *error);
int s3_put_bytes(struct aws_client *client, const struct s3_object *object, const void *bytes, size_t length,
                 struct aws_error *error);
int s3_put_file(struct aws_client *client, const struct s3_object *object, const char *path, struct aws_error *error);

/* GetObject, into a stream or a file. The file appears when all of it is there; until then, PATH.part. */
int s3_get_object(struct aws_client *client, const char *bucket, const char *key, const struct aws_http_sink *sink,
                  struct aws_error *error);
int s3_get_file(struct aws_client *client, const char *bucket, const char *key, const char *path,
                struct aws_error *error);

/* DeleteObject: also where there is none. */
int s3_delete_object(struct aws_client *client, const char *bucket, const char *key, struct aws_error *error);

/* An object in a list. The ETag of one that came in one request is the MD5 of its bytes, without the quotes. */
struct s3_listed {
    const char *key;
    const char *etag;
};

/* ListObjectsV2: calls `see` with every object whose key begins with `prefix`, page by page, until it returns false. */
int s3_list_objects(struct aws_client *client, const char *bucket, const char *prefix,
                    bool (*see)(void *arg, const struct s3_listed *object), void *arg, struct aws_error *error);

/* Any other operation: `query` as "policy" or "publicAccessBlock", encoded; `key` NULL: of the bucket. `body` NULL: none.
 * The answer's body is appended to `answer` (NULL: nobody needs it). */
struct s3_operation {
    const char *method;
    const char *bucket;
    const char *key;
    const char *query;
    const char *body;
    const char *content_type;
};

int s3_call(struct aws_client *client, const struct s3_operation *operation, struct text *answer,
            struct aws_error *error);

#endif
