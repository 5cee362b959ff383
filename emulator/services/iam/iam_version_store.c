/* The SQL of managed policies' versions. */
#include "emulator/services/iam/iam_version_store.h"

#include "emulator/store/db.h"

void iam_store_version_insert(struct db *db, int64_t policy, int64_t number, struct span document, int64_t created_ms)
{
    db_run(db, "INSERT INTO iam_version (policy, number, document, created_ms) VALUES (?, ?, ?, ?)", "iiti", policy,
           number, document, created_ms);
}

struct span iam_store_version(struct db *db, struct arena *a, int64_t policy, int64_t number, int64_t *created_ms)
{
    struct span document = { NULL, 0 };
    struct rows *r = db_query(db, "SELECT document, created_ms FROM iam_version WHERE policy = ? AND number = ?", "ii",
                              policy, number);

    if (!rows_next(r)) return document;
    document = rows_copy(r, 0, a);
    if (created_ms) *created_ms = rows_int(r, 1);
    rows_close(r);
    return document;
}

struct doc *iam_store_version_numbers(struct db *db, struct arena *a, int64_t policy)
{
    struct doc *numbers = doc_list(a);
    struct rows *r = db_query(db, "SELECT number FROM iam_version WHERE policy = ? ORDER BY number DESC", "i", policy);

    while (rows_next(r)) doc_append(numbers, doc_int(a, rows_int(r, 0)));
    return numbers;
}

void iam_store_version_delete(struct db *db, int64_t policy, int64_t number)
{
    db_run(db, "DELETE FROM iam_version WHERE policy = ? AND number = ?", "ii", policy, number);
}

void iam_store_versions_delete(struct db *db, int64_t policy)
{
    db_run(db, "DELETE FROM iam_version WHERE policy = ?", "i", policy);
}

int64_t iam_store_version_count(struct db *db, struct span account)
{
    return db_int(db, 0, "SELECT count(*) FROM iam_version v JOIN iam_entity e ON e.id = v.policy WHERE e.account = ?",
                  "t", account);
}
