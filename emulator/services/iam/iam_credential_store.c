/* The SQL of credentials. */
#include "emulator/services/iam/iam_credential_store.h"

#include "emulator/base/json.h"
#include "emulator/store/db.h"

bool iam_store_credential_find(struct db *db, struct arena *a, struct span id, struct iam_credential *cr)
{
    struct rows *r = db_query(
        db, "SELECT id, kind, account, entity, status, created_ms, detail FROM iam_credential WHERE id = ?", "t", id);

    if (!rows_next(r)) return false;
    *cr = (struct iam_credential){ .id = rows_copy(r, 0, a),
                                   .kind = rows_copy(r, 1, a),
                                   .account = rows_copy(r, 2, a),
                                   .entity = rows_int(r, 3),
                                   .status = rows_copy(r, 4, a),
                                   .created_ms = rows_int(r, 5),
                                   .detail = json_parse(a, rows_copy(r, 6, a), NULL) };
    rows_close(r);
    return true;
}

void iam_store_credential_insert(struct db *db, const struct iam_credential *cr)
{
    struct arena a = { 0 };

    db_run(db,
           "INSERT INTO iam_credential (id, kind, account, entity, status, created_ms, detail)"
           " VALUES (?, ?, ?, ?, ?, ?, ?)",
           "tttitit", cr->id, cr->kind, cr->account, cr->entity, cr->status, cr->created_ms, json_text(&a, cr->detail));
    arena_release(&a);
}

void iam_store_credential_update(struct db *db, const struct iam_credential *cr)
{
    struct arena a = { 0 };

    db_run(db, "UPDATE iam_credential SET status = ?, detail = ? WHERE id = ?", "ttt", cr->status,
           json_text(&a, cr->detail), cr->id);
    arena_release(&a);
}

void iam_store_credential_delete(struct db *db, struct span id)
{
    db_run(db, "DELETE FROM iam_credential WHERE id = ?", "t", id);
}

struct doc *iam_store_credential_ids(struct db *db, struct arena *a, const struct iam_entity *owner, const char *kind)
{
    struct doc *ids = doc_list(a);
    struct rows *r = db_query(db,
                              "SELECT id FROM iam_credential WHERE account = ? AND entity = ? AND kind = ?"
                              " ORDER BY created_ms, id",
                              "tis", owner->account, owner->id, kind);

    while (rows_next(r)) doc_append_str(ids, rows_text(r, 0));
    return ids;
}

int64_t iam_store_credential_count(struct db *db, const struct iam_entity *owner, const char *kind)
{
    return db_int(
        db, 0, "SELECT count(*) FROM iam_credential WHERE account = ?1 AND entity = ?2 AND (?3 IS NULL OR kind = ?3)",
        "tis", owner->account, owner->id, kind);
}

int64_t iam_store_credential_count_kind(struct db *db, struct span account, const char *kind)
{
    return db_int(db, 0, "SELECT count(*) FROM iam_credential WHERE account = ? AND kind = ?", "ts", account, kind);
}
