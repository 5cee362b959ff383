/* One table of all resources, one of who uses what, one of alternate domain names. */
#include "emulator/services/cloudfront/cloudfront_store.h"

#include "emulator/base/json.h"
#include "emulator/store/db.h"

const char *const cloudfront_schema[] = {
    "CREATE TABLE cloudfront_resource (kind TEXT NOT NULL, id TEXT NOT NULL, account TEXT NOT NULL, name TEXT,"
    " reference TEXT, etag TEXT NOT NULL, label TEXT, created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL,"
    " config TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;"
    "CREATE UNIQUE INDEX cloudfront_resource_name ON cloudfront_resource (kind, account, name) WHERE name IS NOT NULL;"
    "CREATE UNIQUE INDEX cloudfront_resource_reference ON cloudfront_resource (kind, account, reference)"
    " WHERE reference IS NOT NULL;"
    "CREATE UNIQUE INDEX cloudfront_resource_label ON cloudfront_resource (kind, label) WHERE label IS NOT NULL;"
    "CREATE TABLE cloudfront_use (user_kind TEXT NOT NULL, user TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,"
    " PRIMARY KEY (user_kind, user, kind, id)) WITHOUT ROWID;"
    "CREATE INDEX cloudfront_use_of ON cloudfront_use (kind, id);"
    "CREATE TABLE cloudfront_alias (name TEXT PRIMARY KEY, distribution TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX cloudfront_alias_of ON cloudfront_alias (distribution);"
    "CREATE TABLE cloudfront_tag (arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, key))"
    " WITHOUT ROWID;"
    "CREATE TABLE cloudfront_invalidation (distribution TEXT NOT NULL, id TEXT NOT NULL, reference TEXT NOT NULL,"
    " created_ms INTEGER NOT NULL, paths TEXT NOT NULL, PRIMARY KEY (distribution, id)) WITHOUT ROWID;"
    "CREATE UNIQUE INDEX cloudfront_invalidation_reference ON cloudfront_invalidation (distribution, reference);"
    "CREATE TABLE cloudfront_function (account TEXT NOT NULL, name TEXT NOT NULL, stage TEXT NOT NULL,"
    " etag TEXT NOT NULL, created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, config TEXT NOT NULL,"
    " code BLOB NOT NULL, PRIMARY KEY (account, name, stage)) WITHOUT ROWID;",
    NULL,
};

/* --- resources ---------------------------------------------------------------------------------------------------- */

#define RESOURCE                                                                                                \
    "SELECT id, account, name, reference, etag, label, created_ms, changed_ms, config FROM cloudfront_resource" \
    " WHERE kind = ?"

bool cloudfront_store_next(struct call *c, const char *kind, struct rows *rows, struct cloudfront_resource *r)
{
    struct arena *a = &c->arena;

    if (!rows_next(rows)) return false;
    *r = (struct cloudfront_resource){ .kind = kind,
                                       .id = rows_copy(rows, 0, a),
                                       .account = rows_copy(rows, 1, a),
                                       .name = rows_copy(rows, 2, a),
                                       .reference = rows_copy(rows, 3, a),
                                       .etag = rows_copy(rows, 4, a),
                                       .label = rows_copy(rows, 5, a),
                                       .created_ms = rows_int(rows, 6),
                                       .changed_ms = rows_int(rows, 7),
                                       .config = json_parse(a, rows_copy(rows, 8, a), NULL) };
    return true;
}

static bool only(struct call *c, const char *kind, struct rows *rows, struct cloudfront_resource *r)
{
    if (!cloudfront_store_next(c, kind, rows, r)) return false;
    rows_close(rows);
    return true;
}

bool cloudfront_store_find(struct call *c, const char *kind, struct span id, struct cloudfront_resource *r)
{
    return only(c, kind, db_query(c->db, RESOURCE " AND id = ?", "st", kind, id), r);
}

bool cloudfront_store_by_name(struct call *c, const char *kind, struct span name, struct cloudfront_resource *r)
{
    struct rows *rows =
        db_query(c->db, RESOURCE " AND account = ? AND name = ?", "sst", kind, (const char *)c->who.account, name);

    return only(c, kind, rows, r);
}

bool cloudfront_store_by_reference(struct call *c, const char *kind, struct span reference,
                                   struct cloudfront_resource *r)
{
    struct rows *rows = db_query(c->db, RESOURCE " AND account = ? AND reference = ?", "sst", kind,
                                 (const char *)c->who.account, reference);

    return only(c, kind, rows, r);
}

bool cloudfront_store_by_label(struct call *c, const char *kind, struct span label, struct cloudfront_resource *r)
{
    return only(c, kind, db_query(c->db, RESOURCE " AND label = ?", "st", kind, label), r);
}

int64_t cloudfront_store_count(struct call *c, const char *kind)
{
    return db_int(c->db, 0, "SELECT count(*) FROM cloudfront_resource WHERE kind = ? AND account = ?", "ss", kind,
                  (const char *)c->who.account);
}

struct rows *cloudfront_store_all(struct call *c, const char *kind)
{
    return db_query(c->db, RESOURCE " AND account = ? ORDER BY id", "ss", kind, (const char *)c->who.account);
}

void cloudfront_store_put(struct call *c, const struct cloudfront_resource *r)
{
    db_run(c->db,
           "INSERT INTO cloudfront_resource (kind, id, account, name, reference, etag, label, created_ms, changed_ms,"
           " config) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET name = excluded.name,"
           " reference = excluded.reference, etag = excluded.etag, changed_ms = excluded.changed_ms,"
           " config = excluded.config",
           "sttttttiit", r->kind, r->id, r->account, r->name, r->reference, r->etag, r->label, r->created_ms,
           r->changed_ms, json_text(&c->arena, r->config));
}

void cloudfront_store_delete(struct call *c, const struct cloudfront_resource *r)
{
    cloudfront_store_use_nothing(c, r);
    db_run(c->db, "DELETE FROM cloudfront_resource WHERE kind = ? AND id = ?", "st", r->kind, r->id);
}

/* --- uses --------------------------------------------------------------------------------------------------------- */

void cloudfront_store_use(struct call *c, const struct cloudfront_resource *user, const char *kind, struct span id)
{
    db_run(c->db, "INSERT OR IGNORE INTO cloudfront_use (user_kind, user, kind, id) VALUES (?, ?, ?, ?)", "stst",
           user->kind, user->id, kind, id);
}

void cloudfront_store_use_nothing(struct call *c, const struct cloudfront_resource *user)
{
    db_run(c->db, "DELETE FROM cloudfront_use WHERE user_kind = ? AND user = ?", "st", user->kind, user->id);
}

int64_t cloudfront_store_users_count(struct call *c, const char *kind, struct span id)
{
    return db_int(c->db, 0, "SELECT count(*) FROM cloudfront_use WHERE kind = ? AND id = ?", "st", kind, id);
}

struct doc *cloudfront_store_users(struct call *c, const char *user_kind, const char *kind, struct span id)
{
    struct doc *list = doc_list(&c->arena);
    struct rows *rows =
        db_query(c->db, "SELECT user FROM cloudfront_use WHERE kind = ? AND id = ? AND user_kind = ? ORDER BY user",
                 "sts", kind, id, user_kind);

    while (rows_next(rows)) doc_append_str(list, rows_text(rows, 0));
    return list;
}

/* --- aliases ------------------------------------------------------------------------------------------------------ */

struct span cloudfront_store_alias(struct call *c, struct span alias)
{
    return db_text(c->db, &c->arena, "SELECT distribution FROM cloudfront_alias WHERE name = ?", "t", alias);
}

bool cloudfront_store_has_aliases(struct call *c)
{
    return db_int(c->db, 0, "SELECT EXISTS (SELECT 1 FROM cloudfront_alias)", "") > 0;
}

void cloudfront_store_alias_put(struct call *c, struct span alias, struct span distribution)
{
    db_run(c->db, "INSERT OR REPLACE INTO cloudfront_alias (name, distribution) VALUES (?, ?)", "tt", alias,
           distribution);
}

struct rows *cloudfront_store_aliases(struct call *c)
{
    return db_query(c->db, "SELECT name, distribution FROM cloudfront_alias ORDER BY name", "");
}

bool cloudfront_store_aliases_next(struct call *c, struct rows *rows, struct span *alias, struct span *distribution)
{
    if (!rows_next(rows)) return false;
    *alias = rows_copy(rows, 0, &c->arena);
    *distribution = rows_copy(rows, 1, &c->arena);
    return true;
}

void cloudfront_store_aliases_drop(struct call *c, struct span distribution)
{
    db_run(c->db, "DELETE FROM cloudfront_alias WHERE distribution = ?", "t", distribution);
}
