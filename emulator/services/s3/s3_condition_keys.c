/* Most are members of the input under another name. */
#include "emulator/services/s3/s3_condition_keys.h"

#include <inttypes.h>

#include "emulator/base/clock.h"
#include "emulator/base/times.h"
#include "emulator/core/ask.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_objects_store.h"
#include "emulator/services/s3/s3_subject.h"

static const struct {
    const char *key, *member;
} of_members[] = {
    { "s3:prefix", "Prefix" },
    { "s3:delimiter", "Delimiter" },
    { "s3:max-keys", "MaxKeys" },
    { "s3:VersionId", "VersionId" },
    { "s3:x-amz-acl", "ACL" },
    { "s3:x-amz-grant-full-control", "GrantFullControl" },
    { "s3:x-amz-grant-read", "GrantRead" },
    { "s3:x-amz-grant-read-acp", "GrantReadACP" },
    { "s3:x-amz-grant-write", "GrantWrite" },
    { "s3:x-amz-grant-write-acp", "GrantWriteACP" },
    { "s3:x-amz-server-side-encryption", "ServerSideEncryption" },
    { "s3:x-amz-server-side-encryption-aws-kms-key-id", "SSEKMSKeyId" },
    { "s3:x-amz-server-side-encryption-customer-algorithm", "SSECustomerAlgorithm" },
    { "s3:x-amz-copy-source", "CopySource" },
    { "s3:x-amz-metadata-directive", "MetadataDirective" },
    { "s3:x-amz-storage-class", "StorageClass" },
    { "s3:x-amz-website-redirect-location", "WebsiteRedirectLocation" },
    { "s3:x-amz-object-ownership", "ObjectOwnership" },
    { "s3:x-amz-bucket-namespace", "BucketNamespace" },
    { "s3:object-lock-mode", "ObjectLockMode" },
    { "s3:object-lock-legal-hold", "ObjectLockLegalHoldStatus" },
    { "s3:if-match", "IfMatch" },
    { "s3:if-none-match", "IfNoneMatch" },
};

static struct span text_of(struct call *c, const struct doc *d)
{
    return doc_is(d, DOC_INT) ? arena_format(&c->arena, "%" PRId64, d->integer) : doc_text(d);
}

static void members_tell(struct call *c)
{
    for (size_t i = 0; i < sizeof of_members / sizeof *of_members; i++)
        ask_key(c, of_members[i].key, text_of(c, doc_get(c->in, of_members[i].member)));
    ask_key(c, "s3:LocationConstraint", doc_get_str(doc_get(c->in, "CreateBucketConfiguration"), "LocationConstraint"));
}

/* --- the signature ------------------------------------------------------------------------------------------------ */

/* AWS: milliseconds since it was made. */
static void age_tell(struct call *c, struct span date)
{
    int64_t signed_at;

    if (!time_parse_basic(date, &signed_at)) return;
    ask_key(c, "s3:signatureAge", arena_format(&c->arena, "%" PRId64, clock_real_ms() - signed_at));
}

static void signature_tell(struct call *c)
{
    const struct http_request *request = c->caller;
    struct span value, date = { NULL, 0 };

    if (!request || c->who.kind == IDENTITY_ANONYMOUS) return;
    if (http_query(request, "X-Amz-Signature", &value)) {
        ask_key(c, "s3:authType", SPAN("REST-QUERY-STRING"));
        http_query(request, "X-Amz-Date", &date);
    } else {
        ask_key(c, "s3:authType", http_header(request, "Authorization").size ? SPAN("REST-HEADER") : SPAN("POST"));
        date = http_header(request, "x-amz-date");
    }
    ask_key(c, "s3:signatureversion", SPAN("AWS4-HMAC-SHA256"));
    age_tell(c, date);
    ask_key(c, "s3:x-amz-content-sha256", http_header(request, "x-amz-content-sha256"));
}

/* --- tags and lock ------------------------------------------------------------------------------------------------ */

static void tag_tell(struct call *c, const char *prefix, struct span key, struct span value)
{
    ask_key(c, arena_printf(&c->arena, "%s%.*s", prefix, SPAN_ARG(key)), value.data ? value : SPAN(""));
}

static void tags_tell(struct call *c, const char *prefix, const struct doc *tags, const char *keys)
{
    for (size_t i = 0; i < doc_count(tags); i++) {
        struct span key = doc_get_str(doc_at(tags, i), "Key");
        tag_tell(c, prefix, key, doc_get_str(doc_at(tags, i), "Value"));
        if (keys) ask_key(c, keys, key);
    }
}

/* "team=red&level=1" of the header, or the document of PutObjectTagging. */
static void request_tags_tell(struct call *c)
{
    const struct doc *tagging = doc_get(c->in, "Tagging");
    struct span rest = doc_text(tagging), pair;

    if (!doc_get(c->in, "Key")) return;
    tags_tell(c, "s3:RequestObjectTag/", doc_get(tagging, "TagSet"), "s3:RequestObjectTagKeys");
    while (span_split(&rest, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        struct span key = http_decode(&c->arena, span_sub(pair, 0, equals), true);
        if (!key.size) continue;
        tag_tell(c, "s3:RequestObjectTag/", key, http_decode(&c->arena, span_sub(pair, equals + 1, SIZE_MAX), true));
        ask_key(c, "s3:RequestObjectTagKeys", key);
    }
}

static void object_tell(struct call *c)
{
    struct span key = doc_get_str(c->in, "Key"), version = doc_get_str(c->in, "VersionId");
    struct s3_bucket b;
    struct s3_object o;

    if (!key.size || !s3_store_bucket_find(c, doc_get_str(c->in, "Bucket"), &b)) return;
    if (version.data ? !s3_store_object_version(c, b.id, key, version, &o) : !s3_store_object_newest(c, b.id, key, &o))
        return;
    tags_tell(c, "s3:ExistingObjectTag/", o.tags, NULL);
}

static void lock_tell(struct call *c)
{
    const struct doc *until = doc_get(c->in, "ObjectLockRetainUntilDate");
    int64_t ms;

    if (!until) until = doc_get(doc_get(c->in, "Retention"), "RetainUntilDate");
    if (!doc_is(until, DOC_INT)) return;
    ms = until->integer;
    ask_key(c, "s3:object-lock-retain-until-date", time_iso8601(&c->arena, ms));
    ask_key(c, "s3:object-lock-remaining-retention-days",
            arena_format(&c->arena, "%" PRId64, (ms - clock_now_ms()) / (24 * 3600 * 1000)));
}

void s3_condition_keys(struct call *c)
{
    const struct s3_bucket *resolved = s3_subject_bucket(c);

    members_tell(c);
    signature_tell(c);
    request_tags_tell(c);
    object_tell(c);
    lock_tell(c);
    if (resolved) ask_key(c, "s3:ResourceAccount", resolved->account);
}
