/* IAM's SQL, all of it. IAM has no regions. */
#include "emulator/services/iam/iam.h"

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
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
    NULL,
};

struct span iam_role_arn(struct call *c, const struct iam_role *r)
{
    return arn_make(&c->arena, "iam", SPAN(""), span_of(c->who.account), "role%.*s%.*s", SPAN_ARG(r->path),
                    SPAN_ARG(r->name));
}

bool iam_store_role_find(struct call *c, struct span name, struct iam_role *r)
{
    struct arena *a = &c->arena;
    struct rows *rows =
        db_query(c->db,
                 "SELECT id, name, path, role_id, trust, description, max_session_seconds, created_ms, boundary,"
                 " tags FROM iam_role"
                 " WHERE account = ? AND name = ?",
                 "st", c->who.account, name);

    if (!rows_next(rows)) return false;
    *r = (struct iam_role){ .id = rows_int(rows, 0),
                            .account = span_of(c->who.account),
                            .name = rows_copy(rows, 1, a),
                            .path = rows_copy(rows, 2, a),
                            .role_id = rows_copy(rows, 3, a),
                            .trust = rows_copy(rows, 4, a),
                            .description = rows_copy(rows, 5, a),
                            .max_session_seconds = rows_int(rows, 6),
                            .created_ms = rows_int(rows, 7),
                            .boundary = rows_copy(rows, 8, a) };
    if (!rows_is_null(rows, 9)) r->tags = json_parse(a, rows_copy(rows, 9, a), NULL);
    rows_close(rows);
    r->arn = iam_role_arn(c, r);
    return true;
}

void iam_store_role_insert(struct call *c, struct iam_role *r)
{
    db_run(c->db,
           "INSERT INTO iam_role (account, name, path, role_id, trust, description, max_session_seconds, created_ms,"
           " boundary, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "ttttttiitt", r->account, r->name, r->path, r->role_id, r->trust, r->description, r->max_session_seconds,
           r->created_ms, r->boundary, r->tags ? json_text(&c->arena, r->tags) : (struct span){ NULL, 0 });
    r->id = db_last_rowid(c->db);
}

void iam_store_role_delete(struct call *c, const struct iam_role *r)
{
    db_run(c->db, "DELETE FROM iam_role WHERE id = ?", "i", r->id);
}

struct doc *iam_store_role_names(struct call *c, struct span path_prefix, struct span after, int64_t count)
{
    struct doc *names = doc_list(&c->arena);
    struct rows *r = db_query(
        c->db,
        "SELECT name FROM iam_role WHERE account = ?1 AND name > ?2 AND substr(path, 1, length(?3)) = ?3 ORDER BY name LIMIT ?4",
        "stti", c->who.account, after.data ? after : SPAN(""), path_prefix.data ? path_prefix : SPAN(""), count);

    while (rows_next(r)) doc_append_str(names, rows_text(r, 0));
    return names;
}

void iam_store_policy_put(struct call *c, const struct iam_role *r, struct span name, struct span document)
{
    db_run(c->db, "INSERT OR REPLACE INTO iam_role_policy (role, name, document) VALUES (?, ?, ?)", "itt", r->id, name,
           document);
}

bool iam_store_policy_delete(struct call *c, const struct iam_role *r, struct span name)
{
    return db_run(c->db, "DELETE FROM iam_role_policy WHERE role = ? AND name = ?", "it", r->id, name) > 0;
}

struct span iam_store_policy(struct call *c, const struct iam_role *r, struct span name)
{
    return db_text(c->db, &c->arena, "SELECT document FROM iam_role_policy WHERE role = ? AND name = ?", "it", r->id,
                   name);
}

struct doc *iam_store_policy_names(struct call *c, const struct iam_role *role)
{
    struct doc *names = doc_list(&c->arena);
    struct rows *r = db_query(c->db, "SELECT name FROM iam_role_policy WHERE role = ? ORDER BY name", "i", role->id);

    while (rows_next(r)) doc_append_str(names, rows_text(r, 0));
    return names;
}
