/* One object, or up to a thousand, of which each may fail by itself. */
#include "emulator/services/s3/s3_delete.h"

#include "emulator/services/s3/s3_asks.h"
#include "emulator/services/s3/s3_changes.h"
#include "emulator/services/s3/s3_conditions.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_subject.h"

#define DELETES_MAX 1000

/* AWS: time and size are conditions of directory buckets alone. DIFFERS: no bucket has MFA delete. */
int s3_delete_object_check(struct call *c)
{
    if (doc_get(c->in, "IfMatchLastModifiedTime"))
        return s3_raise_not_implemented_header(c, "x-amz-if-match-last-modified-time");
    if (doc_get(c->in, "IfMatchSize")) return s3_raise_not_implemented_header(c, "x-amz-if-match-size");
    return doc_get(c->in, "MFA") ? s3_raise_not_implemented_header(c, "x-amz-mfa") : 0;
}

/* What is deleted, and on which condition. */
struct deletion {
    struct span key, version, etag;
};

static int object_delete(struct call *c, const struct s3_bucket *b, const struct deletion *d, struct s3_deleted *done)
{
    struct s3_object newest;
    bool is_there = d->etag.data && s3_store_object_newest(c, b->id, d->key, &newest);

    if (s3_check_delete(c, d->etag, d->key, is_there ? &newest : NULL)) return -1;
    return s3_change_delete(c, b, d->key, d->version, done);
}

int s3_delete_object(struct call *c)
{
    struct deletion d = { doc_get_str(c->in, "Key"), doc_get_str(c->in, "VersionId"), doc_get_str(c->in, "IfMatch") };
    struct s3_bucket b;
    struct s3_deleted done;

    if (s3_bucket_get(c, &b) || s3_version_id_check(c, d.version) || object_delete(c, &b, &d, &done)) return -1;
    s3_subject_size(c, done.size);
    if (done.is_marker) doc_put_bool(c->out, "DeleteMarker", true);
    doc_put_str(c->out, "VersionId", done.version);
    return 0;
}

/* --- several ------------------------------------------------------------------------------------------------------ */

static void error_put(struct call *c, struct doc *errors, struct span key, struct span version)
{
    struct fault_words words = fault_words(&c->fault, PROTOCOL_REST_XML);
    struct doc *error = doc_append_map(errors);

    doc_put_str(error, "Key", key);
    doc_put_str(error, "VersionId", version);
    doc_put_cstr(error, "Code", words.code);
    doc_put_str(error, "Message", words.message);
    c->fault = (struct fault_raised){ 0 };
}

static void deleted_put(struct doc *deleted, struct span key, struct span version, const struct s3_deleted *done)
{
    struct doc *entry = doc_append_map(deleted);

    doc_put_str(entry, "Key", key);
    doc_put_str(entry, "VersionId", version);
    if (!done->is_marker) return;
    doc_put_bool(entry, "DeleteMarker", true);
    doc_put_str(entry, "DeleteMarkerVersionId", done->version);
}

static void one_log(struct call *c, const struct s3_bucket *b, const struct doc *object, const struct s3_deleted *done)
{
    struct fault_words words = { .status = 204 };

    if (c->fault.kind) words = fault_words(&c->fault, PROTOCOL_REST_XML);
    s3_subject_aside(c, &(struct s3_aside){ .operation = "BATCH.DELETE.OBJECT",
                                            .bucket = *b,
                                            .key = doc_get_str(object, "Key"),
                                            .version = doc_get_str(object, "VersionId"),
                                            .size = done->size,
                                            .code = span_of(words.code),
                                            .status = words.status });
}

int s3_delete_objects_check(struct call *c)
{
    const struct doc *objects = doc_get(doc_get(c->in, "Delete"), "Objects");

    if (!doc_count(objects) || doc_count(objects) > DELETES_MAX) return s3_raise_malformed_xml(c);
    return doc_get(c->in, "MFA") ? s3_raise_not_implemented_header(c, "x-amz-mfa") : 0;
}

static int one_delete(struct call *c, const struct s3_bucket *b, const struct doc *object, struct s3_deleted *done)
{
    struct deletion d = { doc_get_str(object, "Key"), doc_get_str(object, "VersionId"), doc_get_str(object, "ETag") };

    if (doc_get(object, "Size") || doc_get(object, "LastModifiedTime"))
        return fault(c, &s3_not_implemented, "A parameter you provided implies functionality that is not implemented");
    if (s3_may_delete(c, object)) return -1;
    if (d.version.data && !s3_store_is_version_id(c, d.version)) return s3_raise_no_such_version(c, d.key, d.version);
    return object_delete(c, b, &d, done);
}

int s3_delete_objects(struct call *c)
{
    const struct doc *request = doc_get(c->in, "Delete"), *objects = doc_get(request, "Objects");
    struct doc *deleted = doc_list(&c->arena), *errors = doc_list(&c->arena);
    struct s3_bucket b;

    if (s3_bucket_get(c, &b)) return -1;
    for (size_t i = 0; i < doc_count(objects); i++) {
        struct span key = doc_get_str(doc_at(objects, i), "Key"),
                    version = doc_get_str(doc_at(objects, i), "VersionId");
        struct s3_deleted done = { .size = -1 };
        int rc = one_delete(c, &b, doc_at(objects, i), &done);
        one_log(c, &b, doc_at(objects, i), &done);
        if (rc) error_put(c, errors, key, version);
        else deleted_put(deleted, key, version, &done);
    }
    if (doc_count(deleted) && !doc_get_bool(request, "Quiet", false)) doc_put(c->out, "Deleted", deleted);
    if (doc_count(errors)) doc_put(c->out, "Errors", errors);
    return 0;
}
