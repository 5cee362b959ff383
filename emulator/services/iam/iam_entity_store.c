/* IAM's tables, and the SQL of entities. */
#include "emulator/services/iam/iam_entity_store.h"

#include "emulator/base/json.h"
#include "emulator/services/iam/iam_use_store.h"
#include "emulator/store/db.h"

const char *const iam_schema[] = {
    "CREATE TABLE iam_role (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE,"
    " path TEXT NOT NULL, role_id TEXT NOT NULL, trust TEXT NOT NULL, description TEXT, max_session_seconds INTEGER NOT NULL,"
    " created_ms INTEGER NOT NULL, UNIQUE (account, name));"
    "CREATE TABLE iam_role_policy (role INTEGER NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (role, name))"
    " WITHOUT ROWID;",
    /* Tags are JSON. */
    "ALTER TABLE iam_role ADD COLUMN tags TEXT;"
    "ALTER TABLE iam_role ADD COLUMN boundary TEXT;",
    /* All that has a name is an entity; roles become some. Tags and details are JSON. */
    "CREATE TABLE iam_entity (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, kind TEXT NOT NULL,"
    " name TEXT NOT NULL COLLATE NOCASE, path TEXT NOT NULL, unique_id TEXT NOT NULL, created_ms INTEGER NOT NULL,"
    " description TEXT, boundary TEXT, tags TEXT NOT NULL, detail TEXT NOT NULL, UNIQUE (account, kind, name));"
    "CREATE INDEX iam_entity_boundary ON iam_entity (boundary) WHERE boundary IS NOT NULL;"
    "INSERT INTO iam_entity (id, account, kind, name, path, unique_id, created_ms, description, boundary, tags, detail)"
    " SELECT id, account, 'role', name, path, role_id, created_ms, description, boundary, coalesce(tags, '[]'),"
    " json_object('AssumeRolePolicyDocument', trust, 'MaxSessionDuration', max_session_seconds) FROM iam_role;"
    "CREATE TABLE iam_inline (entity INTEGER NOT NULL, name TEXT NOT NULL COLLATE NOCASE, document TEXT NOT NULL,"
    " PRIMARY KEY (entity, name)) WITHOUT ROWID;"
    "INSERT OR IGNORE INTO iam_inline (entity, name, document) SELECT role, name, document FROM iam_role_policy;"
    "DROP TABLE iam_role;"
    "DROP TABLE iam_role_policy;"
    "CREATE TABLE iam_attached (entity INTEGER NOT NULL, policy_arn TEXT NOT NULL, PRIMARY KEY (entity, policy_arn))"
    " WITHOUT ROWID;"
    "CREATE INDEX iam_attached_policy ON iam_attached (policy_arn, entity);"
    "CREATE TABLE iam_member (member_group INTEGER NOT NULL, member INTEGER NOT NULL, PRIMARY KEY (member_group, member))"
    " WITHOUT ROWID;"
    "CREATE INDEX iam_member_member ON iam_member (member, member_group);"
    "CREATE TABLE iam_profile_role (profile INTEGER PRIMARY KEY, role INTEGER NOT NULL);"
    "CREATE INDEX iam_profile_role_role ON iam_profile_role (role);"
    "CREATE TABLE iam_version (policy INTEGER NOT NULL, number INTEGER NOT NULL, document TEXT NOT NULL,"
    " created_ms INTEGER NOT NULL, PRIMARY KEY (policy, number)) WITHOUT ROWID;"
    /* Keys, certificates and the like that belong to a user, or (entity 0) to the account's root. */
    "CREATE TABLE iam_credential (id TEXT PRIMARY KEY, kind TEXT NOT NULL, account TEXT NOT NULL, entity INTEGER NOT NULL,"
    " status TEXT NOT NULL, created_ms INTEGER NOT NULL, detail TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX iam_credential_entity ON iam_credential (account, entity, kind, created_ms);"
    "CREATE TABLE iam_account (account TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (account, name))"
    " WITHOUT ROWID;",
    "CREATE INDEX iam_entity_unique_id ON iam_entity (unique_id);",
    /* When a user or a role, by its unique id, last asked for an action; reports are JSON. */
    "CREATE TABLE iam_use (entity TEXT NOT NULL, action TEXT NOT NULL, region TEXT NOT NULL, time_ms INTEGER NOT NULL,"
    " PRIMARY KEY (entity, action)) WITHOUT ROWID;"
    "CREATE TABLE iam_report (id TEXT PRIMARY KEY, account TEXT NOT NULL, created_ms INTEGER NOT NULL,"
    " report TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX iam_report_created ON iam_report (created_ms);",
    NULL,
};

#define COLUMNS "SELECT id, kind, account, name, path, unique_id, created_ms, description, boundary, tags, detail"

static enum iam_kind kind_of(struct span name)
{
    enum iam_kind kind = 0;

    while (kind < IAM_KINDS - 1 && !span_is(name, iam_kind_name(kind))) kind++;
    return kind;
}

static bool entity_read(struct rows *r, struct arena *a, struct iam_entity *e)
{
    if (!rows_next(r)) return false;
    *e = (struct iam_entity){ .id = rows_int(r, 0),
                              .kind = kind_of(rows_text(r, 1)),
                              .account = rows_copy(r, 2, a),
                              .name = rows_copy(r, 3, a),
                              .path = rows_copy(r, 4, a),
                              .unique_id = rows_copy(r, 5, a),
                              .created_ms = rows_int(r, 6),
                              .description = rows_copy(r, 7, a),
                              .boundary = rows_copy(r, 8, a),
                              .tags = json_parse(a, rows_copy(r, 9, a), NULL),
                              .detail = json_parse(a, rows_copy(r, 10, a), NULL) };
    rows_close(r);
    e->arn = iam_kind_arn(a, e->kind, e->account, e->path, e->name);
    return true;
}

bool iam_store_entity_find(struct db *db, struct arena *a, struct span account, enum iam_kind kind, struct span name,
                           struct iam_entity *e)
{
    return entity_read(db_query(db, COLUMNS " FROM iam_entity WHERE account = ? AND kind = ? AND name = ?", "tst",
                                account, iam_kind_name(kind), name),
                       a, e);
}

bool iam_store_entity_find_id(struct db *db, struct arena *a, int64_t id, struct iam_entity *e)
{
    return entity_read(db_query(db, COLUMNS " FROM iam_entity WHERE id = ?", "i", id), a, e);
}

bool iam_store_entity_find_unique(struct db *db, struct arena *a, struct span unique_id, struct iam_entity *e)
{
    return entity_read(db_query(db, COLUMNS " FROM iam_entity WHERE unique_id = ?", "t", unique_id), a, e);
}

bool iam_store_has_principals(struct db *db, struct span account)
{
    return db_int(db, 0, "SELECT EXISTS (SELECT 1 FROM iam_entity WHERE account = ? AND kind IN ('user', 'role'))", "t",
                  account);
}

void iam_store_entity_insert(struct db *db, struct iam_entity *e)
{
    struct arena a = { 0 };

    db_run(
        db,
        "INSERT INTO iam_entity (account, kind, name, path, unique_id, created_ms, description, boundary, tags, detail)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "tstttitttt", e->account, iam_kind_name(e->kind), e->name, e->path, e->unique_id, e->created_ms, e->description,
        e->boundary, json_text(&a, e->tags), json_text(&a, e->detail));
    e->id = db_last_rowid(db);
    arena_release(&a);
}

void iam_store_entity_update(struct db *db, const struct iam_entity *e)
{
    struct arena a = { 0 };

    db_run(db,
           "UPDATE iam_entity SET name = ?, path = ?, description = ?, boundary = ?, tags = ?, detail = ? WHERE id = ?",
           "tttttti", e->name, e->path, e->description, e->boundary, json_text(&a, e->tags), json_text(&a, e->detail),
           e->id);
    arena_release(&a);
}

void iam_store_entity_delete(struct db *db, const struct iam_entity *e)
{
    db_run(db, "DELETE FROM iam_entity WHERE id = ?", "i", e->id);
    iam_store_uses_delete(db, e->unique_id);
}

struct doc *iam_store_entity_names(struct db *db, struct arena *a, struct span account, enum iam_kind kind,
                                   struct span path_prefix, struct span after, int64_t count)
{
    struct doc *names = doc_list(a);
    struct rows *r = db_query(db,
                              "SELECT name FROM iam_entity WHERE account = ?1 AND kind = ?2 AND name > ?3"
                              " AND substr(path, 1, length(?4)) = ?4 ORDER BY name LIMIT ?5",
                              "tstti", account, iam_kind_name(kind), after.data ? after : SPAN(""),
                              path_prefix.data ? path_prefix : SPAN(""), count);

    while (rows_next(r)) doc_append_str(names, rows_text(r, 0));
    return names;
}

int64_t iam_store_entity_count(struct db *db, struct span account, enum iam_kind kind)
{
    return db_int(db, 0, "SELECT count(*) FROM iam_entity WHERE account = ? AND kind = ?", "ts", account,
                  iam_kind_name(kind));
}

int64_t iam_store_boundary_count(struct db *db, struct span account, struct span policy_arn)
{
    return db_int(db, 0, "SELECT count(*) FROM iam_entity WHERE boundary = ? AND account = ?", "tt", policy_arn,
                  account);
}
