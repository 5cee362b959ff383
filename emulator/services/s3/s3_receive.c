/* The checksum to take is known before the first byte; what a trailer says of it, after the last. */
#include "emulator/services/s3/s3_receive.h"

#include <stdlib.h>

#include "emulator/base/digest.h"
#include "emulator/base/panic.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/store/blob_sweep.h"

#define PIECE_BYTES ((size_t)128 * 1024)

static const char *const members[CHECKSUM_KINDS] = { "ChecksumCRC32", "ChecksumCRC32C", "ChecksumCRC64NVME",
                                                     "ChecksumSHA1", "ChecksumSHA256" };

static const char *const header_names[CHECKSUM_KINDS] = { "x-amz-checksum-crc32", "x-amz-checksum-crc32c",
                                                          "x-amz-checksum-crc64nvme", "x-amz-checksum-sha1",
                                                          "x-amz-checksum-sha256" };

const char *s3_checksum_member(enum checksum_kind kind)
{
    return members[kind];
}

void s3_checksum_put(struct doc *d, enum checksum_kind kind, const unsigned char *bytes)
{
    struct span raw = { (const char *)bytes, checksum_bytes(kind) };

    doc_put_str(d, members[kind], base64_text(d->arena, raw));
}

/* --- what the request says ---------------------------------------------------------------------------------------- */

struct receiving {
    struct call *c;
    struct s3_received *r;
    struct digest_stream *md5;
    struct checksum checksum;
    struct span told;     /* base64: of the header; absent: the trailer tells it, or nobody does */
    struct span told_md5; /* its sixteen bytes; absent: none */
};

/* The first one of the headers; two are refused. */
static int header_find(struct receiving *k)
{
    for (int kind = 0; kind < CHECKSUM_KINDS; kind++) {
        struct span told = doc_get_str(k->c->in, members[kind]);
        if (!told.data) continue;
        if (k->told.data)
            return fault(k->c, &s3_invalid_request,
                         "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        k->told = told;
        k->r->kind = (enum checksum_kind)kind;
        k->r->has_checksum = true;
    }
    return 0;
}

static int md5_read(struct receiving *k)
{
    struct span text = doc_get_str(k->c->in, "ContentMD5");
    struct doc *extra;

    if (!text.data) return 0;
    if (base64_decode(&k->c->arena, text, &k->told_md5) && k->told_md5.size == 16) return 0;
    extra = doc_map(&k->c->arena);
    doc_put_str(extra, "Content-MD5", text);
    return fault_with(k->c, &s3_invalid_digest, extra, "The Content-MD5 you specified was invalid.");
}

static int begin(struct receiving *k, const enum checksum_kind *otherwise)
{
    struct s3_received *r = k->r;
    struct span bytes;

    if (header_find(k) || md5_read(k)) return -1;
    if (k->told.data && (!base64_decode(&k->c->arena, k->told, &bytes) || bytes.size != checksum_bytes(r->kind)))
        return fault(k->c, &s3_invalid_request, "Value for %s header is invalid.", header_names[r->kind]);
    if (!r->has_checksum && otherwise) {
        r->has_checksum = true;
        r->kind = *otherwise;
    }
    k->md5 = digest_stream_begin(SPAN("MD5"));
    if (r->has_checksum) checksum_begin(&k->checksum, r->kind);
    return 0;
}

/* --- the bytes ---------------------------------------------------------------------------------------------------- */

static int too_large(struct call *c)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_format(extra, "MaxSizeAllowed", "%lld", (long long)S3_PUT_BYTES_MAX);
    if (c->body_in->size > 0) doc_put_format(extra, "ProposedSize", "%lld", (long long)c->body_in->size);
    return fault_with(c, &s3_entity_too_large, extra, "Your proposed upload exceeds the maximum allowed size");
}

static int no_room(struct call *c)
{
    return fault(c, &s3_internal_error, "We encountered an internal error. Please try again.");
}

/* A body that breaks off may have told why. */
static int broken_off(struct call *c)
{
    return fault(c, &s3_incomplete_body,
                 "You did not provide the number of bytes specified by the Content-Length HTTP header.");
}

static int pieces_copy(struct receiving *k, struct blob_writer *w, char *piece)
{
    ssize_t got;
    int64_t size = 0;

    while ((got = source_read(k->c->body_in, piece, PIECE_BYTES)) > 0) {
        struct span bytes = { piece, (size_t)got };
        size += got;
        if (size > S3_PUT_BYTES_MAX) return too_large(k->c);
        digest_stream_add(k->md5, bytes);
        if (k->r->has_checksum) checksum_add(&k->checksum, bytes);
        if (blob_add(w, piece, bytes.size)) return no_room(k->c);
    }
    return got < 0 ? broken_off(k->c) : 0;
}

static int bytes_copy(struct receiving *k, struct blob_writer *w)
{
    char *piece = memory_raw(PIECE_BYTES);
    int rc = pieces_copy(k, w, piece);

    free(piece);
    return rc;
}

/* --- what they are held against ----------------------------------------------------------------------------------- */

static int md5_check(struct receiving *k, const unsigned char *md5)
{
    struct span own = { (const char *)md5, 16 };
    struct doc *extra;

    hex_encode(md5, 16, k->r->etag);
    if (!k->told_md5.data || span_eq(k->told_md5, own)) return 0;
    extra = doc_map(&k->c->arena);
    doc_put_str(extra, "ExpectedDigest", doc_get_str(k->c->in, "ContentMD5"));
    doc_put_str(extra, "CalculatedDigest", base64_text(&k->c->arena, own));
    return fault_with(k->c, &s3_bad_digest, extra, "The Content-MD5 you specified did not match what we received.");
}

static int checksum_check(struct receiving *k)
{
    struct s3_received *r = k->r;
    struct span own = { (const char *)r->checksum, checksum_bytes(r->kind) }, told = k->told;

    if (!told.data) told = doc_get_str(k->c->trailers, header_names[r->kind]);
    if (!told.data || span_eq(told, base64_text(&k->c->arena, own))) return 0;
    return fault(k->c, &s3_bad_digest, "The %s you specified did not match the calculated checksum.",
                 checksum_name(r->kind));
}

/* Both digests end, whatever came before. */
static int end(struct receiving *k, int rc)
{
    unsigned char md5[64];

    digest_stream_end(k->md5, md5);
    if (k->r->has_checksum) checksum_end(&k->checksum, k->r->checksum);
    if (rc || md5_check(k, md5)) return -1;
    return k->r->has_checksum ? checksum_check(k) : 0;
}

static void settle(void *id)
{
    blob_settle(id);
}

int s3_receive(struct call *c, const enum checksum_kind *otherwise, struct s3_received *r)
{
    struct receiving k = { .c = c, .r = r };
    struct blob_writer *w;
    int rc;

    *r = (struct s3_received){ .blob.size = 0 };
    if (c->body_in->size > S3_PUT_BYTES_MAX) return too_large(c);
    if (begin(&k, otherwise)) return -1;
    w = blob_write();
    rc = end(&k, w ? bytes_copy(&k, w) : no_room(c));
    if (rc) {
        blob_abandon(w);
        return -1;
    }
    if (blob_end(w, &r->blob)) return no_room(c);
    call_after_commit_owning(c, settle, settle, r->blob.id, sizeof r->blob.id);
    return 0;
}
