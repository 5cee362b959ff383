/* A part's use of its blob becomes the object's when it becomes a piece. */
#include "emulator/services/s3/s3_uploads_store.h"

#include "emulator/base/json.h"
#include "emulator/services/s3/s3_blobs.h"
#include "emulator/services/s3/s3_ids.h"
#include "emulator/store/db.h"

#define UPLOAD_ID_SIZE 128

#define UPLOAD                                                                                               \
    "SELECT id, upload_id, bucket, key, begun_ms, owner, initiator, about, newest_object, was_there, object" \
    " FROM s3_upload"

bool s3_store_upload_next(struct rows *r, struct arena *a, struct s3_upload *u)
{
    if (!rows_next(r)) return false;
    *u = (struct s3_upload){ .id = rows_int(r, 0),
                             .upload_id = rows_copy(r, 1, a),
                             .bucket = rows_int(r, 2),
                             .key = rows_copy(r, 3, a),
                             .begun_ms = rows_int(r, 4),
                             .owner = rows_copy(r, 5, a),
                             .initiator = rows_copy(r, 6, a),
                             .about = json_parse(a, rows_copy(r, 7, a), NULL),
                             .newest_object = rows_int(r, 8),
                             .was_there = rows_int(r, 9),
                             .object = rows_int(r, 10) };
    return true;
}

bool s3_store_upload_find(struct call *c, int64_t bucket, struct span key, struct span upload_id, struct s3_upload *u)
{
    struct rows *r =
        db_query(c->db, UPLOAD " WHERE upload_id = ? AND bucket = ? AND key = ?", "tit", upload_id, bucket, key);

    if (!s3_store_upload_next(r, &c->arena, u)) return false;
    rows_close(r);
    return true;
}

int64_t s3_store_upload_row(struct span upload_id)
{
    return s3_id_row(upload_id, UPLOAD_ID_SIZE);
}

bool s3_store_upload_is_elsewhere(struct call *c, int64_t bucket, struct span key, int64_t row)
{
    return db_int(c->db, 0, "SELECT 1 FROM s3_upload WHERE id = ? AND (bucket <> ? OR key <> ?)", "iit", row, bucket,
                  key);
}

void s3_store_upload_insert(struct call *c, struct s3_upload *u)
{
    u->newest_object = db_int(c->db, 0, "SELECT max(id) FROM s3_object", "");
    db_run(c->db,
           "INSERT INTO s3_upload (upload_id, bucket, key, begun_ms, owner, initiator, about, newest_object, was_there)"
           " VALUES ('', ?, ?, ?, ?, ?, ?, ?, ?)",
           "ititttii", u->bucket, u->key, u->begun_ms, u->owner, u->initiator, json_text(&c->arena, u->about),
           u->newest_object, (int64_t)u->was_there);
    u->id = db_last_rowid(c->db);
    u->upload_id = s3_id_make(&c->arena, u->id, UPLOAD_ID_SIZE);
    db_run(c->db, "UPDATE s3_upload SET upload_id = ? WHERE id = ?", "ti", u->upload_id, u->id);
}

void s3_store_upload_complete(struct call *c, const struct s3_upload *u, int64_t object)
{
    db_run(c->db, "UPDATE s3_upload SET object = ?, about = '{}' WHERE id = ?", "ii", object, u->id);
}

void s3_store_upload_delete(struct call *c, const struct s3_upload *u)
{
    struct doc *blobs = doc_list(&c->arena);
    struct rows *r = db_query(c->db, "SELECT blob FROM s3_upload_part WHERE upload = ?", "i", u->id);

    while (rows_next(r)) doc_append_str(blobs, rows_text(r, 0));
    for (size_t i = 0; i < doc_count(blobs); i++) s3_blob_leave(c, doc_text(doc_at(blobs, i)));
    db_run(c->db, "DELETE FROM s3_upload_part WHERE upload = ?", "i", u->id);
    db_run(c->db, "DELETE FROM s3_upload WHERE id = ?", "i", u->id);
}

struct rows *s3_store_uploads(struct call *c, int64_t bucket, struct span key, int64_t after)
{
    if (!key.data) key = SPAN("");
    return db_query(c->db,
                    UPLOAD " WHERE bucket = ? AND object IS NULL AND key >= ? AND (key > ? OR id > ?) ORDER BY key, id",
                    "itti", bucket, key, key, after);
}

void s3_store_uploads_delete(struct call *c, int64_t bucket)
{
    struct rows *r = s3_store_uploads(c, bucket, SPAN(""), 0);
    struct s3_upload u;
    struct doc *ids = doc_list(&c->arena);

    while (s3_store_upload_next(r, &c->arena, &u)) doc_append(ids, doc_int(&c->arena, u.id));
    for (size_t i = 0; i < doc_count(ids); i++) {
        u.id = doc_at(ids, i)->integer;
        s3_store_upload_delete(c, &u);
    }
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

void s3_store_part_put(struct call *c, const struct s3_upload *u, const struct s3_part *p)
{
    struct span old = db_text(c->db, &c->arena, "SELECT blob FROM s3_upload_part WHERE upload = ? AND part = ?", "ii",
                              u->id, p->number);

    if (old.data) s3_blob_leave(c, old);
    db_run(c->db,
           "INSERT OR REPLACE INTO s3_upload_part (upload, part, blob, size, etag, changed_ms, about)"
           " VALUES (?, ?, ?, ?, ?, ?, ?)",
           "iititit", u->id, p->number, p->blob, p->size, p->etag, p->changed_ms, json_text(&c->arena, p->about));
}

void s3_store_parts_forget(struct call *c, const struct s3_upload *u)
{
    db_run(c->db, "DELETE FROM s3_upload_part WHERE upload = ?", "i", u->id);
}

int64_t s3_store_part_count(struct call *c, const struct s3_upload *u)
{
    return db_int(c->db, 0, "SELECT count(*) FROM s3_upload_part WHERE upload = ?", "i", u->id);
}

struct rows *s3_store_parts(struct call *c, const struct s3_upload *u, int64_t after)
{
    return db_query(c->db,
                    "SELECT part, blob, size, etag, changed_ms, about FROM s3_upload_part"
                    " WHERE upload = ? AND part > ? ORDER BY part",
                    "ii", u->id, after);
}

bool s3_store_part_next(struct rows *r, struct arena *a, struct s3_part *p)
{
    if (!rows_next(r)) return false;
    *p = (struct s3_part){ .number = rows_int(r, 0),
                           .blob = rows_copy(r, 1, a),
                           .size = rows_int(r, 2),
                           .etag = rows_copy(r, 3, a),
                           .changed_ms = rows_int(r, 4),
                           .about = json_parse(a, rows_copy(r, 5, a), NULL) };
    return true;
}
