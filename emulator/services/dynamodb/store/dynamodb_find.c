/* Tables by name, or a fault in their place. */
#include "emulator/services/dynamodb/store/dynamodb_find.h"

#include "emulator/services/dynamodb/values/dynamodb_faults.h"

static int not_found(struct call *c)
{
    return fault(c, &ddb_resource_not_found, "Requested resource not found");
}

int ddb_table_require(struct call *c, struct span name, struct ddb_table *table)
{
    return ddb_store_table(c, name, table) ? 0 : not_found(c);
}

int ddb_table_require_with_indexes(struct call *c, struct span name, struct ddb_table *table)
{
    return ddb_store_table_with_indexes(c, name, table) ? 0 : not_found(c);
}

int ddb_table_require_named(struct call *c, struct span name, struct ddb_table *table)
{
    if (ddb_store_table(c, name, table)) return 0;
    return fault(c, &ddb_resource_not_found, "Requested resource not found: Table: %.*s not found", SPAN_ARG(name));
}

struct doc *ddb_description_require(struct call *c, int64_t *space)
{
    struct span name = doc_get_str(c->in, "TableName");
    struct doc *description = ddb_store_description(c, name, space);

    if (!description)
        fault(c, &ddb_resource_not_found, "Requested resource not found: Table: %.*s not found", SPAN_ARG(name));
    return description;
}
