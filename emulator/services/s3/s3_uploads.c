/* An upload's document: Object, what its object is to be told with; Tags, StorageClass, Lock…, where there are any; and
 * ChecksumAlgorithm with ChecksumType, where they were chosen. */
#include "emulator/services/s3/s3_uploads.h"

#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_acl.h"
#include "emulator/services/s3/s3_checksums.h"
#include "emulator/services/s3/s3_encryption.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_list.h"
#include "emulator/services/s3/s3_lock.h"
#include "emulator/services/s3/s3_names.h"

/* --- the checksum ------------------------------------------------------------------------------------------------- */

static bool is_composite_by_default(enum checksum_kind kind)
{
    return kind != CHECKSUM_CRC64NVME;
}

static int type_check(struct call *c, enum checksum_kind kind, struct span type)
{
    bool fits = span_is(type, "COMPOSITE") ? kind != CHECKSUM_CRC64NVME : checksum_combines(kind);

    if (!span_is(type, "COMPOSITE") && !span_is(type, "FULL_OBJECT"))
        return fault(c, &s3_invalid_request, "Value for x-amz-checksum-type header is invalid.");
    if (fits) return 0;
    return fault(c, &s3_invalid_request, "The %.*s checksum type cannot be used with the %s checksum algorithm.",
                 SPAN_ARG(type), s3_checksum_lower(kind));
}

static int checksum_choose(struct call *c, struct doc *about)
{
    struct span name = doc_get_str(c->in, "ChecksumAlgorithm"), type = doc_get_str(c->in, "ChecksumType");
    enum checksum_kind kind;

    if (!name.data && !type.data) return 0;
    if (!name.data)
        return fault(c, &s3_invalid_request,
                     "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
    if (!checksum_named(name, &kind)) return s3_raise_checksum_algorithm(c);
    if (!type.data) type = is_composite_by_default(kind) ? SPAN("COMPOSITE") : SPAN("FULL_OBJECT");
    doc_put_cstr(about, "ChecksumAlgorithm", checksum_name(kind));
    doc_put_str(about, "ChecksumType", type);
    return type_check(c, kind, type);
}

struct s3_upload_checksum s3_upload_checksum(const struct s3_upload *u)
{
    struct s3_upload_checksum of = { .kind = CHECKSUM_CRC64NVME };

    of.is_chosen = checksum_named(doc_get_str(u->about, "ChecksumAlgorithm"), &of.kind);
    of.is_composite = span_is(doc_get_str(u->about, "ChecksumType"), "COMPOSITE");
    return of;
}

/* --- what is kept until the end ----------------------------------------------------------------------------------- */

static void object_keep(struct doc *about, const struct s3_object *o)
{
    doc_put(about, "Object", o->about);
    if (o->tags) doc_put(about, "Tags", o->tags);
    doc_put_str(about, "StorageClass", o->storage_class);
    doc_put_str(about, "LockMode", o->lock_mode);
    if (o->lock_until_ms) doc_put_int(about, "LockUntil", o->lock_until_ms);
    if (o->legal_hold) doc_put_int(about, "LegalHold", o->legal_hold);
}

void s3_upload_object(struct call *c, const struct s3_upload *u, struct s3_object *o)
{
    *o = (struct s3_object){ .key = u->key,
                             .owner = u->owner,
                             .about = doc_shallow(&c->arena, doc_get(u->about, "Object")),
                             .tags = doc_get(u->about, "Tags"),
                             .storage_class = doc_get_str(u->about, "StorageClass"),
                             .acl = doc_get_str(u->about, "Acl"),
                             .lock_mode = doc_get_str(u->about, "LockMode"),
                             .lock_until_ms = doc_get_int(u->about, "LockUntil", 0),
                             .legal_hold = (enum s3_hold)doc_get_int(u->about, "LegalHold", 0) };
}

/* --- the operations ----------------------------------------------------------------------------------------------- */

int s3_create_multipart_upload_prepare(struct call *c)
{
    struct s3_upload *u = ARENA_NEW(&c->arena, struct s3_upload);
    struct s3_object o = { .key = doc_get_str(c->in, "Key") };

    c->scratch = u;
    *u = (struct s3_upload){
        .key = o.key, .owner = span_of(c->who.account), .initiator = span_of(c->who.arn), .about = doc_map(&c->arena)
    };
    if (checksum_choose(c, u->about) || s3_about_read(c, &o)) return -1;
    object_keep(u->about, &o);
    return 0;
}

/* What the headers ask for is refused now, where it is; the retention by default counts from the end. */
static int headers_settle(struct call *c, const struct s3_bucket *b, struct s3_upload *u)
{
    struct s3_object o, locked;

    s3_upload_object(c, u, &o);
    if (s3_encryption_settle(c, b, doc_get(u->about, "Object")) || s3_acl_settle(c, b, &o)) return -1;
    u->owner = o.owner;
    if (o.acl.size) doc_put_str(u->about, "Acl", o.acl);
    locked = o;
    return s3_lock_settle(c, b, &locked);
}

int s3_create_multipart_upload(struct call *c)
{
    struct s3_upload *u = c->scratch;
    struct s3_object newest;
    struct s3_bucket b;

    if (s3_bucket_get(c, &b) || headers_settle(c, &b, u)) return -1;
    u->bucket = b.id;
    u->begun_ms = c->now_ms;
    u->was_there = s3_store_object_newest(c, b.id, u->key, &newest) && !newest.is_marker;
    s3_store_upload_insert(c, u);
    doc_put_str(c->out, "Bucket", b.name);
    doc_put_str(c->out, "Key", u->key);
    doc_put_str(c->out, "UploadId", u->upload_id);
    doc_put_str(c->out, "ChecksumAlgorithm", doc_get_str(u->about, "ChecksumAlgorithm"));
    doc_put_str(c->out, "ChecksumType", doc_get_str(u->about, "ChecksumType"));
    s3_encryption_tell(c, doc_get(u->about, "Object"));
    return 0;
}

int s3_raise_no_such_upload(struct call *c)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "UploadId", doc_get_str(c->in, "UploadId"));
    return fault_with(c, &s3_no_such_upload, extra,
                      "The specified upload does not exist. The upload ID may be invalid, or the upload may have been "
                      "aborted or completed.");
}

static bool find(struct call *c, const struct s3_bucket *b, struct s3_upload *u)
{
    return s3_store_upload_find(c, b->id, doc_get_str(c->in, "Key"), doc_get_str(c->in, "UploadId"), u);
}

int s3_upload_get(struct call *c, const struct s3_bucket *b, struct s3_upload *u)
{
    return find(c, b, u) && !u->object ? 0 : s3_raise_no_such_upload(c);
}

/* AWS: giving up what is completed is well, and does nothing. */
int s3_abort_multipart_upload(struct call *c)
{
    struct s3_bucket b;
    struct s3_upload u;

    if (doc_get(c->in, "IfMatchInitiatedTime"))
        return s3_raise_not_implemented_header(c, "x-amz-if-match-initiated-time");
    if (s3_bucket_get(c, &b)) return -1;
    if (!find(c, &b, &u)) return s3_raise_no_such_upload(c);
    if (!u.object) s3_store_upload_delete(c, &u);
    return 0;
}

/* --- who ---------------------------------------------------------------------------------------------------------- */

/* Of "arn:aws:iam::123456789012:user/anna" what stands behind "user/". */
static struct span display_name(struct span arn)
{
    static const char *const kinds[] = { "user/", "assumed-role/", "federated-user/", NULL };
    struct span rest = arn, name = arn;

    while (span_split(&rest, ':', &name)) {
    }
    for (const char *const *kind = kinds; *kind; kind++)
        if (span_starts(name, *kind)) return span_sub(name, strlen(*kind), SIZE_MAX);
    return name;
}

void s3_upload_principals(struct doc *d, const struct s3_upload *u)
{
    struct doc *initiator = doc_put_map(d, "Initiator");

    if (span_ends(u->initiator, ":root")) doc_put_str(initiator, "ID", s3_canonical_id(doc_arena(d), u->owner));
    else doc_put_str(initiator, "ID", u->initiator);
    doc_put_str(initiator, "DisplayName", display_name(u->initiator));
    s3_list_owner(d, "Owner", u->owner);
}
