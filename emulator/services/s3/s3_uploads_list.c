/* Uploads stand by key, and in the order in which they began. */
#include "emulator/services/s3/s3_uploads_list.h"

#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_checksums.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_list.h"
#include "emulator/services/s3/s3_uploads.h"
#include "emulator/services/s3/s3_walk.h"
#include "emulator/store/db.h"

/* --- uploads ------------------------------------------------------------------------------------------------------ */

struct listing {
    struct s3_walk walk; /* first: what walks knows its listing by it */
    struct s3_bucket bucket;
    bool is_encoded;

    struct doc *uploads, *prefixes;
    struct s3_upload row;    /* that is looked at */
    struct span last_upload; /* what was put last; "": a prefix */
};

static struct listing *listing_of(struct s3_walk *w)
{
    return (struct listing *)w;
}

static void upload_put(struct listing *l, const struct s3_upload *u)
{
    struct doc *d = doc_append_map(l->uploads);
    struct span class = doc_get_str(u->about, "StorageClass");

    s3_list_put(l->walk.c, d, "Key", u->key, l->is_encoded);
    doc_put_str(d, "UploadId", u->upload_id);
    s3_upload_principals(d, u);
    doc_put_str(d, "StorageClass", class.data ? class : SPAN("STANDARD"));
    doc_put_int(d, "Initiated", u->begun_ms);
    doc_put_str(d, "ChecksumAlgorithm", doc_get_str(u->about, "ChecksumAlgorithm"));
    doc_put_str(d, "ChecksumType", doc_get_str(u->about, "ChecksumType"));
}

static void entry_put(struct s3_walk *w, struct span prefix)
{
    struct listing *l = listing_of(w);

    if (prefix.data) s3_list_put(w->c, doc_append_map(l->prefixes), "Prefix", prefix, l->is_encoded);
    else upload_put(l, &l->row);
    l->last_upload = prefix.data ? SPAN("") : arena_span(&w->c->arena, l->row.upload_id);
}

static struct rows *rows_open(struct s3_walk *w, struct span key, int64_t after)
{
    return s3_store_uploads(w->c, listing_of(w)->bucket.id, key, after);
}

static bool row_next(struct s3_walk *w, struct rows *r, struct arena *a, struct span *key)
{
    struct listing *l = listing_of(w);

    if (!s3_store_upload_next(r, a, &l->row)) return false;
    *key = l->row.key;
    return true;
}

static const struct s3_walk_rows uploads = { rows_open, row_next, NULL, entry_put, .all = 0, .none = INT64_MAX };

/* An upload that is gone since the last page still tells where it was. */
static int marker_read(struct listing *l, struct span key, struct span upload_id)
{
    int64_t row;

    if (!key.size || !upload_id.size) return 0;
    row = s3_store_upload_row(upload_id);
    l->walk.marker_row = row;
    if (row && !s3_store_upload_is_elsewhere(l->walk.c, l->bucket.id, key, row)) return 0;
    return s3_raise_invalid_argument(l->walk.c, "upload-id-marker", upload_id, "Invalid uploadId marker");
}

static void answer(struct listing *l, struct span key, struct span upload_id)
{
    struct call *c = l->walk.c;

    doc_put_str(c->out, "Bucket", l->bucket.name);
    s3_list_put(c, c->out, "KeyMarker", key.data ? key : SPAN(""), l->is_encoded);
    doc_put_str(c->out, "UploadIdMarker", key.size && upload_id.data ? upload_id : SPAN(""));
    s3_list_put(c, c->out, "NextKeyMarker", l->walk.last.data ? l->walk.last : SPAN(""), l->is_encoded);
    doc_put_str(c->out, "NextUploadIdMarker", l->last_upload.data ? l->last_upload : SPAN(""));
    if (l->walk.rollup.prefix.size) s3_list_put(c, c->out, "Prefix", l->walk.rollup.prefix, l->is_encoded);
    if (l->walk.rollup.delimiter.size) s3_list_put(c, c->out, "Delimiter", l->walk.rollup.delimiter, l->is_encoded);
    doc_put_int(c->out, "MaxUploads", l->walk.max);
    doc_put_bool(c->out, "IsTruncated", l->walk.is_truncated);
    doc_put_str(c->out, "EncodingType", doc_get_str(c->in, "EncodingType"));
    if (doc_count(l->uploads)) doc_put(c->out, "Uploads", l->uploads);
    if (doc_count(l->prefixes)) doc_put(c->out, "CommonPrefixes", l->prefixes);
}

int s3_list_multipart_uploads(struct call *c)
{
    struct span key = doc_get_str(c->in, "KeyMarker"), upload_id = doc_get_str(c->in, "UploadIdMarker");
    struct listing l = { .walk = { .c = c, .rows = &uploads, .marker_row = uploads.none },
                         .uploads = doc_list(&c->arena),
                         .prefixes = doc_list(&c->arena) };

    if (s3_bucket_get(c, &l.bucket) || s3_list_encoding(c, &l.is_encoded) ||
        s3_list_page(c, "MaxUploads", "max-uploads", "max-uploads", &l.walk.max) || marker_read(&l, key, upload_id))
        return -1;
    l.walk.rollup.prefix = doc_get_str(c->in, "Prefix");
    l.walk.rollup.delimiter = doc_get_str(c->in, "Delimiter");
    if (key.size) l.walk.rollup.marker = key;
    s3_walk(&l.walk);
    answer(&l, key, upload_id);
    return 0;
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

static void part_put(struct doc *parts, const struct s3_upload_checksum *of, const struct s3_part *p)
{
    struct doc *d = doc_append_map(parts);
    struct arena *a = doc_arena(parts);
    const char *member = s3_checksum_member(of->kind);

    doc_put_int(d, "PartNumber", p->number);
    doc_put_int(d, "LastModified", p->changed_ms);
    doc_put_str(d, "ETag", s3_quoted(a, p->etag));
    doc_put_int(d, "Size", p->size);
    if (of->is_chosen) doc_put_str(d, member, doc_get_str(p->about, member));
}

/* The last number shown; *is_truncated tells of more. */
static int64_t parts_put(struct call *c, const struct s3_upload *u, int64_t after, int64_t max, bool *is_truncated)
{
    struct s3_upload_checksum of = s3_upload_checksum(u);
    struct doc *parts = doc_list(&c->arena);
    struct rows *r = s3_store_parts(c, u, after);
    struct s3_part p;
    int64_t last = 0;

    while (s3_store_part_next(r, &c->arena, &p)) {
        if ((int64_t)doc_count(parts) == max) {
            *is_truncated = max > 0;
            rows_close(r);
            break;
        }
        part_put(parts, &of, &p);
        last = p.number;
    }
    if (doc_count(parts)) doc_put(c->out, "Parts", parts);
    return last;
}

int s3_list_parts(struct call *c)
{
    struct span class;
    struct s3_bucket b;
    struct s3_upload u;
    int64_t max, after;
    bool is_truncated = false;

    if (s3_list_page(c, "MaxParts", "max-parts", "max-parts", &max) ||
        s3_list_number(c, "PartNumberMarker", "part-number-marker", "part-number-marker", 0, &after) ||
        s3_bucket_get(c, &b) || s3_upload_get(c, &b, &u))
        return -1;
    doc_put_str(c->out, "Bucket", b.name);
    doc_put_str(c->out, "Key", u.key);
    doc_put_str(c->out, "UploadId", u.upload_id);
    s3_upload_principals(c->out, &u);
    class = doc_get_str(u.about, "StorageClass");
    doc_put_str(c->out, "StorageClass", class.data ? class : SPAN("STANDARD"));
    doc_put_int(c->out, "PartNumberMarker", after);
    doc_put_int(c->out, "NextPartNumberMarker", parts_put(c, &u, after, max, &is_truncated));
    doc_put_int(c->out, "MaxParts", max);
    doc_put_bool(c->out, "IsTruncated", is_truncated);
    doc_put_str(c->out, "ChecksumAlgorithm", doc_get_str(u.about, "ChecksumAlgorithm"));
    doc_put_str(c->out, "ChecksumType", doc_get_str(u.about, "ChecksumType"));
    return 0;
}
