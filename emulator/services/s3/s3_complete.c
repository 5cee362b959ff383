/* The parts that are listed become the object's pieces, as they lie there; the others go. The upload stays behind with
 * the object, so that completing it once more is answered as the first time: who had no answer asks again. */
#include "emulator/services/s3/s3_complete.h"

#include <assert.h>

#include "emulator/http/http.h"
#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_assembly.h"
#include "emulator/services/s3/s3_blobs.h"
#include "emulator/services/s3/s3_changes.h"
#include "emulator/services/s3/s3_checksums.h"
#include "emulator/services/s3/s3_conditions.h"
#include "emulator/services/s3/s3_encryption.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_hosts.h"
#include "emulator/services/s3/s3_pieces_store.h"
#include "emulator/services/s3/s3_subject.h"
#include "emulator/store/db.h"

/* --- the answer --------------------------------------------------------------------------------------------------- */

/* Where the object is for who came by this name. AWS: its slashes are encoded too. */
static struct span location(struct call *c, const struct s3_bucket *b, struct span key)
{
    size_t scheme = span_starts(c->endpoint, "https://") ? 8 : 7;
    struct s3_host host = s3_host_read(&c->arena, span_sub(c->endpoint, scheme, SIZE_MAX));
    struct span encoded = http_encode(&c->arena, key, "");

    if (host.bucket.data) return arena_format(&c->arena, "%.*s/%.*s", SPAN_ARG(c->endpoint), SPAN_ARG(encoded));
    return arena_format(&c->arena, "%.*s/%.*s/%.*s", SPAN_ARG(c->endpoint), SPAN_ARG(b->name), SPAN_ARG(encoded));
}

static void answer(struct call *c, const struct s3_bucket *b, const struct s3_object *o)
{
    struct span checksum;
    enum checksum_kind kind;

    doc_put_str(c->out, "Location", location(c, b, o->key));
    doc_put_str(c->out, "Bucket", b->name);
    doc_put_str(c->out, "Key", o->key);
    doc_put_str(c->out, "ETag", s3_quoted(&c->arena, o->etag));
    if (s3_checksum_first(o->about, &kind, &checksum)) doc_put_str(c->out, s3_checksum_member(kind), checksum);
    doc_put_str(c->out, "ChecksumType", doc_get_str(o->about, "ChecksumType"));
    s3_encryption_tell(c, o->about);
    doc_put_str(c->out, "VersionId", o->version);
}

/* --- the object --------------------------------------------------------------------------------------------------- */

/* AWS: an object is as old as its upload. */
static void object_make(struct call *c, const struct s3_upload *u, const struct s3_assembly *a, struct s3_object *o)
{
    struct s3_upload_checksum of = s3_upload_checksum(u);

    s3_upload_object(c, u, o);
    o->size = a->size;
    o->etag = a->etag;
    o->parts = (int64_t)a->count;
    o->changed_ms = u->begun_ms / 1000 * 1000;
    doc_put_str(o->about, s3_checksum_member(of.kind), a->checksum);
    doc_put_cstr(o->about, "ChecksumType", of.is_composite ? "COMPOSITE" : "FULL_OBJECT");
}

static void piece_make(struct call *c, bool is_composite, const struct s3_part *p, int64_t *offset, int64_t object)
{
    struct s3_piece piece = { p->number, p->blob, p->size, *offset, is_composite ? p->about : doc_map(&c->arena) };

    s3_store_piece_insert(c, object, &piece);
    *offset += p->size;
}

/* Of what was uploaded, the parts that are listed; the rest is dropped. */
static void pieces_make(struct call *c, const struct s3_upload *u, const struct s3_part *uploaded, size_t count,
                        const struct s3_assembly *a, const struct s3_object *o)
{
    bool is_composite = s3_upload_checksum(u).is_composite;
    int64_t offset = 0;
    size_t next = 0;

    for (size_t i = 0; i < count; i++) {
        if (next == a->count || a->parts[next] != &uploaded[i]) {
            s3_blob_leave(c, uploaded[i].blob);
        } else {
            piece_make(c, is_composite, &uploaded[i], &offset, o->id);
            next++;
        }
    }
    s3_store_parts_forget(c, u);
}

static int object_put(struct call *c, const struct s3_bucket *b, const struct s3_upload *u,
                      const struct s3_part *uploaded, size_t count, const struct s3_assembly *a)
{
    struct s3_object o;

    object_make(c, u, a, &o);
    if (s3_change_put(c, b, &o)) return -1;
    pieces_make(c, u, uploaded, count, a, &o);
    s3_store_upload_complete(c, u, o.id);
    s3_subject_size(c, o.size);
    answer(c, b, &o);
    return 0;
}

/* --- the operation ------------------------------------------------------------------------------------------------ */

static int conflict(struct call *c, const char *condition)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_cstr(extra, "Condition", condition);
    doc_put_str(extra, "Key", doc_get_str(c->in, "Key"));
    return fault_with(c, &s3_conditional_request_conflict, extra,
                      "The conditional request cannot succeed due to a conflicting operation against this resource.");
}

/* The key is asked for where checksums are to be taken; one that is given must be the right one. */
static int key_check(struct call *c, const struct s3_upload *u)
{
    return doc_get(c->in, "SSECustomerKey") ? s3_encryption_check_part(c, doc_get(u->about, "Object")) : 0;
}

/* AWS: a condition holds of what there was when the upload began, too: who came between is in conflict. */
static int conditions_check(struct call *c, const struct s3_bucket *b, const struct s3_upload *u)
{
    struct s3_object newest;
    bool is_there;

    if (!doc_get(c->in, "IfMatch") && !doc_get(c->in, "IfNoneMatch")) return 0;
    is_there = s3_store_object_newest(c, b->id, u->key, &newest);
    if (s3_check_write(c, is_there ? &newest : NULL)) return -1;
    if (doc_get(c->in, "IfNoneMatch")) return u->was_there ? conflict(c, "If-None-Match") : 0;
    return newest.id > u->newest_object ? conflict(c, "If-Match") : 0;
}

static size_t uploaded_read(struct call *c, const struct s3_upload *u, struct s3_part **parts)
{
    size_t count = 0, room = (size_t)s3_store_part_count(c, u);
    struct rows *r = s3_store_parts(c, u, 0);
    struct s3_part p;

    *parts = ARENA_ARRAY(&c->arena, struct s3_part, room + 1);
    while (s3_store_part_next(r, &c->arena, &p)) {
        assert(count < room); /* nobody writes but us */
        (*parts)[count++] = p;
    }
    return count;
}

/* The answer that the first one had. */
static int replay(struct call *c, const struct s3_bucket *b, const struct s3_upload *u)
{
    struct s3_object o;

    if (!s3_store_object_by_row(c, u->object, &o)) return s3_raise_no_such_upload(c);
    answer(c, b, &o);
    return 0;
}

int s3_complete_multipart_upload(struct call *c)
{
    struct s3_bucket b;
    struct s3_upload u;
    struct s3_part *uploaded;
    struct s3_assembly a;
    size_t count;

    if (s3_bucket_get(c, &b)) return -1;
    if (!s3_store_upload_find(c, b.id, doc_get_str(c->in, "Key"), doc_get_str(c->in, "UploadId"), &u))
        return s3_raise_no_such_upload(c);
    if (u.object) return replay(c, &b, &u);
    if (key_check(c, &u) || conditions_check(c, &b, &u)) return -1;
    count = uploaded_read(c, &u, &uploaded);
    return s3_assemble(c, &u, uploaded, count, &a) || object_put(c, &b, &u, uploaded, count, &a) ? -1 : 0;
}
