/* The SQL of inline policies. */
#include "emulator/services/iam/iam_inline_store.h"

#include "emulator/store/db.h"

void iam_store_inline_put(struct db *db, int64_t entity, struct span name, struct span document)
{
    db_run(db,
           "INSERT INTO iam_inline (entity, name, document) VALUES (?, ?, ?)"
           " ON CONFLICT (entity, name) DO UPDATE SET document = excluded.document",
           "itt", entity, name, document);
}

bool iam_store_inline_delete(struct db *db, int64_t entity, struct span name)
{
    return db_run(db, "DELETE FROM iam_inline WHERE entity = ? AND name = ?", "it", entity, name) > 0;
}

struct span iam_store_inline(struct db *db, struct arena *a, int64_t entity, struct span name, struct span *stored_name)
{
    struct span document = { NULL, 0 };
    struct rows *r =
        db_query(db, "SELECT document, name FROM iam_inline WHERE entity = ? AND name = ?", "it", entity, name);

    if (!rows_next(r)) return document;
    document = rows_copy(r, 0, a);
    if (stored_name) *stored_name = rows_copy(r, 1, a);
    rows_close(r);
    return document;
}

struct doc *iam_store_inline_names(struct db *db, struct arena *a, int64_t entity)
{
    struct doc *names = doc_list(a);
    struct rows *r = db_query(db, "SELECT name FROM iam_inline WHERE entity = ? ORDER BY name", "i", entity);

    while (rows_next(r)) doc_append_str(names, rows_text(r, 0));
    return names;
}
