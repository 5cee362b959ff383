/* Bringing a database to the schemas of this version. */
#ifndef NUBE_SCHEMA_H
#define NUBE_SCHEMA_H

#include "emulator/store/store.h"

/* Does the database come from a newer version: a schema it has more scripts of, or one that is unknown? */
bool schema_is_newer(struct db *db, const struct store_schema *schemas);

/* Has it tables, and none of them is Nube's? */
bool schema_is_foreign(struct db *db);

/* Applies the scripts that are missing, in one transaction. 0, or -1 with the connection failed and nothing changed. */
int schema_apply(struct db *db, const struct store_schema *schemas);

#endif
