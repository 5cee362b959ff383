/* Executions are looked for from the oldest up to the first that began after the time: where none is that old, one row
 * is read, and the table needs no index that each execution's end would have to write. */
#include "emulator/services/states/store/states_expiry_store.h"

#define ITEMS_MAX 1000

/* ?1: the time, ?2: how many. */
#define EXPIRED                                                                                          \
    "(SELECT id FROM states_execution WHERE status <> 0 AND stopped_ms <= ?1 AND id < ifnull((SELECT id" \
    " FROM states_execution WHERE started_ms > ?1 ORDER BY id LIMIT 1), 9223372036854775807) ORDER BY id LIMIT ?2)"

/* A map run may have very many items. Returns whether there may be more. */
static bool items_expire(struct db *db, int64_t until_ms, int64_t executions_max)
{
    return db_run(db,
                  "DELETE FROM states_map_item WHERE (run, position) IN (SELECT run, position FROM states_map_item"
                  " WHERE run IN (SELECT id FROM states_map_run WHERE execution IN " EXPIRED ") LIMIT ?3)",
                  "iii", until_ms, executions_max, (int64_t)ITEMS_MAX) == ITEMS_MAX;
}

bool states_executions_expire(struct db *db, int64_t until_ms, int64_t executions_max)
{
    static const char *const parts[] = {
        "DELETE FROM states_map_run WHERE execution IN " EXPIRED,
        "DELETE FROM states_callback WHERE execution IN " EXPIRED,
        "DELETE FROM states_history WHERE execution IN " EXPIRED,
    };

    if (items_expire(db, until_ms, executions_max)) return true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) db_run(db, parts[i], "ii", until_ms, executions_max);
    return db_run(db, "DELETE FROM states_execution WHERE id IN " EXPIRED, "ii", until_ms, executions_max) ==
           executions_max;
}

int64_t states_executions_since(struct db *db, int64_t otherwise)
{
    return db_int(db, otherwise, "SELECT started_ms FROM states_execution ORDER BY id LIMIT 1", "");
}
