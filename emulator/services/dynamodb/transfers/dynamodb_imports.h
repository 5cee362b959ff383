/* ImportTable, and what tells of imports. */
#ifndef NUBE_DYNAMODB_IMPORTS_H
#define NUBE_DYNAMODB_IMPORTS_H

#include "emulator/core/call.h"

int dynamodb_import_table_prepare(struct call *c);
int dynamodb_import_table(struct call *c);
int dynamodb_describe_import(struct call *c);
int dynamodb_list_imports(struct call *c);

#endif
