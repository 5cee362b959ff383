/* An import at work, a delivery a piece: first the bucket is looked at and the table made, then come its objects, one
 * after another, each in chunks. What a chunk did is told with it, in one transaction, so that a restart goes on behind
 * it. */
#ifndef NUBE_DYNAMODB_IMPORT_PIECES_H
#define NUBE_DYNAMODB_IMPORT_PIECES_H

#include "emulator/core/delivery.h"
#include "emulator/services/dynamodb/store/dynamodb_imports_store.h"

extern const struct delivery_kind ddb_import_delivery;

/* Its next piece, once this is committed. */
void ddb_import_go_on(struct call *c, const struct ddb_import *i);

#endif
