/* One object, or up to a thousand, of which each may fail by itself. */
#include "emulator/services/s3/s3_delete.h"

#include "emulator/services/s3/s3_changes.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"

#define DELETES_MAX 1000

int s3_delete_object(struct call *c)
{
    struct s3_bucket b;
    struct s3_deleted done;

    if (s3_bucket_get(c, &b) ||
        s3_change_delete(c, &b, doc_get_str(c->in, "Key"), doc_get_str(c->in, "VersionId"), &done))
        return -1;
    if (done.is_marker) doc_put_bool(c->out, "DeleteMarker", true);
    doc_put_str(c->out, "VersionId", done.version);
    return 0;
}

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

int s3_delete_objects(struct call *c)
{
    const struct doc *request = doc_get(c->in, "Delete"), *objects = doc_get(request, "Objects");
    struct doc *deleted = doc_list(&c->arena), *errors = doc_list(&c->arena);
    struct s3_bucket b;

    if (s3_bucket_get(c, &b)) return -1;
    if (!doc_count(objects) || doc_count(objects) > DELETES_MAX) return s3_raise_malformed_xml(c);
    for (size_t i = 0; i < doc_count(objects); i++) {
        struct span key = doc_get_str(doc_at(objects, i), "Key"),
                    version = doc_get_str(doc_at(objects, i), "VersionId");
        struct s3_deleted done;
        if (s3_change_delete(c, &b, key, version, &done)) error_put(c, errors, key, version);
        else deleted_put(deleted, key, version, &done);
    }
    if (doc_count(deleted) && !doc_get_bool(request, "Quiet", false)) doc_put(c->out, "Deleted", deleted);
    if (doc_count(errors)) doc_put(c->out, "Errors", errors);
    return 0;
}
