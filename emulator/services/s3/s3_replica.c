/* The bytes are shared: both objects' rows name the same blobs. */
#include "emulator/services/s3/s3_replica.h"

#include <stdio.h>

#include "emulator/base/log.h"
#include "emulator/core/ask.h"
#include "emulator/core/door.h"
#include "emulator/services/s3/s3_events.h"
#include "emulator/services/s3/s3_lock.h"
#include "emulator/services/s3/s3_pieces_store.h"
#include "emulator/store/blobs.h"

/* --- may the role? ------------------------------------------------------------------------------------------------ */

/* The rights have names of their own, which no operation asks for. */
static bool role_may(struct call *c, const struct s3_replica *r, const char *action, struct span bucket)
{
    struct identity who;
    struct call *asked;
    bool allows;

    if (!identity_of_role(r->role, "s3-replication", arena_string(&c->arena, r->from.region), &who)) return false;
    asked = door_open("s3", "PutObject", &who, c->endpoint);
    doc_put_str(asked->in, "Bucket", bucket);
    doc_put_str(asked->in, "Key", r->source.key);
    ask_for_action(asked, action,
                   arena_format(&asked->arena, "arn:aws:s3:::%.*s/%.*s", SPAN_ARG(bucket), SPAN_ARG(r->source.key)));
    allows = door_allows(c, asked);
    if (!allows) log_warn("s3: replication of %.*s: %s", SPAN_ARG(r->source.key), asked->fault.message);
    call_free(asked);
    return allows;
}

static struct span bucket_arn(struct call *c, struct span bucket)
{
    return arena_format(&c->arena, "arn:aws:s3:::%.*s", SPAN_ARG(bucket));
}

static bool changes_owner(const struct s3_replica *r)
{
    return doc_get(r->destination, "AccessControlTranslation") != NULL;
}

static bool role_may_all(struct call *c, const struct s3_replica *r, struct span to, bool has_tags)
{
    if (!door_may_assume(c, "s3", r->role, bucket_arn(c, r->from.name))) return false;
    if (r->source.is_marker) return role_may(c, r, "s3:ReplicateDelete", to);
    return role_may(c, r, "s3:GetObjectVersionForReplication", r->from.name) &&
           role_may(c, r, "s3:ReplicateObject", to) && (!has_tags || role_may(c, r, "s3:ReplicateTags", to)) &&
           (!changes_owner(r) || role_may(c, r, "s3:ObjectOwnerOverrideToBucketOwner", to));
}

/* --- the copy ----------------------------------------------------------------------------------------------------- */

static void blob_share(struct call *c, struct span id, int64_t size)
{
    struct blob b = { .size = size };

    snprintf(b.id, sizeof b.id, "%.*s", SPAN_ARG(id));
    blob_keep(c->db, &b);
}

/* Gathered first: what is read is added to. */
static void pieces_share(struct call *c, int64_t from, int64_t to, int64_t parts)
{
    struct s3_piece *pieces = ARENA_ARRAY(&c->arena, struct s3_piece, (size_t)parts), p;
    struct rows *r = s3_store_pieces(c, from, 0, -1);
    int64_t count = 0;

    while (s3_store_piece_next(r, &c->arena, &p))
        if (count < parts) pieces[count++] = p;
    for (int64_t i = 0; i < count; i++) {
        blob_share(c, pieces[i].blob, pieces[i].size);
        s3_store_piece_insert(c, to, &pieces[i]);
    }
}

static int64_t pieces_count(struct call *c, int64_t object)
{
    struct s3_piece p;
    struct rows *r = s3_store_pieces(c, object, 0, -1);
    int64_t count = 0;

    while (s3_store_piece_next(r, &c->arena, &p)) count++;
    return count;
}

static struct s3_object copy_of(struct call *c, const struct s3_replica *r, const struct s3_bucket *to)
{
    struct s3_object o = r->source;
    struct span class = doc_get_str(r->destination, "StorageClass");

    o.about = doc_shallow(&c->arena, o.about);
    doc_put_cstr(o.about, "ReplicationStatus", "REPLICA");
    if (class.size) o.storage_class = span_is(class, "STANDARD") ? (struct span){ NULL, 0 } : class;
    if (changes_owner(r)) o.owner = to->account;
    return o;
}

static void acl_put(struct call *c, const struct s3_bucket *to, const struct s3_object *o)
{
    s3_store_object_acl_set(c, o);
    if (o->acl.size && !(to->effects & S3_HAS_ACLS)) s3_store_bucket_acls_set(c, to);
}

/* What may be changed of a version. */
static void follow(struct call *c, const struct s3_replica *r, const struct s3_bucket *to, struct s3_object *there)
{
    there->tags = r->source.tags;
    if (to->has_lock) {
        there->lock_mode = r->source.lock_mode;
        there->lock_until_ms = r->source.lock_until_ms;
        there->legal_hold = r->source.legal_hold;
    }
    s3_store_object_update(c, there);
    if (changes_owner(r) || span_eq(there->acl, r->source.acl)) return;
    there->acl = r->source.acl;
    acl_put(c, to, there);
}

static bool copy_put(struct call *c, const struct s3_replica *r, const struct s3_bucket *to)
{
    struct s3_object o = copy_of(c, r, to);

    o.bucket = to->id;
    if (s3_lock_settle(c, to, &o)) return false;
    if (o.blob.data) blob_share(c, o.blob, o.size);
    s3_store_object_insert(c, &o, true);
    if (o.acl.size && !changes_owner(r)) acl_put(c, to, &o);
    s3_events_emit(c, to, o.is_marker ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectCreated:Put", &o);
    if (!o.blob.data && o.size) pieces_share(c, r->source.id, o.id, pieces_count(c, r->source.id));
    return true;
}

static bool bucket_of(struct call *c, struct span arn, struct s3_bucket *b)
{
    static const char prefix[] = "arn:aws:s3:::";

    return span_starts(arn, prefix) && s3_store_bucket_find(c, span_sub(arn, sizeof prefix - 1, SIZE_MAX), b);
}

bool s3_replica_make(struct call *c, const struct s3_replica *r)
{
    struct s3_bucket to;
    struct s3_object there = { .tags = NULL };
    bool is_there;

    if (!bucket_of(c, doc_get_str(r->destination, "Bucket"), &to) || to.versioning != S3_ENABLED) return false;
    is_there = s3_store_object_version(c, to.id, r->source.key, r->source.version, &there);
    if (!role_may_all(c, r, to.name, r->source.tags || (is_there && there.tags))) return false;
    if (!is_there) return copy_put(c, r, &to);
    follow(c, r, &to, &there);
    return true;
}

void s3_replica_status_set(struct call *c, struct s3_object *source, const char *status)
{
    if (span_is(doc_get_str(source->about, "ReplicationStatus"), "FAILED")) return;
    source->about = doc_shallow(&c->arena, source->about);
    doc_put_cstr(source->about, "ReplicationStatus", status);
    s3_store_object_update(c, source);
}
