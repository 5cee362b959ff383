/* In the order in which AWS looks: the list itself, each part, the whole. */
#include "emulator/services/s3/s3_assembly.h"

#include <inttypes.h>

#include "emulator/base/buf.h"
#include "emulator/base/digest.h"
#include "emulator/services/s3/s3_checksums.h"
#include "emulator/services/s3/s3_conditions.h"
#include "emulator/services/s3/s3_faults.h"

struct assembling {
    struct call *c;
    const struct s3_upload *upload;
    struct s3_upload_checksum of;
    const struct doc *listed;
    struct s3_assembly *a;
};

/* --- the list ----------------------------------------------------------------------------------------------------- */

static int64_t number_of(const struct doc *entry)
{
    return doc_get_int(entry, "PartNumber", 0);
}

static int order_check(struct assembling *k)
{
    struct doc *extra;
    int64_t last = 0;

    for (size_t i = 0; i < doc_count(k->listed); i++) {
        const struct doc *entry = doc_at(k->listed, i);
        if (!doc_get(entry, "PartNumber") || !doc_get(entry, "ETag")) return s3_raise_malformed_xml(k->c);
        if (number_of(entry) <= last && i) {
            extra = doc_map(&k->c->arena);
            doc_put_str(extra, "UploadId", k->upload->upload_id);
            return fault_with(k->c, &s3_invalid_part_order, extra,
                              "The list of parts was not in ascending order. Parts must be ordered by part number.");
        }
        last = number_of(entry);
    }
    return 0;
}

static int type_check(struct assembling *k)
{
    struct span told = doc_get_str(k->c->in, "ChecksumType"), own = doc_get_str(k->upload->about, "ChecksumType");

    if (!told.data || span_eq(told, own)) return 0;
    if (!own.data) own = SPAN("null");
    return fault(k->c, &s3_invalid_request,
                 "The upload was created using the %.*s checksum mode. The complete request must use the same checksum "
                 "mode.",
                 SPAN_ARG(own));
}

/* --- each part ---------------------------------------------------------------------------------------------------- */

static int invalid_part(struct assembling *k, const struct doc *entry)
{
    struct doc *extra = doc_map(&k->c->arena);

    doc_put_str(extra, "UploadId", k->upload->upload_id);
    doc_put_format(extra, "PartNumber", "%" PRId64, number_of(entry));
    doc_put_str(extra, "ETag", s3_etag_bare(doc_get_str(entry, "ETag")));
    return fault_with(k->c, &s3_invalid_part, extra,
                      "One or more of the specified parts could not be found.  The part may not have been uploaded, or "
                      "the specified entity tag may not match the part's entity tag.");
}

/* A part of an object that is composed must have its checksum, and no other. */
static int checksum_missing(struct assembling *k, const struct doc *entry)
{
    enum checksum_kind other;
    struct span text;

    if (!k->of.is_composite) return 0;
    if (s3_checksum_first(entry, &other, &text))
        return fault(k->c, &s3_bad_digest, "The %s you specified for part %" PRId64 " did not match what we received.",
                     s3_checksum_lower(other), number_of(entry));
    return fault(k->c, &s3_invalid_request,
                 "The upload was created using a %s checksum. The complete request must include the checksum for each "
                 "part. It was missing for part %" PRId64 " in the request.",
                 s3_checksum_lower(k->of.kind), number_of(entry));
}

/* AWS: where no algorithm was chosen, a part with a checksum is none that was uploaded. */
static int part_checksum_check(struct assembling *k, const struct doc *entry, const struct s3_part *p)
{
    const char *member = s3_checksum_member(k->of.kind);
    struct span told = doc_get_str(entry, member), any;
    enum checksum_kind kind;

    if (!k->of.is_chosen) return s3_checksum_first(entry, &kind, &any) ? invalid_part(k, entry) : 0;
    if (!told.data) return checksum_missing(k, entry);
    return span_eq(told, doc_get_str(p->about, member)) ? 0 : invalid_part(k, entry);
}

static int size_check(struct assembling *k, const struct s3_part *p, bool is_last)
{
    struct doc *extra;

    if (is_last || p->size >= S3_PART_BYTES_MIN) return 0;
    extra = doc_map(&k->c->arena);
    doc_put_format(extra, "ProposedSize", "%" PRId64, p->size);
    doc_put_format(extra, "MinSizeAllowed", "%" PRId64, S3_PART_BYTES_MIN);
    doc_put_format(extra, "PartNumber", "%" PRId64, p->number);
    doc_put_str(extra, "ETag", p->etag);
    return fault_with(k->c, &s3_entity_too_small, extra,
                      "Your proposed upload is smaller than the minimum allowed size");
}

/* Both lists are in order: a walk through the one along the other. */
static int parts_find(struct assembling *k, const struct s3_part *uploaded, size_t count)
{
    size_t listed = doc_count(k->listed), at = 0;

    k->a->parts = ARENA_ARRAY(&k->c->arena, const struct s3_part *, listed);
    for (size_t i = 0; i < listed; i++) {
        const struct doc *entry = doc_at(k->listed, i);
        while (at < count && uploaded[at].number < number_of(entry)) at++;
        if (at == count || uploaded[at].number != number_of(entry) ||
            !span_eq(uploaded[at].etag, s3_etag_bare(doc_get_str(entry, "ETag"))))
            return invalid_part(k, entry);
        if (part_checksum_check(k, entry, &uploaded[at]) || size_check(k, &uploaded[at], i + 1 == listed)) return -1;
        k->a->parts[k->a->count++] = &uploaded[at];
        k->a->size += uploaded[at].size;
    }
    return 0;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static int hex_value(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

static void etag_make(struct assembling *k)
{
    struct digest_stream *md5 = digest_stream_begin(SPAN("MD5"), 0);
    unsigned char digest[64];
    char hex[33];

    for (size_t i = 0; i < k->a->count; i++) {
        struct span part = k->a->parts[i]->etag;
        for (size_t j = 0; j < 16 && 2 * j + 1 < part.size; j++)
            digest[j] = (unsigned char)(hex_value(part.data[2 * j]) << 4 | hex_value(part.data[2 * j + 1]));
        digest_stream_add(md5, (struct span){ (const char *)digest, 16 });
    }
    digest_stream_end(md5, digest);
    hex_encode(digest, 16, hex);
    k->a->etag = arena_format(&k->c->arena, "%s-%zu", hex, k->a->count);
}

static void part_bytes(struct assembling *k, const struct s3_part *p, unsigned char bytes[CHECKSUM_BYTES_MAX])
{
    s3_checksum_read(&k->c->arena, k->of.kind, doc_get_str(p->about, s3_checksum_member(k->of.kind)), bytes);
}

/* The checksum of the parts' checksums. */
static void composite_make(struct assembling *k, unsigned char bytes[CHECKSUM_BYTES_MAX])
{
    struct checksum whole;

    checksum_begin(&whole, k->of.kind, 0);
    for (size_t i = 0; i < k->a->count; i++) {
        part_bytes(k, k->a->parts[i], bytes);
        checksum_add(&whole, (struct span){ (const char *)bytes, checksum_bytes(k->of.kind) });
    }
    checksum_end(&whole, bytes);
}

static void full_make(struct assembling *k, unsigned char bytes[CHECKSUM_BYTES_MAX])
{
    unsigned char next[CHECKSUM_BYTES_MAX];

    part_bytes(k, k->a->parts[0], bytes);
    for (size_t i = 1; i < k->a->count; i++) {
        part_bytes(k, k->a->parts[i], next);
        checksum_combine(k->of.kind, bytes, next, (uint64_t)k->a->parts[i]->size);
    }
}

static struct span checksum_make(struct assembling *k)
{
    unsigned char bytes[CHECKSUM_BYTES_MAX];
    struct span text;

    if (k->of.is_composite) composite_make(k, bytes);
    else full_make(k, bytes);
    text = base64_text(&k->c->arena, (struct span){ (const char *)bytes, checksum_bytes(k->of.kind) });
    k->a->checksum = k->of.is_composite ? arena_format(&k->c->arena, "%.*s-%zu", SPAN_ARG(text), k->a->count) : text;
    return text;
}

/* A checksum of the request's is of the type that it names, or else of the one that its kind has by default: that of a
 * whole object is CRC64NVME's alone. AWS: where no algorithm was chosen it is passed over. */
static int whole_check(struct assembling *k, struct span bare)
{
    struct span told, any, type = doc_get_str(k->c->in, "ChecksumType");
    enum checksum_kind kind;
    bool is_meant;

    if (!k->of.is_chosen || !s3_checksum_first(k->c->in, &kind, &any)) return 0;
    told = doc_get_str(k->c->in, s3_checksum_member(k->of.kind));
    is_meant = k->of.is_composite || type.data || k->of.kind == CHECKSUM_CRC64NVME;
    if (is_meant && told.data && (span_eq(told, k->a->checksum) || span_eq(told, bare))) return 0;
    return fault(k->c, &s3_bad_digest, "The %s you specified did not match the calculated checksum.",
                 s3_checksum_lower(k->of.kind));
}

static int told_size_check(struct assembling *k)
{
    int64_t told = doc_get_int(k->c->in, "MpuObjectSize", -1);

    if (!doc_get(k->c->in, "MpuObjectSize") || told == k->a->size) return 0;
    if (told < 0) return fault(k->c, &s3_invalid_request, "Value for x-amz-mp-object-size header is invalid.");
    return fault(k->c, &s3_invalid_request,
                 "The provided 'x-amz-mp-object-size' header value %" PRId64
                 " does not match what was computed: %" PRId64,
                 told, k->a->size);
}

int s3_assemble(struct call *c, const struct s3_upload *u, const struct s3_part *uploaded, size_t count,
                struct s3_assembly *a)
{
    struct assembling k = { .c = c, .upload = u, .of = s3_upload_checksum(u), .a = a };

    *a = (struct s3_assembly){ .count = 0 };
    k.listed = doc_get(doc_get(c->in, "MultipartUpload"), "Parts");
    if (!doc_count(k.listed)) return fault(c, &s3_invalid_request, "You must specify at least one part");
    if (order_check(&k) || type_check(&k) || parts_find(&k, uploaded, count) || told_size_check(&k)) return -1;
    etag_make(&k);
    return whole_check(&k, checksum_make(&k));
}
