/* An export at work, a delivery a piece: first the file that says it has begun, then data file after data file, then
 * the manifests. A piece that is repeated puts the same objects again. */
#ifndef NUBE_DYNAMODB_EXPORT_PIECES_H
#define NUBE_DYNAMODB_EXPORT_PIECES_H

#include "emulator/core/delivery.h"
#include "emulator/services/dynamodb/store/dynamodb_exports_store.h"

extern const struct delivery_kind ddb_export_delivery;

/* Its next piece, once this is committed. */
void ddb_export_go_on(struct call *c, const struct ddb_export *e);

#endif
