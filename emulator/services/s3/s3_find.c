/* A bucket that is not there is told to everybody: AWS asks no policy for that. */
#include "emulator/services/s3/s3_find.h"

#include "emulator/base/times.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_headers.h"
#include "emulator/services/s3/s3_integrity.h"
#include "emulator/services/s3/s3_names.h"
#include "emulator/services/s3/s3_subject.h"
#include "emulator/services/s3/s3_subresources.h"
#include "emulator/services/s3/s3_region.h"

int s3_bucket_get(struct call *c, struct s3_bucket *b)
{
    struct span name = doc_get_str(c->in, "Bucket");

    return s3_store_bucket_find(c, name, b) ? 0 : s3_raise_no_such_bucket(c, name);
}

struct span s3_version_text(const struct s3_object *o)
{
    return o->version.data ? o->version : SPAN("null");
}

/* --- before the call is allowed ----------------------------------------------------------------------------------- */

static bool is_account(struct span text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9') return false;
    return text.size == 12;
}

static int check_owner(struct call *c, const struct s3_bucket *b)
{
    struct span expected = doc_get_str(c->in, "ExpectedBucketOwner");

    if (!expected.data) return 0;
    if (!is_account(expected))
        return fault(c, &s3_invalid_bucket_owner_account_id,
                     "The value of the expected bucket owner parameter must be an AWS Account ID... [%.*s]",
                     SPAN_ARG(expected));
    return span_eq(expected, b->account) ? 0 : fault(c, &s3_access_denied, "Access Denied");
}

static int check_key(struct call *c)
{
    struct span key = doc_get_str(c->in, "Key");
    struct doc *extra;

    if (key.size <= S3_KEY_BYTES_MAX) return 0;
    extra = doc_map(&c->arena);
    doc_put_format(extra, "Size", "%zu", key.size);
    doc_put_format(extra, "MaxSizeAllowed", "%d", S3_KEY_BYTES_MAX);
    return fault_with(c, &s3_key_too_long, extra, "Your key is too long");
}

/* AWS: a bucket that is looked at or listed tells its region, also to whom it refuses that. */
static void region_tell(struct call *c, const struct s3_bucket *b)
{
    if (c->operation->action && span_is(SPAN("s3:ListBucket"), c->operation->action))
        s3_header(c, "x-amz-bucket-region", b->region);
}

static int check_bucket(struct call *c)
{
    struct span name = doc_get_str(c->in, "Bucket");
    struct s3_bucket b;
    struct db *lent = NULL;
    bool is_there = s3_store_bucket_find(c, name, &b);

    if (!is_there && !c->db) {
        if (!call_lend_store(c, &lent)) return call_store_failed(c);
        is_there = s3_store_bucket_find(c, name, &b);
        call_return_store(c, lent);
    }
    if (!is_there) return s3_raise_no_such_bucket(c, name);
    s3_subject_set(c, &b);
    region_tell(c, &b);
    return s3_region_check(c, &b) || check_owner(c, &b) ? -1 : 0;
}

/* Over HTTP: a request for a part of a bucket or an object that the method does not have there, and a version where
 * only the newest can be written. */
static int check_query(struct call *c)
{
    const char *name = c->caller ? s3_subresource_misplaced(c->operation, c->caller->query) : NULL;
    struct span version;

    if (name) return s3_raise_method_not_allowed(c, c->operation->rest.method, name);
    if (!c->caller || !span_is(span_of(c->operation->name), "PutObject")) return 0;
    if (!http_query(c->caller, "versionId", &version)) return 0;
    return s3_raise_invalid_argument(c, "versionId", version, "This operation does not accept a version-id.");
}

int s3_resolve(struct call *c)
{
    if (c->request) return 0;
    if (check_query(c)) return -1;
    if (s3_region_check_signature(c)) return -1;
    if (!doc_get(c->in, "Bucket")) return 0;
    if (span_is(span_of(c->operation->name), "CreateBucket")) return 0;
    return check_bucket(c) || check_key(c) || s3_integrity_check(c) ? -1 : 0;
}

/* --- versions ----------------------------------------------------------------------------------------------------- */

static void marker_tell(struct call *c, const struct s3_object *o)
{
    c->fault.headers = doc_map(&c->arena);
    doc_put_cstr(c->fault.headers, "x-amz-delete-marker", "true");
    doc_put_str(c->fault.headers, "x-amz-version-id", s3_version_text(o));
}

/* AWS: who may not list the bucket is not told that something is not there. */
int s3_check_may_know(struct call *c, const struct s3_bucket *b)
{
    return door_may(c, "s3:ListBucket", arena_format(&c->arena, "arn:aws:s3:::%.*s", SPAN_ARG(b->name)));
}

int s3_version_id_check(struct call *c, struct span version)
{
    if (!version.data || s3_store_is_version_id(c, version)) return 0;
    return s3_raise_invalid_argument(c, "versionId", version,
                                     version.size ? "Invalid version id specified"
                                                  : "Version id cannot be the empty string");
}

/* Of a marker that is named there is nothing to get. */
static int named_get(struct call *c, const struct s3_bucket *b, struct span version, struct s3_object *o)
{
    struct span key = doc_get_str(c->in, "Key");

    if (s3_version_id_check(c, version)) return -1;
    if (!s3_store_object_version(c, b->id, key, version, o))
        return s3_check_may_know(c, b) ? -1 : s3_raise_no_such_version(c, key, version);
    if (!o->is_marker) return s3_subject_size(c, o->size), 0;
    s3_raise_method_not_allowed(c, c->operation->rest.method, "DeleteMarker");
    marker_tell(c, o);
    doc_put_cstr(c->fault.headers, "Allow", "DELETE");
    doc_put_str(c->fault.headers, "Last-Modified", time_http(&c->arena, o->changed_ms));
    return -1;
}

int s3_object_get(struct call *c, const struct s3_bucket *b, struct s3_object *o)
{
    struct span key = doc_get_str(c->in, "Key"), version = doc_get_str(c->in, "VersionId");
    bool is_there;

    if (version.data) return named_get(c, b, version, o);
    is_there = s3_store_object_newest(c, b->id, key, o);
    if (is_there && !o->is_marker) return s3_subject_size(c, o->size), 0;
    if (s3_check_may_know(c, b)) return -1;
    s3_raise_no_such_key(c, key);
    if (is_there) marker_tell(c, o);
    return -1;
}
