/* Watches: what is kept in memory of some tables' rows holds until a commit changes one of those tables. Which
 * statements do is known from their SQL, so nobody needs to say it, and nobody can forget it.
 *
 *     static const char *const tables[] = { "iam_role", "iam_role_policy", NULL };
 *     static struct watch policies = { .tables = tables };
 *
 *     kept->since = watch_commit_of(c->db);                                 when it was read
 *     if (watch_holds(&policies, c->db, kept->since)) … use what is kept    later, on any connection for reading
 */
#ifndef NUBE_WATCH_H
#define NUBE_WATCH_H

#include "emulator/store/db.h"

struct watch {
    const char *const *tables; /* ends with NULL */
    _Atomic uint64_t changed;  /* the last commit that changed one of them */
    int bit;                   /* the store's: its place among the watches, from 1 */
};

#define WATCHES_MAX 32

/* Begins to watch; may be called again. Before the first statement that changes the tables is prepared: in a
 * service's start at the latest. */
void watch_add(struct watch *w);

/* The commit that the connection's snapshot sees, at least. 0 on the writer, where changes are under way. */
static inline uint64_t watch_commit_of(const struct db *db)
{
    return db_snapshot_commit(db);
}

/* Does what was read at the commit `since` stand for what the latest commit left? */
bool watch_holds_now(const struct watch *w, uint64_t since);

/* The same for what this connection sees; never on the writer. */
static inline bool watch_holds(const struct watch *w, const struct db *db, uint64_t since)
{
    return watch_holds_now(w, since) && watch_commit_of(db) >= since;
}

/* --- the store's
 * ------------------------------------------------------------------------------------------------------ */

/* The set of watches that a change of the table concerns. */
uint32_t watch_set_of(const char *table);

/* Says that this commit changed the tables of these watches, before anybody sees it. */
void watch_set_changed(uint32_t set, uint64_t commit);

#endif
