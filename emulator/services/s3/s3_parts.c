/* What the upload wants of its parts is asked before the bytes are received, and whether it is still there, after. */
#include "emulator/services/s3/s3_parts.h"

#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_encryption.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_receive.h"
#include "emulator/services/s3/s3_subject.h"
#include "emulator/services/s3/s3_uploads.h"

#define PARTS_MAX 10000

int s3_check_part_number(struct call *c)
{
    int64_t number = doc_get_int(c->in, "PartNumber", 0);

    if (number >= 1 && number <= PARTS_MAX) return 0;
    return s3_raise_part_number(c, arena_format(&c->arena, "%lld", (long long)number));
}

int s3_raise_part_number(struct call *c, struct span text)
{
    return s3_raise_invalid_argument(c, "partNumber", text,
                                     "Part number must be an integer between 1 and 10000, inclusive");
}

/* An upload that was begun with an algorithm takes parts with that alone; without one, where the whole is composed. */
static int checksum_check(struct call *c, const struct s3_upload_checksum *of)
{
    enum checksum_kind told;
    bool has_told;

    if (s3_receive_told(c, &has_told, &told)) return -1;
    if (!of->is_chosen || (has_told ? told == of->kind : !of->is_composite)) return 0;
    return fault(c, &s3_invalid_request,
                 "Checksum Type mismatch occurred, expected checksum Type: %s, actual checksum Type: %s",
                 s3_checksum_lower(of->kind), has_told ? s3_checksum_lower(told) : "null");
}

int s3_part_upload_get(struct call *c, struct s3_upload *u)
{
    struct s3_bucket b;

    if (s3_check_part_number(c) || s3_bucket_get(c, &b) || s3_upload_get(c, &b, u)) return -1;
    return s3_encryption_check_part(c, doc_get(u->about, "Object"));
}

static int upload_find(struct call *c, struct s3_upload *u)
{
    struct db *lent;
    int rc;

    if (!call_lend_store(c, &lent)) return call_store_failed(c);
    rc = s3_part_upload_get(c, u);
    call_return_store(c, lent);
    return rc;
}

int s3_upload_part_prepare(struct call *c)
{
    struct s3_received *r = ARENA_NEW(&c->arena, struct s3_received);
    struct s3_upload_checksum of;
    struct s3_upload u;

    c->scratch = r;
    if (upload_find(c, &u)) return -1;
    of = s3_upload_checksum(&u);
    return checksum_check(c, &of) || s3_receive(c, &of.kind, r) ? -1 : 0;
}

void s3_part_put(struct call *c, const struct s3_upload *u, const struct s3_received *r, struct s3_part *p)
{
    *p = (struct s3_part){ .number = doc_get_int(c->in, "PartNumber", 0),
                           .blob = span_of(r->blob.id),
                           .size = r->blob.size,
                           .changed_ms = c->now_ms / 1000 * 1000,
                           .about = doc_map(&c->arena) };
    p->etag = s3_encryption_etag(c, doc_get(u->about, "Object"), span_of(r->etag));
    s3_checksum_put(p->about, r->kept.kind, r->kept.bytes);
    blob_keep(c->db, &r->blob);
    s3_store_part_put(c, u, p);
    s3_subject_size(c, p->size);
    s3_encryption_tell(c, doc_get(u->about, "Object"));
}

int s3_upload_part(struct call *c)
{
    const struct s3_received *r = c->scratch;
    const struct s3_checksum *told = r->has_told ? &r->told : &r->kept;
    struct s3_bucket b;
    struct s3_upload u;
    struct s3_part p;

    if (s3_bucket_get(c, &b) || s3_upload_get(c, &b, &u)) return -1;
    s3_part_put(c, &u, r, &p);
    doc_put_str(c->out, "ETag", s3_quoted(&c->arena, p.etag));
    s3_checksum_put(c->out, told->kind, told->bytes);
    return 0;
}
