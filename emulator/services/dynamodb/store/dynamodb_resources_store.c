/* SQL of tags and resource policies. */
#include "emulator/services/dynamodb/store/dynamodb_resources_store.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"

const char ddb_resources_schema[] =
    "CREATE TABLE ddb_tags (space INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (space, key))"
    " WITHOUT ROWID;"
    "CREATE TABLE ddb_policies (account TEXT NOT NULL, region TEXT NOT NULL, resource TEXT NOT NULL, policy TEXT NOT NULL,"
    " revision TEXT NOT NULL, PRIMARY KEY (account, region, resource)) WITHOUT ROWID;";

void ddb_store_tag_put(struct call *c, int64_t space, struct span key, struct span value)
{
    db_run(c->db, "INSERT OR REPLACE INTO ddb_tags (space, key, value) VALUES (?, ?, ?)", "itt", space, key,
           value.data ? value : SPAN(""));
}

void ddb_store_tag_remove(struct call *c, int64_t space, struct span key)
{
    db_run(c->db, "DELETE FROM ddb_tags WHERE space = ? AND key = ?", "it", space, key);
}

void ddb_store_tags(struct call *c, int64_t space, struct span after, int max, struct doc *tags)
{
    struct rows *r = db_query(c->db, "SELECT key, value FROM ddb_tags WHERE space = ? AND key > ? ORDER BY key LIMIT ?",
                              "iti", space, after.data ? after : SPAN(""), (int64_t)max);

    while (rows_next(r)) {
        struct doc *tag = doc_append_map(tags);
        doc_put_str(tag, "Key", rows_text(r, 0));
        doc_put_str(tag, "Value", rows_text(r, 1));
    }
}

int64_t ddb_store_tag_count(struct call *c, int64_t space)
{
    return db_int(c->db, 0, "SELECT COUNT(*) FROM ddb_tags WHERE space = ?", "i", space);
}

void ddb_store_tags_delete(struct call *c, int64_t space)
{
    db_run(c->db, "DELETE FROM ddb_tags WHERE space = ?", "i", space);
}

struct span ddb_store_policy_in(struct call *c, struct span account, struct span region, struct span resource,
                                struct span *revision)
{
    struct rows *r =
        db_query(c->db, "SELECT policy, revision FROM ddb_policies WHERE account = ? AND region = ? AND resource = ?",
                 "ttt", account, region, resource);
    struct span policy = { NULL, 0 };

    *revision = policy;
    if (!rows_next(r)) return policy;
    policy = rows_copy(r, 0, &c->arena);
    *revision = rows_copy(r, 1, &c->arena);
    rows_close(r);
    return policy;
}

struct span ddb_store_policy(struct call *c, struct span resource, struct span *revision)
{
    return ddb_store_policy_in(c, span_of(ddb_account(c)), span_of(c->who.region), resource, revision);
}

void ddb_store_policy_put(struct call *c, struct span resource, struct span policy, const char *revision)
{
    db_run(c->db,
           "INSERT OR REPLACE INTO ddb_policies (account, region, resource, policy, revision) VALUES (?, ?, ?, ?, ?)",
           "sstts", ddb_account(c), c->who.region, resource, policy, revision);
}

void ddb_store_policy_delete(struct call *c, struct span resource)
{
    db_run(c->db, "DELETE FROM ddb_policies WHERE account = ? AND region = ? AND resource = ?", "sst", ddb_account(c),
           c->who.region, resource);
}

void ddb_store_policies_delete(struct call *c, struct span resource)
{
    db_run(c->db,
           "DELETE FROM ddb_policies WHERE account = ? AND region = ?"
           " AND (resource = ?3 OR (resource > ?3 || '/' AND resource < ?3 || '0'))",
           "sst", ddb_account(c), c->who.region, resource);
}
