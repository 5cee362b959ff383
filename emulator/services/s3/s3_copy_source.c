/* All conditions that do not hold are failures here: there is nothing that was not modified to be told. */
#include "emulator/services/s3/s3_copy_source.h"

#include <inttypes.h>

#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_archive.h"
#include "emulator/services/s3/s3_conditions.h"
#include "emulator/services/s3/s3_encryption.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_subject.h"

#define VERSION "?versionId="

/* --- the name ---------------------------------------------------------------------------------------------------- */

const char *s3_copy_name_read(struct arena *a, struct span header, struct s3_copy_name *name)
{
    const char *mark = memmem(header.data, header.size, VERSION, strlen(VERSION));
    struct span path = header;
    size_t slash;

    *name = (struct s3_copy_name){ .bucket.data = NULL };
    if (mark) {
        path = span_sub(header, 0, (size_t)(mark - header.data));
        name->version = http_decode(a, span_sub(header, path.size + strlen(VERSION), SIZE_MAX), true);
    }
    path = http_decode(a, path, true);
    if (span_starts(path, "/")) path = span_sub(path, 1, SIZE_MAX);
    if (span_starts(path, "arn:")) return "Nube has no access points to copy from";
    slash = span_find(path, '/');
    name->bucket = span_sub(path, 0, slash);
    name->key = span_sub(path, slash + 1, SIZE_MAX);
    if (!name->bucket.size) return "Invalid copy source bucket name";
    return name->key.size && span_is_utf8(name->key) ? NULL : "Invalid copy source object key";
}

/* --- conditions -------------------------------------------------------------------------------------------------- */

static int conditions_check(struct call *c, const struct s3_object *o)
{
    struct span match = doc_get_str(c->in, "CopySourceIfMatch"), none = doc_get_str(c->in, "CopySourceIfNoneMatch");
    int64_t changed = o->changed_ms / 1000;
    bool is_matched = match.data && s3_etag_is_in(match, o->etag),
         is_other = none.data && !s3_etag_is_in(none, o->etag);
    bool is_older = changed <= doc_get_int(c->in, "CopySourceIfUnmodifiedSince", INT64_MAX) / 1000;
    int64_t since = doc_get_int(c->in, "CopySourceIfModifiedSince", INT64_MIN);

    if (match.data && !is_matched) return s3_raise_precondition(c, "x-amz-copy-source-If-Match");
    if (!match.data && !is_older) return s3_raise_precondition(c, "x-amz-copy-source-If-Unmodified-Since");
    if (none.data && !is_other) return s3_raise_precondition(c, "x-amz-copy-source-If-None-Match");
    if (!none.data && since != INT64_MIN && since <= c->now_ms && changed <= since / 1000)
        return s3_raise_precondition(c, "x-amz-copy-source-If-Modified-Since");
    return 0;
}

/* --- the object -------------------------------------------------------------------------------------------------- */

static int bucket_find(struct call *c, struct span name, struct s3_bucket *b)
{
    struct span expected = doc_get_str(c->in, "ExpectedSourceBucketOwner");

    if (!s3_store_bucket_find(c, name, b)) return s3_raise_no_such_bucket(c, name);
    return !expected.data || span_eq(expected, b->account) ? 0 : fault(c, &s3_access_denied, "Access Denied");
}

static int object_find(struct call *c, const struct s3_bucket *b, const struct s3_copy_name *name, struct s3_object *o)
{
    if (!name->version.data) {
        if (s3_store_object_newest(c, b->id, name->key, o) && !o->is_marker) return 0;
        return s3_check_may_know(c, b) ? -1 : s3_raise_no_such_key(c, name->key);
    }
    if (s3_version_id_check(c, name->version)) return -1;
    if (!s3_store_object_version(c, b->id, name->key, name->version, o))
        return s3_raise_no_such_version(c, name->key, name->version);
    if (!o->is_marker) return 0;
    return fault(c, &s3_invalid_request,
                 "The source of a copy request may not specifically refer to a delete marker by version id.");
}

/* AWS: that the source was read is a record of its own, in the log of its bucket. */
static void read_log(struct call *c, const struct s3_bucket *b, const struct s3_copy_name *name, int64_t size)
{
    bool is_part = span_is(span_of(c->operation->name), "UploadPartCopy");
    const struct s3_subject *s = c->resolved;
    struct fault_words words = { .status = 200 };

    if (!s || s->asides) return; /* it was looked at before */
    if (c->fault.kind) words = fault_words(&c->fault, PROTOCOL_REST_XML);
    s3_subject_aside(c, &(struct s3_aside){ .operation = is_part ? "REST.COPY.PART_GET" : "REST.COPY.OBJECT_GET",
                                            .bucket = *b,
                                            .key = name->key,
                                            .version = name->version,
                                            .size = size,
                                            .code = span_of(words.code),
                                            .status = words.status });
}

static int source_get(struct call *c, const struct s3_bucket *b, const struct s3_copy_name *name, struct s3_object *o)
{
    if (object_find(c, b, name, o)) return -1;
    if (conditions_check(c, o) || s3_encryption_check(c, o->about, S3_CUSTOMER_OF_SOURCE)) return -1;
    return s3_archive_check_copy(c, o);
}

int s3_copy_source_get(struct call *c, struct s3_bucket *b, struct s3_object *o)
{
    struct s3_copy_name name;
    const char *wrong = s3_copy_name_read(&c->arena, doc_get_str(c->in, "CopySource"), &name);
    int rc;

    if (wrong) return s3_raise_invalid_argument(c, "x-amz-copy-source", SPAN("x-amz-copy-source"), wrong);
    if (bucket_find(c, name.bucket, b)) return -1;
    rc = source_get(c, b, &name, o);
    read_log(c, b, &name, rc ? -1 : o->size);
    return rc;
}

void s3_copy_source_tell(struct call *c, const struct s3_object *o)
{
    doc_put_str(c->out, "CopySourceVersionId", o->version);
}

/* --- how much of it ---------------------------------------------------------------------------------------------- */

int s3_copy_size_check(struct call *c, int64_t size)
{
    if (size <= S3_COPY_BYTES_MAX) return 0;
    return fault(c, &s3_invalid_request,
                 "The specified copy source is larger than the maximum allowable size for a copy source: %" PRId64,
                 S3_COPY_BYTES_MAX);
}

static bool range_split(struct span range, int64_t *first, int64_t *last)
{
    size_t dash;

    if (!span_starts(range, "bytes=")) return false;
    range = span_sub(range, strlen("bytes="), SIZE_MAX);
    dash = span_find(range, '-');
    return dash && dash < range.size && span_int(span_sub(range, 0, dash), first) &&
           span_int(span_sub(range, dash + 1, SIZE_MAX), last) && *first >= 0 && *last >= *first;
}

int s3_copy_range_read(struct call *c, int64_t size, int64_t *offset, int64_t *length)
{
    struct span range = doc_get_str(c->in, "CopySourceRange");
    int64_t last;

    *offset = 0;
    *length = size;
    if (!range.data) return 0;
    if (!range_split(range, offset, &last))
        return s3_raise_invalid_argument(
            c, "x-amz-copy-source-range", range,
            "The x-amz-copy-source-range value must be of the form bytes=first-last where "
            "first and last are the zero-based offsets of the first and last bytes to copy");
    if (last >= size)
        return s3_raise_invalid_argument(
            c, "x-amz-copy-source-range", range,
            arena_printf(&c->arena, "Range specified is not valid for source object of size: %" PRId64, size));
    *length = last - *offset + 1;
    return 0;
}
