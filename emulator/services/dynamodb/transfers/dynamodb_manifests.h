/* Where an export's objects are, and what its manifests say. Pure.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html */
#ifndef NUBE_DYNAMODB_MANIFESTS_H
#define NUBE_DYNAMODB_MANIFESTS_H

#include "emulator/base/buf.h"
#include "emulator/services/dynamodb/store/dynamodb_exports_store.h"

/* "PREFIX/AWSDynamoDB/ID/NAME". */
struct span ddb_export_key(struct arena *a, const struct ddb_export *e, const char *name);

/* The same of its data file of that number (from 0), which is always the same one. AWS: incremental exports with one
 * prefix share a folder. */
struct span ddb_export_data_key(struct arena *a, const struct ddb_export *e, int64_t number);

/* Appends the line of manifest-files.json that tells of a data file. */
void ddb_manifest_add_file(struct buf *manifest, const struct ddb_export_file *file);

/* manifest-summary.json of an export that ends at that time. */
struct span ddb_manifest_summary(struct arena *a, const struct ddb_export *e, int64_t ended_ms);

/* BilledSizeBytes. AWS: an incremental export of whatever size is billed for 10 MB at least. */
int64_t ddb_export_billed(const struct ddb_export *e);

#endif
