/* ACM's SQL. */
#include "emulator/services/acm/acm_store.h"

#include "emulator/base/json.h"

const char *const acm_schema[] = {
    "CREATE TABLE acm_certificate (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,"
    " token TEXT, created_ms INTEGER NOT NULL, is_pending INTEGER NOT NULL, detail TEXT NOT NULL, tags TEXT NOT NULL, body TEXT, chain TEXT,"
    " key TEXT, UNIQUE (account, region, name));"
    "CREATE INDEX acm_certificate_pending ON acm_certificate (id) WHERE is_pending;"
    "CREATE INDEX acm_certificate_token ON acm_certificate (account, region, token) WHERE token IS NOT NULL;"
    "CREATE TABLE acm_account (account TEXT NOT NULL, region TEXT NOT NULL, days INTEGER NOT NULL, PRIMARY KEY (account, region)) WITHOUT ROWID;",
    "DROP INDEX acm_certificate_pending; ALTER TABLE acm_certificate DROP COLUMN is_pending;",
    NULL,
};

#define CERTIFICATE "SELECT id, account, region, name, token, detail, tags, body, chain, key FROM acm_certificate"

bool acm_store_read(struct rows *r, struct arena *a, struct acm_certificate *c)
{
    if (!rows_next(r)) return false;
    c->id = rows_int(r, 0);
    c->account = rows_copy(r, 1, a);
    c->region = rows_copy(r, 2, a);
    c->name = rows_copy(r, 3, a);
    c->token = rows_copy(r, 4, a);
    c->detail = json_parse(a, rows_copy(r, 5, a), NULL);
    c->tags = json_parse(a, rows_copy(r, 6, a), NULL);
    c->body = rows_copy(r, 7, a);
    c->chain = rows_copy(r, 8, a);
    c->key = rows_copy(r, 9, a);
    return true;
}

static bool one_read(struct rows *r, struct arena *a, struct acm_certificate *c)
{
    if (!acm_store_read(r, a, c)) return false;
    rows_close(r);
    return true;
}

bool acm_store_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                    struct acm_certificate *c)
{
    return one_read(
        db_query(db, CERTIFICATE " WHERE account = ? AND region = ? AND name = ?", "ttt", account, region, name), a, c);
}

bool acm_store_by_id(struct db *db, struct arena *a, int64_t id, struct acm_certificate *c)
{
    return one_read(db_query(db, CERTIFICATE " WHERE id = ?", "i", id), a, c);
}

void acm_store_insert(struct db *db, struct arena *a, struct acm_certificate *c)
{
    db_run(db,
           "INSERT INTO acm_certificate (account, region, name, token, created_ms, detail, tags, body, chain, key)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "ttttittttt", c->account, c->region, c->name, c->token, doc_get_int(c->detail, "CreatedAt", 0),
           json_text(a, c->detail), json_text(a, c->tags), c->body, c->chain, c->key);
    c->id = db_last_rowid(db);
}

void acm_store_update(struct db *db, struct arena *a, const struct acm_certificate *c)
{
    db_run(db, "UPDATE acm_certificate SET detail = ?, tags = ?, body = ?, chain = ?, key = ? WHERE id = ?", "ttttti",
           json_text(a, c->detail), json_text(a, c->tags), c->body, c->chain, c->key, c->id);
}

void acm_store_delete(struct db *db, int64_t id)
{
    db_run(db, "DELETE FROM acm_certificate WHERE id = ?", "i", id);
}

struct rows *acm_store_list(struct db *db, struct span account, struct span region, int64_t after, bool descends)
{
    if (descends)
        return db_query(db, CERTIFICATE " WHERE account = ? AND region = ? AND (? = 0 OR id < ?) ORDER BY id DESC",
                        "ttii", account, region, after, after);
    return db_query(db, CERTIFICATE " WHERE account = ? AND region = ? AND id > ? ORDER BY id", "tti", account, region,
                    after);
}

struct rows *acm_store_by_token(struct db *db, struct span account, struct span region, struct span token,
                                int64_t since_ms)
{
    return db_query(db,
                    CERTIFICATE " WHERE account = ? AND region = ? AND token = ? AND created_ms >= ? ORDER BY id DESC",
                    "ttti", account, region, token, since_ms);
}

struct rows *acm_store_usable(struct db *db, struct span region)
{
    return db_query(db, CERTIFICATE " WHERE region = ? AND key IS NOT NULL ORDER BY id DESC", "t", region);
}

int64_t acm_store_days(struct db *db, struct span account, struct span region, int64_t otherwise)
{
    return db_int(db, otherwise, "SELECT days FROM acm_account WHERE account = ? AND region = ?", "tt", account,
                  region);
}

void acm_store_set_days(struct db *db, struct span account, struct span region, int64_t days)
{
    db_run(db, "INSERT OR REPLACE INTO acm_account (account, region, days) VALUES (?, ?, ?)", "tti", account, region,
           days);
}
