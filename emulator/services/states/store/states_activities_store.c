/* SQL of activities. */
#include "emulator/services/states/store/states_activities_store.h"

#define ACTIVITY "SELECT id, created_ms, account, region, name, encryption, tags FROM states_activity"

void states_activity_read(struct rows *r, struct arena *a, struct states_activity *x)
{
    *x = (struct states_activity){ .id = rows_int(r, 0), .created_ms = rows_int(r, 1) };
    x->account = rows_copy(r, 2, a);
    x->region = rows_copy(r, 3, a);
    x->name = rows_copy(r, 4, a);
    x->encryption = rows_copy(r, 5, a);
    x->tags = rows_copy(r, 6, a);
}

bool states_activity_exists(struct db *db, struct span account, struct span region, struct span name)
{
    return db_int(db, 0, "SELECT 1 FROM states_activity WHERE account = ? AND region = ? AND name = ?", "ttt", account,
                  region, name) != 0;
}

bool states_activity_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                          struct states_activity *activity)
{
    struct rows *r =
        db_query(db, ACTIVITY " WHERE account = ? AND region = ? AND name = ?", "ttt", account, region, name);

    if (!rows_next(r)) return false;
    states_activity_read(r, a, activity);
    rows_close(r);
    return true;
}

void states_activity_set_tags(struct db *db, int64_t id, struct span tags)
{
    db_run(db, "UPDATE states_activity SET tags = ? WHERE id = ?", "ti", tags, id);
}

void states_activity_insert(struct db *db, const struct states_activity *x)
{
    db_run(
        db,
        "INSERT INTO states_activity (account, region, name, created_ms, encryption, tags) VALUES (?, ?, ?, ?, ?, ?)",
        "tttitt", x->account, x->region, x->name, x->created_ms, x->encryption, x->tags);
}

void states_activity_delete(struct db *db, struct span account, struct span region, struct span name)
{
    db_run(db, "DELETE FROM states_activity WHERE account = ? AND region = ? AND name = ?", "ttt", account, region,
           name);
}

struct rows *states_activities_after(struct db *db, struct span account, struct span region, int64_t after,
                                     int64_t limit)
{
    return db_query(db, ACTIVITY " WHERE account = ? AND region = ? AND id > ? ORDER BY id LIMIT ?", "ttii", account,
                    region, after, limit);
}

int64_t states_activity_count(struct db *db, struct span account, struct span region)
{
    return db_int(db, 0, "SELECT count(*) FROM states_activity WHERE account = ? AND region = ?", "tt", account,
                  region);
}
