/* SQL of versions. */
#include "emulator/services/states/store/states_versions_store.h"

#define VERSION \
    "SELECT number, definition, created_ms, role_arn, revision, description, logging, tracing, encryption FROM states_version"

void states_version_read(struct rows *r, struct arena *a, struct states_version *v)
{
    v->number = rows_int(r, 0);
    v->definition_id = rows_int(r, 1);
    v->created_ms = rows_int(r, 2);
    v->role_arn = rows_copy(r, 3, a);
    v->revision_id = rows_copy(r, 4, a);
    v->description = rows_copy(r, 5, a);
    v->logging = rows_copy(r, 6, a);
    v->tracing = rows_copy(r, 7, a);
    v->encryption = rows_copy(r, 8, a);
}

static bool version_first(struct rows *r, struct arena *a, struct states_version *v)
{
    if (!rows_next(r)) return false;
    states_version_read(r, a, v);
    rows_close(r);
    return true;
}

bool states_version_find(struct db *db, struct arena *a, int64_t machine, int64_t number, struct states_version *v)
{
    return version_first(db_query(db, VERSION " WHERE machine = ? AND number = ?", "ii", machine, number), a, v);
}

bool states_version_current(struct db *db, struct arena *a, const struct states_machine *m, struct states_version *v)
{
    return version_first(db_query(db, VERSION " WHERE machine = ? AND revision IS ? ORDER BY number DESC LIMIT 1", "it",
                                  m->id, m->revision_id),
                         a, v);
}

struct rows *states_versions_before(struct db *db, int64_t machine, int64_t before, int64_t limit)
{
    return db_query(db, VERSION " WHERE machine = ? AND number < ? ORDER BY number DESC LIMIT ?", "iii", machine,
                    before, limit);
}

int64_t states_version_count(struct db *db, int64_t machine)
{
    return db_int(db, 0, "SELECT count(*) FROM states_version WHERE machine = ?", "i", machine);
}

int64_t states_version_insert(struct db *db, const struct states_machine *m, struct span description, int64_t now_ms)
{
    int64_t number;

    db_run(db, "UPDATE states_machine SET versions = versions + 1 WHERE id = ?", "i", m->id);
    number = db_int(db, 0, "SELECT versions FROM states_machine WHERE id = ?", "i", m->id);
    db_run(
        db,
        "INSERT INTO states_version (machine, number, definition, created_ms, role_arn, revision, description, logging,"
        " tracing, encryption) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "iiiitttttt", m->id, number, m->definition_id, now_ms, m->role_arn, m->revision_id, description, m->logging,
        m->tracing, m->encryption);
    return number;
}

void states_version_delete(struct db *db, int64_t machine, int64_t number)
{
    db_run(db, "DELETE FROM states_version WHERE machine = ? AND number = ?", "ii", machine, number);
}
