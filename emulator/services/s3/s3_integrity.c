/* Whoever calls from inside of Nube has no body, and nothing to be held against. */
#include "emulator/services/s3/s3_integrity.h"

#include "emulator/base/digest.h"
#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_checksums.h"
#include "emulator/services/s3/s3_faults.h"

static int md5_parse(struct call *c, struct span text, struct span *told)
{
    struct doc *extra;

    *told = (struct span){ NULL, 0 };
    if (!text.data) return 0;
    if (base64_decode(&c->arena, text, told) && told->size == 16) return 0;
    extra = doc_map(&c->arena);
    doc_put_str(extra, "Content-MD5", text);
    return fault_with(c, &s3_invalid_digest, extra, "The Content-MD5 you specified was invalid.");
}

int s3_md5_read(struct call *c, struct span *told)
{
    return md5_parse(c, doc_get_str(c->in, "ContentMD5"), told);
}

int s3_md5_check(struct call *c, struct span told, struct span own)
{
    struct doc *extra;

    if (!told.data || span_eq(told, own)) return 0;
    extra = doc_map(&c->arena);
    doc_put_str(extra, "ExpectedDigest", base64_text(&c->arena, told));
    doc_put_str(extra, "CalculatedDigest", base64_text(&c->arena, own));
    return fault_with(c, &s3_bad_digest, extra, "The Content-MD5 you specified did not match what we received.");
}

/* --- documents ---------------------------------------------------------------------------------------------------- */

static int body_md5_check(struct call *c)
{
    unsigned char own[64];
    struct span told;

    if (md5_parse(c, http_header(c->caller, "Content-MD5"), &told)) return -1;
    if (!told.data) return 0;
    digest_named(SPAN("MD5"), c->caller->body, own);
    return s3_md5_check(c, told, (struct span){ (const char *)own, 16 });
}

static int body_checksum_check(struct call *c, enum checksum_kind kind, struct span told)
{
    unsigned char own[CHECKSUM_BYTES_MAX], bytes[CHECKSUM_BYTES_MAX];
    size_t size = checksum_of(kind, c->caller->body, own);

    if (!s3_checksum_read(&c->arena, kind, told, bytes))
        return fault(c, &s3_invalid_request, "Value for %s header is invalid.", s3_checksum_header(kind));
    if (memcmp(own, bytes, size) == 0) return 0;
    return fault(c, &s3_bad_digest, "The %s you specified did not match the calculated checksum.", checksum_name(kind));
}

/* *has_any: there is one. */
static int checksums_check(struct call *c, bool *has_any)
{
    *has_any = http_header(c->caller, "Content-MD5").data || http_header(c->caller, "X-Amz-Trailer").data;
    for (size_t i = 0; i < c->caller->header_count; i++) {
        enum checksum_kind kind;
        if (!s3_checksum_of_header(c->caller->headers[i].name, &kind)) continue;
        *has_any = true;
        if (body_checksum_check(c, kind, c->caller->headers[i].value)) return -1;
    }
    return 0;
}

/* AWS: those whose documents must not be taken for others. */
static bool must_have(const char *operation)
{
    static const char *const names[] = { "DeleteObjects",
                                         "PutBucketCors",
                                         "PutBucketLifecycleConfiguration",
                                         "PutObjectRetention",
                                         "PutObjectLegalHold",
                                         "PutObjectLockConfiguration",
                                         NULL };

    for (const char *const *n = names; *n; n++)
        if (strcmp(*n, operation) == 0) return true;
    return false;
}

int s3_integrity_check(struct call *c)
{
    bool has_any, is_whole = c->caller && !(c->operation->flags & STREAMS_IN);

    /* A checksum of CompleteMultipartUpload is the object's. */
    if (!is_whole || strcmp(c->operation->name, "CompleteMultipartUpload") == 0) return 0;
    if (span_starts(http_header(c->caller, "X-Amz-Content-Sha256"), "STREAMING-")) return 0; /* see edge/payload.h */
    if (body_md5_check(c) || checksums_check(c, &has_any)) return -1;
    if (has_any || !must_have(c->operation->name)) return 0;
    return fault(c, &s3_invalid_request, "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
}
