/* Rows that are documents: a table of an account's and region's things, each by its kind ("route"), its owner (the id of
 * what it is a part of; empty for what stands alone) and its id. The service that has the table makes it by
 * DOCUMENTS_TABLE in its schema, and its statements by DOCUMENTS. */
#ifndef NUBE_DOCUMENTS_H
#define NUBE_DOCUMENTS_H

#include "emulator/core/call.h"

struct documents {
    const char *get, *put, *remove, *remove_of, *list; /* statements */
};

#define DOCUMENTS_TABLE(table)                                                                                      \
    "CREATE TABLE " table " (account TEXT NOT NULL, region TEXT NOT NULL, kind TEXT NOT NULL, owner TEXT NOT NULL," \
    " id TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (account, region, kind, owner, id)) WITHOUT ROWID;"

#define DOCUMENTS_OF " WHERE account = ? AND region = ? AND kind = ? AND owner = ?"
#define DOCUMENTS(table)                                                                                           \
    {                                                                                                              \
        .get = "SELECT document FROM " table DOCUMENTS_OF " AND id = ?",                                           \
        .put = "INSERT OR REPLACE INTO " table " (account, region, kind, owner, id, document)"                     \
               " VALUES (?, ?, ?, ?, ?, ?)",                                                                       \
        .remove = "DELETE FROM " table DOCUMENTS_OF " AND id = ?", .remove_of = "DELETE FROM " table DOCUMENTS_OF, \
        .list = "SELECT document FROM " table DOCUMENTS_OF " AND id > ? ORDER BY id LIMIT ?",                      \
    }

/* Of the call's account and region. What comes back lies in the call's arena; NULL: there is none. */
struct doc *documents_get(struct call *c, const struct documents *d, const char *kind, struct span owner,
                          struct span id);

/* Inserts it, or writes it anew. */
void documents_put(struct call *c, const struct documents *d, const char *kind, struct span owner, struct span id,
                   const struct doc *document);

void documents_remove(struct call *c, const struct documents *d, const char *kind, struct span owner, struct span id);

/* All of that kind and owner. */
void documents_remove_of(struct call *c, const struct documents *d, const char *kind, struct span owner);

/* Those whose ids come behind `after` (absent: all), in the order of the ids, `limit` at most; -1: all. */
struct doc *documents_list(struct call *c, const struct documents *d, const char *kind, struct span owner,
                           struct span after, int64_t limit);

#endif
