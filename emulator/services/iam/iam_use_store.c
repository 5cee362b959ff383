/* The SQL of uses. */
#include "emulator/services/iam/iam_use_store.h"

#include "emulator/store/db.h"

#define WEEK_MS (7 * INT64_C(86400000))

void iam_store_use_put(struct db *db, struct span entity, struct span action, struct span region, int64_t time_ms)
{
    db_run(db,
           "INSERT OR REPLACE INTO iam_use (entity, action, region, time_ms) SELECT ?1, ?2, ?3, ?4"
           " WHERE EXISTS (SELECT 1 FROM iam_entity WHERE unique_id = ?1)",
           "ttti", entity, action, region, time_ms);
}

void iam_store_uses_delete(struct db *db, struct span entity)
{
    db_run(db, "DELETE FROM iam_use WHERE entity = ?", "t", entity);
}

bool iam_store_use_last(struct db *db, struct arena *a, struct span entity, struct iam_use *use)
{
    struct rows *r = db_query(
        db, "SELECT action, region, time_ms FROM iam_use WHERE entity = ? ORDER BY time_ms DESC LIMIT 1", "t", entity);

    if (!rows_next(r)) return false;
    *use = (struct iam_use){ rows_copy(r, 0, a), rows_copy(r, 1, a), rows_int(r, 2) };
    rows_close(r);
    return true;
}

struct doc *iam_store_uses(struct db *db, struct arena *a, struct span entity, struct span service)
{
    struct doc *list = doc_list(a);
    struct rows *r = db_query(db,
                              "SELECT action, region, time_ms FROM iam_use WHERE entity = ?1"
                              " AND substr(action, 1, length(?2) + 1) = ?2 || ':' ORDER BY time_ms DESC, action",
                              "tt", entity, service);

    while (rows_next(r)) {
        struct doc *use = doc_append_map(list);
        doc_put_str(use, "Action", rows_text(r, 0));
        doc_put_str(use, "Region", rows_text(r, 1));
        doc_put_int(use, "Time", rows_int(r, 2));
    }
    return list;
}

void iam_store_report_put(struct db *db, struct span account, const char *id, int64_t now_ms, struct span report)
{
    db_run(
        db,
        "DELETE FROM iam_report WHERE id IN (SELECT id FROM iam_report WHERE created_ms < ? ORDER BY created_ms LIMIT 10)",
        "i", now_ms - WEEK_MS);
    db_run(db, "INSERT INTO iam_report (id, account, created_ms, report) VALUES (?, ?, ?, ?)", "stit", id, account,
           now_ms, report);
}

struct span iam_store_report(struct db *db, struct arena *a, struct span account, struct span id)
{
    return db_text(db, a, "SELECT report FROM iam_report WHERE id = ? AND account = ?", "tt", id, account);
}
