/* The checksum to take is known before the first byte; what a trailer says of it, after the last. */
#include "emulator/services/s3/s3_receive.h"

#include <stdlib.h>

#include "emulator/base/digest.h"
#include "emulator/base/digest_aside.h"
#include "emulator/base/panic.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_integrity.h"
#include "emulator/store/blob_sweep.h"

#define PIECE_BYTES DIGEST_ASIDE_BYTES
#define LARGE_BYTES (1024 * 1024)

/* --- what the request says ---------------------------------------------------------------------------------------- */

struct receiving {
    struct call *c;
    struct s3_received *r;
    struct digest_stream *md5;  /* NULL: it is taken aside */
    struct digest_aside *aside; /* of what is large */
    struct checksum told, kept; /* the latter only where its kind is another */
    struct span told_md5;       /* its sixteen bytes; absent: none */
    bool keeps_another;
};

static bool trailer_announces(struct call *c, enum checksum_kind *kind)
{
    return c->caller && s3_checksum_announced(http_header(c->caller, "X-Amz-Trailer"), kind);
}

static int several(struct call *c)
{
    return fault(c, &s3_invalid_request,
                 "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
}

static int header_find(struct call *c, bool *is_there, enum checksum_kind *found)
{
    *is_there = false;
    for (int k = 0; k < CHECKSUM_KINDS; k++) {
        enum checksum_kind kind = (enum checksum_kind)k;
        if (!doc_get(c->in, s3_checksum_member(kind))) continue;
        if (*is_there) return several(c);
        *is_there = true;
        *found = kind;
    }
    return 0;
}

static int unknown_check(struct call *c, bool has_told)
{
    for (size_t i = 0; c->caller && i < c->caller->header_count; i++)
        if (s3_checksum_is_unknown(c->caller->headers[i].name))
            return has_told ? several(c)
                            : fault(c, &s3_invalid_request,
                                    "The algorithm type you specified in x-amz-checksum- header is invalid.");
    return 0;
}

/* What an SDK says of itself must be so. */
static int algorithm_check(struct call *c, bool has_told, enum checksum_kind kind)
{
    struct span name = doc_get_str(c->in, "ChecksumAlgorithm");
    enum checksum_kind named;

    if (!name.data) return 0;
    if (!has_told)
        return fault(c, &s3_invalid_request,
                     "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer "
                     "headers were found.");
    if (checksum_named(name, &named) && named == kind) return 0;
    return fault(c, &s3_invalid_request, "Value for x-amz-sdk-checksum-algorithm header is invalid.");
}

int s3_receive_told(struct call *c, bool *has_told, enum checksum_kind *kind)
{
    enum checksum_kind trailing;

    if (header_find(c, has_told, kind) || unknown_check(c, *has_told)) return -1;
    if (trailer_announces(c, &trailing)) {
        if (*has_told) return several(c);
        *has_told = true;
        *kind = trailing;
    }
    return algorithm_check(c, *has_told, *kind);
}

/* A checksum in a header is a good one, whether it is right or not. */
static int told_check(struct call *c, enum checksum_kind kind)
{
    struct span told = doc_get_str(c->in, s3_checksum_member(kind));
    unsigned char unused[CHECKSUM_BYTES_MAX];

    if (!told.data || s3_checksum_read(&c->arena, kind, told, unused)) return 0;
    return fault(c, &s3_invalid_request, "Value for %s header is invalid.", s3_checksum_header(kind));
}

/* AWS: a write that locks must say what it is. Who calls from inside of Nube has nothing to say it in. */
static int locking_check(struct call *c, bool has_told)
{
    static const char *const members[] = { "ObjectLockMode", "ObjectLockRetainUntilDate", "ObjectLockLegalHoldStatus",
                                           NULL };

    if (!c->caller) return 0;
    for (const char *const *m = members; *m; m++)
        if (doc_get(c->in, *m) && !has_told && !doc_get(c->in, "ContentMD5"))
            return fault(c, &s3_invalid_request,
                         "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object "
                         "Lock parameters");
    return 0;
}

/* The length must be told before. AWS: of chunks of HTTP's own it knows only those that hold aws-chunked. */
static int length_check(struct call *c)
{
    if (!c->caller || http_header(c->caller, "Content-Length").data) return 0;
    if (http_header(c->caller, "X-Amz-Decoded-Content-Length").data) return 0;
    if (http_header(c->caller, "Transfer-Encoding").data)
        return s3_raise_not_implemented_header(c, "Transfer-Encoding");
    return fault(c, &s3_missing_content_length, "You must provide the Content-Length HTTP header.");
}

static bool is_large(const struct source *body)
{
    return body->size < 0 || body->size > LARGE_BYTES;
}

static int begin(struct receiving *k, const enum checksum_kind *wished)
{
    struct s3_received *r = k->r;
    int64_t bytes = k->c->body_in->size;

    if (s3_receive_told(k->c, &r->has_told, &r->told.kind) || s3_md5_read(k->c, &k->told_md5) ||
        locking_check(k->c, r->has_told))
        return -1;
    if (r->has_told && told_check(k->c, r->told.kind)) return -1;
    r->kept.kind = wished ? *wished : r->has_told ? r->told.kind : CHECKSUM_CRC64NVME;
    k->keeps_another = !r->has_told || r->told.kind != r->kept.kind;
    if (is_large(k->c->body_in)) k->aside = digest_aside_begin(SPAN("MD5"));
    if (!k->aside) k->md5 = digest_stream_begin(SPAN("MD5"), bytes);
    if (r->has_told) checksum_begin(&k->told, r->told.kind, bytes);
    if (k->keeps_another) checksum_begin(&k->kept, r->kept.kind, bytes);
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
    if (http_request_is_late(c->caller)) return fault(c, &fault_late_body, "%s", "");
    return fault(c, &s3_incomplete_body,
                 "You did not provide the number of bytes specified by the Content-Length HTTP header.");
}

/* MD5 takes longer than all else together. */
static void md5_add(struct receiving *k, struct span bytes)
{
    if (k->aside) digest_aside_add(k->aside, bytes.size);
    else digest_stream_add(k->md5, bytes);
}

/* Into `piece`; NULL: into those of the digest that is taken aside. */
static ssize_t piece_read(struct receiving *k, char *piece, size_t room, struct span *bytes)
{
    char *at = piece ? piece : digest_aside_room(k->aside);
    ssize_t got = source_read(k->c->body_in, at, room);

    *bytes = (struct span){ at, got > 0 ? (size_t)got : 0 };
    return got;
}

static int pieces_copy(struct receiving *k, struct blob_writer *w, char *piece, size_t room)
{
    struct span bytes;
    ssize_t got;
    int64_t size = 0;

    while ((got = piece_read(k, piece, room, &bytes)) > 0) {
        size += got;
        if (size > S3_PUT_BYTES_MAX) return too_large(k->c);
        md5_add(k, bytes);
        if (k->r->has_told) checksum_add(&k->told, bytes);
        if (k->keeps_another) checksum_add(&k->kept, bytes);
        if (blob_add(w, bytes.data, bytes.size)) return no_room(k->c);
    }
    return got < 0 ? broken_off(k->c) : 0;
}

static int bytes_copy(struct receiving *k, struct blob_writer *w)
{
    int64_t size = k->c->body_in->size;
    size_t room = size >= 0 && size < (int64_t)PIECE_BYTES ? (size_t)size + 1 : PIECE_BYTES;
    char *piece = k->aside ? NULL : memory_raw(room);
    int rc = pieces_copy(k, w, piece, room);

    free(piece);
    return rc;
}

/* --- what they are held against ----------------------------------------------------------------------------------- */

static int md5_check(struct receiving *k, const unsigned char *md5)
{
    struct span own = { (const char *)md5, 16 };

    hex_encode(md5, 16, k->r->etag);
    return s3_md5_check(k->c, k->told_md5, own);
}

static int checksum_check(struct receiving *k)
{
    const struct s3_checksum *own = &k->r->told;
    struct span bytes = { (const char *)own->bytes, checksum_bytes(own->kind) },
                told = doc_get_str(k->c->in, s3_checksum_member(own->kind));

    if (!told.data) told = doc_get_str(k->c->trailers, s3_checksum_header(own->kind));
    if (told.data && span_eq(told, base64_text(&k->c->arena, bytes))) return 0;
    return fault(k->c, &s3_bad_digest, "The %s you specified did not match the calculated checksum.",
                 checksum_name(own->kind));
}

/* All digests end, whatever came before. */
static int end(struct receiving *k, int rc)
{
    unsigned char md5[64];

    if (k->aside) digest_aside_end(k->aside, md5);
    else digest_stream_end(k->md5, md5);
    if (k->r->has_told) checksum_end(&k->told, k->r->told.bytes);
    if (k->keeps_another) checksum_end(&k->kept, k->r->kept.bytes);
    else k->r->kept = k->r->told;
    if (rc || md5_check(k, md5)) return -1;
    return k->r->has_told ? checksum_check(k) : 0;
}

static void settle(void *id)
{
    blob_settle(id);
}

int s3_receive(struct call *c, const enum checksum_kind *wished, struct s3_received *r)
{
    struct receiving k = { .c = c, .r = r };
    struct blob_writer *w;
    int rc;

    *r = (struct s3_received){ .blob.size = 0 };
    if (length_check(c)) return -1;
    if (c->body_in->size > S3_PUT_BYTES_MAX) return too_large(c);
    if (begin(&k, wished)) return -1;
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
