/* The outbox's SQL, all of it.
 *
 *   delivery   `kind` and `lane` say where it goes; `about` is JSON of the kind's; `per_second` its lane's pace, or 0
 */
#include "emulator/core/delivery_store.h"

#include <stdlib.h>

#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/store/db.h"

const char *const delivery_schema[] = {
    "CREATE TABLE delivery (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, lane TEXT NOT NULL,"
    " created_ms INTEGER NOT NULL, due_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,"
    " per_second INTEGER NOT NULL DEFAULT 0, about TEXT, body BLOB NOT NULL);"
    "CREATE INDEX delivery_lane ON delivery (kind, lane, due_ms, id);"
    "CREATE INDEX delivery_due ON delivery (due_ms);",
    NULL,
};

void delivery_store_insert(struct call *c, const struct delivery_kind *kind, const struct delivery_parcel *parcel)
{
    struct span about = { NULL, 0 };

    if (parcel->about) about = json_text(&c->arena, parcel->about);
    db_run(
        c->db,
        "INSERT INTO delivery (kind, lane, created_ms, due_ms, per_second, about, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        "stiiitb", kind->name, parcel->lane, c->now_ms, c->now_ms + parcel->delay_ms, parcel->per_second, about,
        parcel->body.data ? parcel->body : SPAN(""));
}

bool delivery_store_delete(struct call *c, const struct delivery *d)
{
    return db_run(c->db, "DELETE FROM delivery WHERE id = ?", "i", d->id) > 0;
}

void delivery_store_put_off(struct call *c, const struct delivery *d, int64_t due_ms, int64_t attempts)
{
    db_run(c->db, "UPDATE delivery SET due_ms = ?, attempts = ? WHERE id = ?", "iii", due_ms, attempts, d->id);
}

struct span delivery_store_lane_behind(struct db *db, struct arena *a, const char *kind, struct span lane)
{
    return db_text(db, a, "SELECT lane FROM delivery WHERE kind = ? AND lane > ? ORDER BY lane LIMIT 1", "st", kind,
                   lane);
}

struct rows *delivery_store_due(struct db *db, const char *kind, struct span lane, int64_t now_ms, int64_t count)
{
    return db_query(db,
                    "SELECT id, attempts, created_ms, per_second, about, body FROM delivery"
                    " WHERE kind = ? AND lane = ? AND due_ms <= ? ORDER BY due_ms, id LIMIT ?",
                    "stii", kind, lane, now_ms, count);
}

struct delivery *delivery_store_read(struct rows *r, const struct delivery_kind *kind, struct span lane,
                                     int64_t *per_second)
{
    struct delivery *d = memory_new(1, sizeof *d);

    d->kind = kind;
    d->age_ms = kind->age_ms;
    d->id = rows_int(r, 0);
    d->attempts = rows_int(r, 1);
    d->created_ms = rows_int(r, 2);
    *per_second = rows_int(r, 3);
    d->lane = arena_span(&d->arena, lane);
    d->about = rows_is_null(r, 4) ? NULL : json_parse(&d->arena, rows_copy(r, 4, &d->arena), NULL);
    d->body = rows_copy(r, 5, &d->arena);
    return d;
}

int64_t delivery_store_next_due(struct db *db, int64_t now_ms)
{
    return db_int(db, 0, "SELECT min(due_ms) FROM delivery WHERE due_ms > ?", "i", now_ms);
}
