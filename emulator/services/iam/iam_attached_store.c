/* The SQL of which managed policies are attached to whom. */
#include "emulator/services/iam/iam_attached_store.h"

#include "emulator/store/db.h"

void iam_store_attached_add(struct db *db, int64_t entity, struct span policy_arn)
{
    db_run(db, "INSERT OR IGNORE INTO iam_attached (entity, policy_arn) VALUES (?, ?)", "it", entity, policy_arn);
}

bool iam_store_attached_remove(struct db *db, int64_t entity, struct span policy_arn)
{
    return db_run(db, "DELETE FROM iam_attached WHERE entity = ? AND policy_arn = ?", "it", entity, policy_arn) > 0;
}

void iam_store_attached_clear(struct db *db, int64_t entity)
{
    db_run(db, "DELETE FROM iam_attached WHERE entity = ?", "i", entity);
}

bool iam_store_attached_has(struct db *db, int64_t entity, struct span policy_arn)
{
    return db_int(db, 0, "SELECT 1 FROM iam_attached WHERE entity = ? AND policy_arn = ?", "it", entity, policy_arn);
}

int64_t iam_store_attached_count(struct db *db, int64_t entity)
{
    return db_int(db, 0, "SELECT count(*) FROM iam_attached WHERE entity = ?", "i", entity);
}

struct doc *iam_store_attached_arns(struct db *db, struct arena *a, int64_t entity)
{
    struct doc *arns = doc_list(a);
    struct rows *r = db_query(db, "SELECT policy_arn FROM iam_attached WHERE entity = ?", "i", entity);

    while (rows_next(r)) doc_append_str(arns, rows_text(r, 0));
    return arns;
}

int64_t iam_store_attached_entity_count(struct db *db, struct span account, struct span policy_arn)
{
    return db_int(db, 0,
                  "SELECT count(*) FROM iam_attached t JOIN iam_entity e ON e.id = t.entity"
                  " WHERE t.policy_arn = ? AND e.account = ?",
                  "tt", policy_arn, account);
}

struct doc *iam_store_attached_entities(struct db *db, struct arena *a, struct span account, struct span policy_arn,
                                        bool as_policy, bool as_boundary)
{
    struct doc *ids = doc_list(a);
    struct rows *r = db_query(db,
                              "SELECT id FROM iam_entity WHERE account = ?1 AND ((?2 AND id IN"
                              " (SELECT entity FROM iam_attached WHERE policy_arn = ?4)) OR (?3 AND boundary = ?4))"
                              " ORDER BY kind, name",
                              "tiit", account, (int64_t)as_policy, (int64_t)as_boundary, policy_arn);

    while (rows_next(r)) doc_append(ids, doc_int(a, rows_int(r, 0)));
    return ids;
}
