/* Versions have ids that tell their row, and what nobody can guess. */
#include "emulator/services/s3/s3_objects_store.h"

#include <stdio.h>

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/store/blob_sweep.h"
#include "emulator/store/blobs.h"
#include "emulator/store/db.h"

#define OBJECT                                                                                                    \
    "SELECT id, key, version, is_marker, size, etag, blob, parts, changed_ms, owner, storage_class, about, tags," \
    " lock_mode, lock_until_ms, legal_hold, bucket FROM s3_object"

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
                             .bucket = rows_int(r, 16) };
    return true;
}

static bool find(struct call *c, struct rows *r, struct s3_object *o)
{
    if (!s3_store_object_next(r, &c->arena, o)) return false;
    rows_close(r);
    return true;
}

bool s3_store_object_newest(struct call *c, int64_t bucket, struct span key, struct s3_object *o)
{
    return find(c, db_query(c->db, OBJECT " WHERE bucket = ? AND key = ? ORDER BY id DESC LIMIT 1", "it", bucket, key),
                o);
}

/* --- version ids -------------------------------------------------------------------------------------------------- */

#define VERSION_ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._"
#define VERSION_DIGITS   11 /* of six bits: a row's id */
#define VERSION_SIZE     32

static void version_make(int64_t id, char out[VERSION_SIZE + 1])
{
    random_text(out, VERSION_SIZE, VERSION_ALPHABET);
    for (int i = 0; i < VERSION_DIGITS; i++) out[VERSION_SIZE - 1 - i] = VERSION_ALPHABET[(uint64_t)id >> (6 * i) & 63];
}

/* The row's id; 0 where it is no version's. */
static int64_t version_row(struct span version)
{
    static const char alphabet[] = VERSION_ALPHABET;
    uint64_t id = 0;

    if (version.size != VERSION_SIZE) return 0;
    for (int i = VERSION_DIGITS; i > 0; i--) {
        const char *at = memchr(alphabet, version.data[VERSION_SIZE - i], sizeof alphabet - 1);
        if (!at) return 0;
        id = id << 6 | (uint64_t)(at - alphabet);
    }
    return (int64_t)id;
}

bool s3_store_object_version(struct call *c, int64_t bucket, struct span key, struct span version, struct s3_object *o)
{
    if (span_is(version, "null"))
        return find(c, db_query(c->db, OBJECT " WHERE bucket = ? AND key = ? AND version IS NULL", "it", bucket, key),
                    o);
    return find(c,
                db_query(c->db, OBJECT " WHERE id = ? AND bucket = ? AND key = ? AND version = ?", "iitt",
                         version_row(version), bucket, key, version),
                o);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static struct span json_or_absent(struct call *c, const struct doc *d)
{
    return d ? json_text(&c->arena, d) : (struct span){ NULL, 0 };
}

void s3_store_object_insert(struct call *c, struct s3_object *o, bool has_version)
{
    char version[VERSION_SIZE + 1];

    db_run(
        c->db,
        "INSERT INTO s3_object (bucket, key, is_marker, size, etag, blob, parts, changed_ms, owner, storage_class, about,"
        " tags, lock_mode, lock_until_ms, legal_hold) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "itiittiitttttii", o->bucket, o->key, (int64_t)o->is_marker, o->size, o->etag, o->blob, o->parts, o->changed_ms,
        o->owner, o->storage_class, json_text(&c->arena, o->about), json_or_absent(c, o->tags), o->lock_mode,
        o->lock_until_ms, (int64_t)o->legal_hold);
    o->id = db_last_rowid(c->db);
    if (!has_version) return;
    version_make(o->id, version);
    o->version = arena_span(&c->arena, span_of(version));
    db_run(c->db, "UPDATE s3_object SET version = ? WHERE id = ?", "ti", o->version, o->id);
}

static void settle(void *id)
{
    blob_settle(id);
}

static void blob_leave(struct call *c, struct span id)
{
    blob_drop(c->db, id);
    call_after_commit(c, settle, arena_string(&c->arena, id), id.size + 1);
}

static void pieces_delete(struct call *c, int64_t object)
{
    struct doc *blobs = doc_list(&c->arena);
    struct rows *r = db_query(c->db, "SELECT blob FROM s3_piece WHERE object = ?", "i", object);

    while (rows_next(r)) doc_append_str(blobs, rows_text(r, 0));
    for (size_t i = 0; i < doc_count(blobs); i++) blob_leave(c, doc_text(doc_at(blobs, i)));
    db_run(c->db, "DELETE FROM s3_piece WHERE object = ?", "i", object);
}

void s3_store_object_delete(struct call *c, const struct s3_object *o)
{
    if (o->parts) pieces_delete(c, o->id);
    if (o->blob.data) blob_leave(c, o->blob);
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
