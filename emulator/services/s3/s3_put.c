/* The bytes are received before the transaction, on the caller's thread; the transaction names them. */
#include "emulator/services/s3/s3_put.h"

#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_changes.h"
#include "emulator/services/s3/s3_conditions.h"
#include "emulator/services/s3/s3_encryption.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_lifecycle_tell.h"
#include "emulator/services/s3/s3_receive.h"
#include "emulator/services/s3/s3_subject.h"

struct putting {
    struct s3_object object;
    struct s3_received received;
};

int s3_put_object_prepare(struct call *c)
{
    struct putting *p = ARENA_NEW(&c->arena, struct putting);

    c->scratch = p;
    if (doc_get(c->in, "WriteOffsetBytes")) return s3_raise_not_implemented_header(c, "x-amz-write-offset-bytes");
    p->object = (struct s3_object){ .key = doc_get_str(c->in, "Key"), .owner = span_of(c->who.account) };
    if (doc_get(c->in, "WriteOffsetBytes")) return s3_raise_not_implemented_header(c, "x-amz-write-offset-bytes");
    if (s3_about_read(c, &p->object) || s3_receive(c, NULL, &p->received)) return -1;
    p->object.size = p->received.blob.size;
    s3_subject_size(c, p->object.size);
    p->object.blob = span_of(p->received.blob.id);
    s3_checksum_put(p->object.about, p->received.kept.kind, p->received.kept.bytes);
    doc_put_cstr(p->object.about, "ChecksumType", "FULL_OBJECT");
    return 0;
}

static void answer(struct call *c, const struct s3_bucket *b, const struct putting *p)
{
    doc_put_str(c->out, "ETag", s3_quoted(&c->arena, p->object.etag));
    s3_checksum_put(c->out, p->received.kept.kind, p->received.kept.bytes);
    doc_put_cstr(c->out, "ChecksumType", "FULL_OBJECT");
    s3_encryption_tell(c, p->object.about);
    if (b->versioning == S3_ENABLED) doc_put_str(c->out, "VersionId", p->object.version);
    s3_lifecycle_tell(c, b, &p->object);
}

static int check_conditions(struct call *c, const struct s3_bucket *b, struct span key)
{
    struct s3_object newest;
    bool is_there = false;

    if (doc_get(c->in, "IfMatch") || doc_get(c->in, "IfNoneMatch"))
        is_there = s3_store_object_newest(c, b->id, key, &newest);
    return s3_check_write(c, is_there ? &newest : NULL);
}

int s3_put_object(struct call *c)
{
    struct putting *p = c->scratch;
    struct s3_bucket b;

    if (s3_bucket_get(c, &b) || check_conditions(c, &b, p->object.key) || s3_encryption_settle(c, &b, p->object.about))
        return -1;
    p->object.etag = s3_encryption_etag(c, p->object.about, span_of(p->received.etag));
    blob_keep(c->db, &p->received.blob);
    if (s3_change_put(c, &b, &p->object)) return -1;
    answer(c, &b, p);
    return 0;
}
