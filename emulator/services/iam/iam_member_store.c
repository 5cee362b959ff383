/* The SQL of who is in which group. */
#include "emulator/services/iam/iam_member_store.h"

#include "emulator/store/db.h"

void iam_store_member_add(struct db *db, int64_t group, int64_t user)
{
    db_run(db, "INSERT OR IGNORE INTO iam_member (member_group, member) VALUES (?, ?)", "ii", group, user);
}

void iam_store_member_remove(struct db *db, int64_t group, int64_t user)
{
    db_run(db, "DELETE FROM iam_member WHERE member_group = ? AND member = ?", "ii", group, user);
}

static struct doc *names_of(struct arena *a, struct rows *r)
{
    struct doc *names = doc_list(a);

    while (rows_next(r)) doc_append_str(names, rows_text(r, 0));
    return names;
}

struct doc *iam_store_member_users(struct db *db, struct arena *a, int64_t group, struct span after, int64_t count)
{
    return names_of(a, db_query(db,
                                "SELECT e.name FROM iam_member m JOIN iam_entity e ON e.id = m.member"
                                " WHERE m.member_group = ? AND e.name > ? ORDER BY e.name LIMIT ?",
                                "iti", group, after.data ? after : SPAN(""), count));
}

struct doc *iam_store_member_groups(struct db *db, struct arena *a, int64_t user)
{
    return names_of(a, db_query(db,
                                "SELECT e.name FROM iam_member m JOIN iam_entity e ON e.id = m.member_group"
                                " WHERE m.member = ? ORDER BY e.name",
                                "i", user));
}
