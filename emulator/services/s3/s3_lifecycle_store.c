/* A row for each bucket with a lifecycle; DAY_NONE: nothing was done since it was set. */
#include "emulator/services/s3/s3_lifecycle_store.h"

#include "emulator/core/chore.h"
#include "emulator/store/db.h"

struct chore s3_lifecycle_sweep = { .name = "s3 lifecycle" };

void s3_lifecycle_note(struct call *c, int64_t bucket, bool is_on)
{
    db_run(c->db, "DELETE FROM s3_lifecycle WHERE bucket = ?", "i", bucket);
    if (!is_on) return;
    db_run(c->db, "INSERT INTO s3_lifecycle (bucket) VALUES (?)", "i", bucket);
    chore_wake(c, &s3_lifecycle_sweep);
}

bool s3_lifecycle_pass_next(struct call *c, int64_t day_ms, struct s3_lifecycle_pass *pass)
{
    struct rows *r = db_query(c->db,
                              "SELECT bucket, day_ms, key, id, newer, superseded_ms FROM s3_lifecycle"
                              " WHERE day_ms < ? ORDER BY bucket LIMIT 1",
                              "i", day_ms);

    if (!rows_next(r)) return false;
    *pass = (struct s3_lifecycle_pass){ rows_int(r, 0), rows_int(r, 1), rows_copy(r, 2, &c->arena),
                                        rows_int(r, 3), rows_int(r, 4), rows_int(r, 5) };
    rows_close(r);
    return true;
}

void s3_lifecycle_pass_put(struct call *c, const struct s3_lifecycle_pass *pass)
{
    db_run(c->db, "UPDATE s3_lifecycle SET day_ms = ?, key = ?, id = ?, newer = ?, superseded_ms = ? WHERE bucket = ?",
           "itiiii", pass->day_ms, pass->key, pass->id, pass->newer, pass->superseded_ms, pass->bucket);
}

bool s3_lifecycle_any(struct call *c)
{
    return db_int(c->db, 0, "SELECT 1 FROM s3_lifecycle LIMIT 1", "");
}
