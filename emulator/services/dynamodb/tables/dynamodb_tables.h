/* Handlers of tables. */
#ifndef NUBE_DYNAMODB_TABLES_H
#define NUBE_DYNAMODB_TABLES_H

#include "emulator/services/dynamodb/store/dynamodb_store.h"

int dynamodb_create_table(struct call *c);
int dynamodb_describe_table(struct call *c);
int dynamodb_update_table(struct call *c);
int dynamodb_delete_table(struct call *c);
int dynamodb_list_tables(struct call *c);

/* AWS: operations on tables, not those on items, miss their table's name in words of their own. */
int ddb_table_name_check(struct call *c);

#endif
