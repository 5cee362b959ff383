/* One row a version; the null version is there once at most. */
#include "emulator/services/s3/s3_changes.h"

#include "emulator/services/s3/s3_acl.h"
#include "emulator/services/s3/s3_events.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_lock.h"
#include "emulator/services/s3/s3_replication.h"

/* The null version, which a new one replaces. */
static bool null_find(struct call *c, const struct s3_bucket *b, struct span key, struct s3_object *o)
{
    if (b->versioning == S3_UNVERSIONED) return s3_store_object_newest(c, b->id, key, o);
    return s3_store_object_version(c, b->id, key, SPAN("null"), o);
}

static void null_remove(struct call *c, const struct s3_bucket *b, struct span key)
{
    struct s3_object old;

    if (null_find(c, b, key, &old)) s3_store_object_delete(c, &old);
}

/* Where there are no versions. */
static void object_remove(struct call *c, const struct s3_bucket *b, struct span key, struct s3_deleted *done)
{
    struct s3_object old;

    if (!null_find(c, b, key, &old)) return;
    done->size = old.size;
    s3_store_object_delete(c, &old);
    s3_events_emit(c, b, s3_events_removed(c, false), &old);
}

/* It goes to other buckets, too, where this one's replication says so. */
static void version_insert(struct call *c, const struct s3_bucket *b, struct s3_object *o)
{
    struct doc *rules = s3_replication_plan(c, b, o);

    s3_store_object_insert(c, o, b->versioning == S3_ENABLED);
    s3_replication_send(c, b, o, rules);
}

int s3_change_put(struct call *c, const struct s3_bucket *b, struct s3_object *o)
{
    if (s3_acl_settle(c, b, o) || s3_lock_settle(c, b, o)) return -1;
    if (b->versioning != S3_ENABLED) null_remove(c, b, o->key);
    o->bucket = b->id;
    if (!o->changed_ms) o->changed_ms = c->now_ms / 1000 * 1000; /* AWS: whole seconds */
    version_insert(c, b, o);
    if (o->acl.size) s3_store_object_acl_set(c, o);
    s3_events_emit(c, b, s3_events_created(c), o);
    return 0;
}

static void marker_put(struct call *c, const struct s3_bucket *b, struct span key, struct s3_deleted *done)
{
    struct s3_object marker = { .bucket = b->id,
                                .key = key,
                                .is_marker = true,
                                .etag = SPAN(""),
                                .owner = b->account,
                                .about = doc_map(&c->arena) };

    if (b->versioning == S3_SUSPENDED) null_remove(c, b, key);
    marker.changed_ms = c->now_ms / 1000 * 1000;
    version_insert(c, b, &marker);
    s3_events_emit(c, b, s3_events_removed(c, true), &marker);
    *done = (struct s3_deleted){ true, s3_version_text(&marker), -1 };
}

static int version_remove(struct call *c, const struct s3_bucket *b, struct span key, struct span version,
                          struct s3_deleted *done)
{
    struct s3_object o;

    *done = (struct s3_deleted){ false, version, -1 };
    if (!s3_store_object_version(c, b->id, key, version, &o)) return 0;
    if (s3_lock_check_delete(c, &o)) return -1;
    done->is_marker = o.is_marker;
    if (!o.is_marker) done->size = o.size;
    s3_store_object_delete(c, &o);
    s3_events_emit(c, b, s3_events_removed(c, false), &o);
    return 0;
}

int s3_change_delete(struct call *c, const struct s3_bucket *b, struct span key, struct span version,
                     struct s3_deleted *done)
{
    *done = (struct s3_deleted){ false, { NULL, 0 }, -1 };
    if (version.data) return version_remove(c, b, key, version, done);
    if (b->versioning == S3_UNVERSIONED) object_remove(c, b, key, done);
    else marker_put(c, b, key, done);
    return 0;
}
