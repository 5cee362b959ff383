/* What follows from the change of an item, in the transaction that changes it:
 *
 *     write ─┬─ a record of the table's stream     (dynamodb_streams.c)
 *            ├─ its place among what will expire   (dynamodb_ttl.c)
 *            └─ what it was before, in the journal (dynamodb_backups.c)
 */
#ifndef NUBE_DYNAMODB_CHANGES_H
#define NUBE_DYNAMODB_CHANGES_H

#include "emulator/core/chore.h"
#include "emulator/services/dynamodb/changes/dynamodb_write.h"

/* The write has been made; `text` and `size` are the new item's. */
void ddb_change_record(struct call *c, const struct ddb_write *write, struct span key, struct span text, int64_t size);

/* Forgets what is too old in the journal to be recovered, and what deleted tables left in it. */
chore_step ddb_prune_step;

#endif
