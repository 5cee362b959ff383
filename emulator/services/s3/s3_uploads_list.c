/* Uploads stand by key, and in the order in which they began. */
#include "emulator/services/s3/s3_uploads_list.h"

#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_checksums.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_list.h"
#include "emulator/services/s3/s3_rollup.h"
#include "emulator/services/s3/s3_uploads.h"
#include "emulator/store/db.h"

#define PAGE_MAX 1000

int s3_list_number(struct call *c, const char *member, const char *parameter, int64_t otherwise, int64_t *number)
{
    *number = doc_get_int(c->in, member, otherwise);
    if (*number >= 0 && *number <= INT32_MAX) return 0;
    return s3_raise_invalid_argument(
        c, parameter, arena_format(&c->arena, "%lld", (long long)*number),
        arena_printf(&c->arena, "Argument %s must be an integer between 0 and 2147483647", parameter));
}

static int page_size(struct call *c, const char *member, const char *parameter, int64_t *max)
{
    if (s3_list_number(c, member, parameter, PAGE_MAX, max)) return -1;
    if (*max > PAGE_MAX) *max = PAGE_MAX;
    return 0;
}

/* --- uploads ------------------------------------------------------------------------------------------------------ */

struct listing {
    struct call *c;
    struct s3_bucket bucket;
    struct s3_rollup rollup;
    bool is_encoded;
    int64_t max;
    int64_t after; /* of the marker's key: only what began behind this row */

    struct doc *uploads, *prefixes;
    int64_t count;
    bool is_truncated;
    struct span last, last_upload; /* what was put last */
};

static void upload_put(struct listing *l, const struct s3_upload *u)
{
    struct doc *d = doc_append_map(l->uploads);
    struct span class = doc_get_str(u->about, "StorageClass");

    s3_list_put(l->c, d, "Key", u->key, l->is_encoded);
    doc_put_str(d, "UploadId", u->upload_id);
    s3_upload_principals(d, u);
    doc_put_str(d, "StorageClass", class.data ? class : SPAN("STANDARD"));
    doc_put_int(d, "Initiated", u->begun_ms);
    doc_put_str(d, "ChecksumAlgorithm", doc_get_str(u->about, "ChecksumAlgorithm"));
    doc_put_str(d, "ChecksumType", doc_get_str(u->about, "ChecksumType"));
}

static void entry_put(struct listing *l, const struct s3_upload *u, struct span prefix)
{
    struct arena *a = &l->c->arena;

    if (prefix.data) s3_list_put(l->c, doc_append_map(l->prefixes), "Prefix", arena_span(a, prefix), l->is_encoded);
    else upload_put(l, u);
    l->last = arena_span(a, prefix.data ? prefix : u->key);
    l->last_upload = prefix.data ? SPAN("") : arena_span(a, u->upload_id);
    l->count++;
}

/* Where the walk goes on: from a key, of that very key behind a row. */
struct step {
    struct span from;
    int64_t after;
    bool is_over;
};

static bool go_behind(struct listing *l, struct step *s, struct span prefix)
{
    s->from = s3_rollup_behind(&l->c->arena, prefix);
    s->after = 0;
    return true;
}

/* What to do with a row. True: the walk goes on elsewhere, or is over. */
static bool row_take(struct listing *l, struct step *s, const struct s3_upload *u)
{
    static const struct span absent = { NULL, 0 };
    struct span entry;
    enum s3_entry kind = s3_rollup_entry(&l->rollup, u->key, &entry);

    if (kind == S3_ENTRY_END) return s->is_over = true;
    if (kind == S3_ENTRY_SHOWN) return go_behind(l, s, entry);
    if (l->count == l->max) return l->is_truncated = s->is_over = true;
    entry_put(l, u, kind == S3_ENTRY_PREFIX ? entry : absent);
    return kind == S3_ENTRY_PREFIX && go_behind(l, s, entry);
}

static void rows_take(struct listing *l, struct step *s)
{
    struct rows *r = s3_store_uploads(l->c, l->bucket.id, s->from, s->after);
    struct arena row = { 0 };
    struct s3_upload u;

    while (s3_store_upload_next(r, &row, &u)) {
        if (row_take(l, s, &u)) {
            rows_close(r);
            arena_release(&row);
            return;
        }
        arena_reset(&row);
    }
    s->is_over = true;
    arena_release(&row);
}

static void walk(struct listing *l)
{
    struct step s = { .from = s3_rollup_start(&l->rollup) };
    bool is_at_marker = l->rollup.marker.data && span_eq(s.from, l->rollup.marker);

    if (is_at_marker) s.after = l->after ? l->after : INT64_MAX;
    while (l->max && !s.is_over) rows_take(l, &s);
}

/* An upload that is gone since the last page still tells where it was. */
static int marker_read(struct listing *l, struct span key, struct span upload_id)
{
    if (!key.size || !upload_id.size) return 0;
    l->after = s3_store_upload_row(upload_id);
    if (l->after && !s3_store_upload_is_elsewhere(l->c, l->bucket.id, key, l->after)) return 0;
    return s3_raise_invalid_argument(l->c, "upload-id-marker", upload_id, "Invalid uploadId marker");
}

static void answer(struct listing *l, struct span key, struct span upload_id)
{
    struct call *c = l->c;

    doc_put_str(c->out, "Bucket", l->bucket.name);
    s3_list_put(c, c->out, "KeyMarker", key.data ? key : SPAN(""), l->is_encoded);
    doc_put_str(c->out, "UploadIdMarker", key.size && upload_id.data ? upload_id : SPAN(""));
    s3_list_put(c, c->out, "NextKeyMarker", l->last.data ? l->last : SPAN(""), l->is_encoded);
    doc_put_str(c->out, "NextUploadIdMarker", l->last_upload.data ? l->last_upload : SPAN(""));
    if (l->rollup.prefix.size) s3_list_put(c, c->out, "Prefix", l->rollup.prefix, l->is_encoded);
    if (l->rollup.delimiter.size) s3_list_put(c, c->out, "Delimiter", l->rollup.delimiter, l->is_encoded);
    doc_put_int(c->out, "MaxUploads", l->max);
    doc_put_bool(c->out, "IsTruncated", l->is_truncated);
    doc_put_str(c->out, "EncodingType", doc_get_str(c->in, "EncodingType"));
    if (doc_count(l->uploads)) doc_put(c->out, "Uploads", l->uploads);
    if (doc_count(l->prefixes)) doc_put(c->out, "CommonPrefixes", l->prefixes);
}

int s3_list_multipart_uploads(struct call *c)
{
    struct span key = doc_get_str(c->in, "KeyMarker"), upload_id = doc_get_str(c->in, "UploadIdMarker");
    struct listing l = { .c = c, .uploads = doc_list(&c->arena), .prefixes = doc_list(&c->arena) };

    if (s3_bucket_get(c, &l.bucket) || s3_list_encoding(c, &l.is_encoded) ||
        page_size(c, "MaxUploads", "max-uploads", &l.max) || marker_read(&l, key, upload_id))
        return -1;
    l.rollup.prefix = doc_get_str(c->in, "Prefix");
    l.rollup.delimiter = doc_get_str(c->in, "Delimiter");
    if (key.size) l.rollup.marker = key;
    walk(&l);
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

    if (page_size(c, "MaxParts", "max-parts", &max) ||
        s3_list_number(c, "PartNumberMarker", "part-number-marker", 0, &after) || s3_bucket_get(c, &b) ||
        s3_upload_get(c, &b, &u))
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
