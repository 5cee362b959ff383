/* The SQL of what an account has once. */
#include "emulator/services/iam/iam_account_store.h"

#include "emulator/store/db.h"

struct span iam_store_account_value(struct db *db, struct arena *a, struct span account, const char *name)
{
    return db_text(db, a, "SELECT value FROM iam_account WHERE account = ? AND name = ?", "ts", account, name);
}

void iam_store_account_set(struct db *db, struct span account, const char *name, struct span value)
{
    db_run(db, "INSERT OR REPLACE INTO iam_account (account, name, value) VALUES (?, ?, ?)", "tst", account, name,
           value);
}

bool iam_store_account_clear(struct db *db, struct span account, const char *name)
{
    return db_run(db, "DELETE FROM iam_account WHERE account = ? AND name = ?", "ts", account, name) > 0;
}

bool iam_store_account_is_taken(struct db *db, const char *name, struct span value)
{
    return db_int(db, 0, "SELECT 1 FROM iam_account WHERE name = ? AND value = ?", "st", name, value);
}
