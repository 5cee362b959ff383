/* Keyed by object and part. */
#include "emulator/services/s3/s3_pieces_store.h"

#include "emulator/base/json.h"
#include "emulator/services/s3/s3_blobs.h"
#include "emulator/store/db.h"

#define PIECE "SELECT part, blob, size, offset, about FROM s3_piece WHERE object = ? AND "

void s3_store_piece_insert(struct call *c, int64_t object, const struct s3_piece *p)
{
    db_run(c->db, "INSERT INTO s3_piece (object, part, blob, size, offset, about) VALUES (?, ?, ?, ?, ?, ?)", "iitiit",
           object, p->number, p->blob, p->size, p->offset, json_text(&c->arena, p->about));
}

bool s3_store_piece_next(struct rows *r, struct arena *a, struct s3_piece *p)
{
    if (!rows_next(r)) return false;
    *p = (struct s3_piece){ .number = rows_int(r, 0),
                            .blob = rows_copy(r, 1, a),
                            .size = rows_int(r, 2),
                            .offset = rows_int(r, 3),
                            .about = json_parse(a, rows_copy(r, 4, a), NULL) };
    return true;
}

bool s3_store_piece_find(struct call *c, int64_t object, int64_t number, struct s3_piece *p)
{
    struct rows *r = db_query(c->db, PIECE "part = ?", "ii", object, number);

    if (!s3_store_piece_next(r, &c->arena, p)) return false;
    rows_close(r);
    return true;
}

struct rows *s3_store_pieces(struct call *c, int64_t object, int64_t after, int64_t offset)
{
    return db_query(c->db, PIECE "part > ? AND offset + size > ? ORDER BY part", "iii", object, after, offset);
}

int64_t s3_store_piece_count(struct call *c, int64_t object)
{
    return db_int(c->db, 0, "SELECT count(*) FROM s3_piece WHERE object = ?", "i", object);
}

void s3_store_pieces_delete(struct call *c, int64_t object)
{
    struct doc *blobs = doc_list(&c->arena);
    struct rows *r = db_query(c->db, "SELECT blob FROM s3_piece WHERE object = ?", "i", object);

    while (rows_next(r)) doc_append_str(blobs, rows_text(r, 0));
    for (size_t i = 0; i < doc_count(blobs); i++) s3_blob_leave(c, doc_text(doc_at(blobs, i)));
    db_run(c->db, "DELETE FROM s3_piece WHERE object = ?", "i", object);
}
