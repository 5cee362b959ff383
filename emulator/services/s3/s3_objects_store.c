/* Versions have ids that tell their row. */
#include "emulator/services/s3/s3_objects_store.h"

#include "emulator/base/json.h"
#include "emulator/services/s3/s3_blobs.h"
#include "emulator/services/s3/s3_ids.h"
#include "emulator/services/s3/s3_pieces_store.h"
#include "emulator/store/db.h"

#define OBJECT                                                                                                    \
    "SELECT id, key, version, is_marker, size, etag, blob, parts, changed_ms, owner, storage_class, about, tags," \
    " lock_mode, lock_until_ms, legal_hold, bucket, acl FROM s3_object"

static struct doc *json_column(struct rows *r, int column, struct arena *a)
{
    return rows_is_null(r, column) ? NULL : json_parse(a, rows_copy(r, column, a), NULL);
}

bool s3_store_object_next(struct rows *r, struct arena *a, struct s3_object *o)
{
    if (!rows_next(r)) return false;
    *o = (struct s3_object){ .id = rows_int(r, 0),
                             .key = rows_copy(r, 1, a),
                             .version = rows_copy(r, 2, a),
                             .is_marker = rows_int(r, 3),
                             .size = rows_int(r, 4),
                             .etag = rows_copy(r, 5, a),
                             .blob = rows_copy(r, 6, a),
                             .parts = rows_int(r, 7),
                             .changed_ms = rows_int(r, 8),
                             .owner = rows_copy(r, 9, a),
                             .storage_class = rows_copy(r, 10, a),
                             .about = json_column(r, 11, a),
                             .tags = json_column(r, 12, a),
                             .lock_mode = rows_copy(r, 13, a),
                             .lock_until_ms = rows_int(r, 14),
                             .legal_hold = (enum s3_hold)rows_int(r, 15),
                             .bucket = rows_int(r, 16),
                             .acl = rows_copy(r, 17, a) };
    return true;
}

static bool find(struct call *c, struct rows *r, struct s3_object *o)
{
    if (!s3_store_object_next(r, &c->arena, o)) return false;
    rows_close(r);
    return true;
}

bool s3_store_object_by_row(struct call *c, int64_t id, struct s3_object *o)
{
    return find(c, db_query(c->db, OBJECT " WHERE id = ?", "i", id), o);
}

bool s3_store_object_newest(struct call *c, int64_t bucket, struct span key, struct s3_object *o)
{
    return find(c, db_query(c->db, OBJECT " WHERE bucket = ? AND key = ? ORDER BY id DESC LIMIT 1", "it", bucket, key),
                o);
}

/* --- version ids -------------------------------------------------------------------------------------------------- */

#define VERSION_SIZE 32

/* By the row that a version's id tells. */
static bool version_find(struct call *c, int64_t bucket, struct span key, struct span version, struct s3_object *o)
{
    return find(c,
                db_query(c->db, OBJECT " WHERE id = ? AND bucket = ? AND key = ? AND version = ?", "iitt",
                         s3_id_row(version, VERSION_SIZE), bucket, key, version),
                o);
}

/* A replica has the id of its source, which tells another row. */
static bool replica_find(struct call *c, int64_t bucket, struct span key, struct span version, struct s3_object *o)
{
    return find(
        c, db_query(c->db, OBJECT " WHERE bucket = ? AND key = ? AND version = ? LIMIT 1", "itt", bucket, key, version),
        o);
}

bool s3_store_object_version(struct call *c, int64_t bucket, struct span key, struct span version, struct s3_object *o)
{
    if (span_is(version, "null"))
        return find(c, db_query(c->db, OBJECT " WHERE bucket = ? AND key = ? AND version IS NULL", "it", bucket, key),
                    o);
    return version_find(c, bucket, key, version, o) || replica_find(c, bucket, key, version, o);
}

bool s3_store_is_version_id(struct call *c, struct span version)
{
    int64_t row = s3_id_row(version, VERSION_SIZE);

    return span_is(version, "null") ||
           (row > 0 && row <= db_int(c->db, 0, "SELECT seq FROM sqlite_sequence WHERE name = 's3_object'", ""));
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static struct span json_or_absent(struct call *c, const struct doc *d)
{
    return d ? json_text(&c->arena, d) : (struct span){ NULL, 0 };
}

void s3_store_object_insert(struct call *c, struct s3_object *o, bool has_version)
{
    db_run(
        c->db,
        "INSERT INTO s3_object (bucket, key, is_marker, size, etag, blob, parts, changed_ms, owner, storage_class, about,"
        " tags, lock_mode, lock_until_ms, legal_hold) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "itiittiitttttii", o->bucket, o->key, (int64_t)o->is_marker, o->size, o->etag, o->blob, o->parts, o->changed_ms,
        o->owner, o->storage_class, json_text(&c->arena, o->about), json_or_absent(c, o->tags), o->lock_mode,
        o->lock_until_ms, (int64_t)o->legal_hold);
    o->id = db_last_rowid(c->db);
    if (!has_version) return;
    if (!o->version.data) o->version = s3_id_make(&c->arena, o->id, VERSION_SIZE);
    db_run(c->db, "UPDATE s3_object SET version = ? WHERE id = ?", "ti", o->version, o->id);
}

void s3_store_object_acl_set(struct call *c, const struct s3_object *o)
{
    db_run(c->db, "UPDATE s3_object SET acl = ? WHERE id = ?", "ti", o->acl, o->id);
}

void s3_store_object_delete(struct call *c, const struct s3_object *o)
{
    if (!o->blob.data && !o->is_marker) s3_store_pieces_delete(c, o->id);
    if (o->parts) db_run(c->db, "DELETE FROM s3_upload WHERE object = ?", "i", o->id);
    if (o->blob.data) s3_blob_leave(c, o->blob);
    db_run(c->db, "DELETE FROM s3_object WHERE id = ?", "i", o->id);
}

void s3_store_object_update(struct call *c, const struct s3_object *o)
{
    db_run(
        c->db,
        "UPDATE s3_object SET about = ?, tags = ?, storage_class = ?, lock_mode = ?, lock_until_ms = ?, legal_hold = ?"
        " WHERE id = ?",
        "ttttiii", json_text(&c->arena, o->about), json_or_absent(c, o->tags), o->storage_class, o->lock_mode,
        o->lock_until_ms, (int64_t)o->legal_hold, o->id);
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

bool s3_store_bucket_is_empty(struct call *c, int64_t bucket)
{
    return !db_int(c->db, 0, "SELECT 1 FROM s3_object WHERE bucket = ? LIMIT 1", "i", bucket);
}

struct rows *s3_store_objects(struct call *c, int64_t bucket, struct span key, int64_t before_id)
{
    if (!key.data) key = SPAN("");
    return db_query(c->db, OBJECT " WHERE bucket = ? AND key >= ? AND (key > ? OR id < ?) ORDER BY key, id DESC",
                    "itti", bucket, key, key, before_id);
}

bool s3_store_object_has_older(struct call *c, const struct s3_object *o)
{
    return db_int(c->db, 0, "SELECT 1 FROM s3_object WHERE bucket = ? AND key = ? AND id < ? LIMIT 1", "iti", o->bucket,
                  o->key, o->id);
}
