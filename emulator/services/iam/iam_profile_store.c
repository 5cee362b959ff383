/* The SQL of which role is in which instance profile. */
#include "emulator/services/iam/iam_profile_store.h"

#include "emulator/store/db.h"

void iam_store_profile_role_set(struct db *db, int64_t profile, int64_t role)
{
    db_run(db, "INSERT OR REPLACE INTO iam_profile_role (profile, role) VALUES (?, ?)", "ii", profile, role);
}

void iam_store_profile_role_clear(struct db *db, int64_t profile)
{
    db_run(db, "DELETE FROM iam_profile_role WHERE profile = ?", "i", profile);
}

int64_t iam_store_profile_role(struct db *db, int64_t profile)
{
    return db_int(db, 0, "SELECT role FROM iam_profile_role WHERE profile = ?", "i", profile);
}

struct doc *iam_store_profiles_of_role(struct db *db, struct arena *a, int64_t role)
{
    struct doc *names = doc_list(a);
    struct rows *r = db_query(db,
                              "SELECT e.name FROM iam_profile_role p JOIN iam_entity e ON e.id = p.profile"
                              " WHERE p.role = ? ORDER BY e.name",
                              "i", role);

    while (rows_next(r)) doc_append_str(names, rows_text(r, 0));
    return names;
}
