/* The scripts of all stores, in the order in which they were added. */
#include "emulator/services/dynamodb/store/dynamodb_schema.h"

#include <stddef.h>

#include "emulator/services/dynamodb/store/dynamodb_backups_store.h"
#include "emulator/services/dynamodb/store/dynamodb_exports_store.h"
#include "emulator/services/dynamodb/store/dynamodb_imports_store.h"
#include "emulator/services/dynamodb/store/dynamodb_resources_store.h"
#include "emulator/services/dynamodb/store/dynamodb_store.h"
#include "emulator/services/dynamodb/store/dynamodb_streams_store.h"
#include "emulator/services/dynamodb/store/dynamodb_ttl_store.h"

const char *const ddb_schema_scripts[] = {
    ddb_tables_schema,    ddb_cursors_schema,     ddb_streams_schema, ddb_ttl_schema,     ddb_backups_schema,
    ddb_resources_schema, ddb_ttl_changes_schema, ddb_exports_schema, ddb_imports_schema, NULL,
};
