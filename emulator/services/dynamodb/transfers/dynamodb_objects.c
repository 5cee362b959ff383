/* AWS: observed. FailureCode is S3's code with "S3" in front, and KmsNotFoundException for KMS.NotFoundException; the
 * message tells the service, the status and the request as AWS's Java SDK does.
 *
 * AWS: objects of an export are the bucket's owner's in full, which is why it takes s3:PutObjectAcl. */
#include "emulator/services/dynamodb/transfers/dynamodb_objects.h"

#include "emulator/base/source.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"

static struct call *call_open(const struct ddb_bucket *b, const char *operation)
{
    struct call *c = door_open("s3", operation, &b->who, SPAN(""));

    c->is_forwarded = true;
    doc_put_str(c->in, "Bucket", b->name);
    doc_put_str(c->in, "ExpectedBucketOwner", b->owner);
    return c;
}

/* --- failing ------------------------------------------------------------------------------------------------------ */

static struct span code_of(struct arena *a, const char *s3_code)
{
    if (span_is(span_of(s3_code), "KMS.NotFoundException")) return SPAN("KmsNotFoundException");
    return arena_format(a, "S3%s", s3_code);
}

static int tell_trouble(struct arena *a, const struct call *c, struct ddb_object_trouble *trouble)
{
    struct fault_words words = fault_words(&c->fault, PROTOCOL_REST_XML);

    *trouble = (struct ddb_object_trouble){
        .may_pass = c->fault.kind->blame != SENDER || c->fault.kind->status == 429,
        .code = code_of(a, words.code),
        .s3_code = arena_span(a, span_of(words.code)),
        .message =
            arena_format(a,
                         "%.*s (Service: Amazon S3; Status Code: %d; Error Code: %s; Request ID: %s; S3 Extended "
                         "Request ID: null; Proxy: null)",
                         SPAN_ARG(words.message), words.status, words.code, c->request_id),
    };
    return -1;
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

static void put_encryption(struct doc *in, const struct ddb_bucket *b)
{
    if (!b->algorithm.data) return;
    doc_put_str(in, "ServerSideEncryption", span_is(b->algorithm, "KMS") ? SPAN("aws:kms") : b->algorithm);
    doc_put_str(in, "SSEKMSKeyId", b->kms_key);
}

static struct span unquoted(struct span etag)
{
    return etag.size > 1 && etag.data[0] == '"' ? span_sub(etag, 1, etag.size - 2) : etag;
}

int ddb_object_put(struct arena *a, const struct ddb_bucket *b, struct span key, struct source *body, struct span *etag,
                   struct ddb_object_trouble *trouble)
{
    struct call *put = call_open(b, "PutObject");
    int rc;

    doc_put_str(put->in, "Key", key);
    doc_put_cstr(put->in, "ACL", "bucket-owner-full-control");
    put_encryption(put->in, b);
    put->body_in = body;
    rc = door_call(put) ? tell_trouble(a, put, trouble) : 0;
    if (!rc) *etag = arena_span(a, unquoted(doc_get_str(put->out, "ETag")));
    call_free(put);
    return rc;
}

int ddb_object_next(struct arena *a, const struct ddb_bucket *b, struct span prefix, struct span after,
                    struct ddb_object *object, struct ddb_object_trouble *trouble)
{
    struct call *list = call_open(b, "ListObjectsV2");
    const struct doc *first;
    int rc;

    *object = (struct ddb_object){ .size = 0 };
    doc_put_str(list->in, "Prefix", prefix);
    doc_put_str(list->in, "StartAfter", after);
    doc_put_int(list->in, "MaxKeys", 1);
    rc = door_call(list) ? tell_trouble(a, list, trouble) : 0;
    first = rc ? NULL : doc_at(doc_get(list->out, "Contents"), 0);
    if (first)
        *object = (struct ddb_object){ .key = arena_span(a, doc_get_str(first, "Key")),
                                       .etag = arena_span(a, unquoted(doc_get_str(first, "ETag"))),
                                       .size = doc_get_int(first, "Size", 0) };
    call_free(list);
    return rc;
}

int ddb_object_get(struct arena *a, const struct ddb_bucket *b, const struct ddb_object *object, struct call **get,
                   struct ddb_object_trouble *trouble)
{
    *get = call_open(b, "GetObject");
    doc_put_str((*get)->in, "Key", object->key);
    doc_put_format((*get)->in, "IfMatch", "\"%.*s\"", SPAN_ARG(object->etag));
    if (!door_call(*get) && (*get)->body_out) return 0;
    if (!(*get)->fault.kind) fault(*get, &fault_internal, "The object has no bytes.");
    tell_trouble(a, *get, trouble);
    call_free(*get);
    return -1;
}
