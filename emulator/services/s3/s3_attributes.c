/* https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
#include "emulator/services/s3/s3_attributes.h"

#include "emulator/services/s3/s3_checksums.h"
#include "emulator/services/s3/s3_encryption.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_list.h"
#include "emulator/services/s3/s3_pieces_store.h"
#include "emulator/store/db.h"

#define PARTS_MAX 1000

static bool wants(struct call *c, const char *attribute)
{
    const struct doc *attributes = doc_get(c->in, "ObjectAttributes");

    for (size_t i = 0; i < doc_count(attributes); i++)
        if (span_is(span_trim(doc_text(doc_at(attributes, i))), attribute)) return true;
    return false;
}

static int attributes_check(struct call *c)
{
    static const char *const known[] = { "ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize", NULL };
    const struct doc *attributes = doc_get(c->in, "ObjectAttributes");

    for (size_t i = 0; i < doc_count(attributes); i++) {
        struct span name = span_trim(doc_text(doc_at(attributes, i)));
        const char *const *k = known;
        while (*k && !span_is(name, *k)) k++;
        if (!*k)
            return s3_raise_invalid_argument(c, "x-amz-object-attributes", name, "Invalid attribute name specified.");
    }
    if (doc_count(attributes)) return 0;
    return fault(c, &s3_invalid_request,
                 "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or "
                 "empty");
}

/* AWS: without the count of parts that a composed one ends with. */
static void checksum_put(struct doc *d, const struct doc *about)
{
    enum checksum_kind kind;
    struct span text;

    if (!s3_checksum_first(about, &kind, &text)) return;
    doc_put_str(d, s3_checksum_member(kind), span_sub(text, 0, span_find(text, '-')));
}

static void checksum_tell(struct call *c, const struct s3_object *o)
{
    struct doc *d = doc_put_map(c->out, "Checksum");

    checksum_put(d, o->about);
    doc_put_str(d, "ChecksumType", doc_get_str(o->about, "ChecksumType"));
}

static void part_put(struct doc *parts, const struct s3_piece *p)
{
    struct doc *d = doc_append_map(parts);

    doc_put_int(d, "PartNumber", p->number);
    doc_put_int(d, "Size", p->size);
    checksum_put(d, p->about);
}

/* AWS: of parts without checksums nothing but their number is told. */
static void parts_tell(struct call *c, const struct s3_object *o, int64_t after, int64_t max)
{
    struct doc *of = doc_put_map(c->out, "ObjectParts"), *parts = doc_list(&c->arena);
    bool is_truncated = false;
    int64_t last = 0;
    struct s3_piece p;
    struct rows *r;

    doc_put_int(of, "TotalPartsCount", o->parts);
    if (!span_is(doc_get_str(o->about, "ChecksumType"), "COMPOSITE")) return;
    r = s3_store_pieces(c, o->id, after, -1);
    while (s3_store_piece_next(r, &c->arena, &p)) {
        if ((int64_t)doc_count(parts) == max) {
            is_truncated = true;
            rows_close(r);
            break;
        }
        part_put(parts, &p);
        last = p.number;
    }
    doc_put_int(of, "PartNumberMarker", after);
    doc_put_int(of, "NextPartNumberMarker", last);
    doc_put_int(of, "MaxParts", max);
    doc_put_bool(of, "IsTruncated", is_truncated);
    if (doc_count(parts)) doc_put(of, "Parts", parts);
}

int s3_get_object_attributes(struct call *c)
{
    struct s3_bucket b;
    struct s3_object o;
    int64_t max, after;

    if (attributes_check(c) || s3_list_number(c, "MaxParts", "max-parts", "max-parts", PARTS_MAX, &max) ||
        s3_list_number(c, "PartNumberMarker", "part-number-marker", "part-number-marker", 0, &after) ||
        s3_bucket_get(c, &b) || s3_object_get(c, &b, &o) || s3_encryption_check(c, o.about, S3_CUSTOMER))
        return -1;
    doc_put_int(c->out, "LastModified", o.changed_ms);
    if (b.versioning != S3_UNVERSIONED) doc_put_str(c->out, "VersionId", s3_version_text(&o));
    if (wants(c, "ETag")) doc_put_str(c->out, "ETag", o.etag);
    if (wants(c, "Checksum")) checksum_tell(c, &o);
    if (wants(c, "ObjectParts") && o.parts) parts_tell(c, &o, after, max < PARTS_MAX ? max : PARTS_MAX);
    if (wants(c, "StorageClass"))
        doc_put_str(c->out, "StorageClass", o.storage_class.data ? o.storage_class : SPAN("STANDARD"));
    if (wants(c, "ObjectSize")) doc_put_int(c->out, "ObjectSize", o.size);
    return 0;
}
