/* AWS: ProvisionedThroughput and CapacityUnitCalculations (developer guide). */
#include "emulator/services/dynamodb/store/dynamodb_capacity.h"

#include <inttypes.h>

#define READ_UNIT_BYTES  4096
#define WRITE_UNIT_BYTES 1024

static int64_t begun(int64_t bytes, int64_t unit)
{
    return bytes <= 0 ? 1 : (bytes + unit - 1) / unit;
}

int64_t ddb_read_units(int64_t bytes, bool consistent)
{
    return begun(bytes, READ_UNIT_BYTES) * (consistent ? 2 : 1);
}

int64_t ddb_write_units(int64_t old_size, int64_t new_size)
{
    return begun(old_size > new_size ? old_size : new_size, WRITE_UNIT_BYTES) * 2;
}

void ddb_consumed_double(struct ddb_consumed *consumed)
{
    consumed->table *= 2;
    for (int i = 0; i < DDB_INDEXES_MAX; i++) consumed->indexes[i] *= 2;
}

static void put_units(struct doc *to, int64_t halves, const char *also)
{
    struct doc *units =
        doc_number(doc_arena(to), arena_format(doc_arena(to), "%" PRId64 ".%d", halves / 2, halves % 2 ? 5 : 0));

    doc_put(to, "CapacityUnits", units);
    if (also) doc_put(to, also, units);
}

static void put_indexes(struct doc *to, const struct ddb_table *table, const struct ddb_consumed *consumed, bool local,
                        const char *also)
{
    const char *member = local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes";
    struct doc *map = NULL;

    for (int i = 0; i < table->index_count; i++) {
        struct doc *entry;
        if (table->indexes[i].local != local || !consumed->indexes[i]) continue;
        if (!map) map = doc_put_map(to, member);
        entry = doc_map(doc_arena(to));
        put_units(entry, consumed->indexes[i], also);
        doc_put_span(map, table->indexes[i].name, entry);
    }
}

struct doc *ddb_consumed_describe(struct arena *a, struct span wanted, const struct ddb_table *table,
                                  const struct ddb_consumed *consumed, const char *also)
{
    struct doc *description;
    int64_t total = consumed->table;

    if (!wanted.data || span_is(wanted, "NONE")) return NULL;
    for (int i = 0; i < table->index_count; i++) total += consumed->indexes[i];
    description = doc_map(a);
    doc_put_str(description, "TableName", table->name);
    put_units(description, total, also);
    if (!span_is(wanted, "INDEXES")) return description;
    put_units(doc_put_map(description, "Table"), consumed->table, also);
    put_indexes(description, table, consumed, true, also);
    put_indexes(description, table, consumed, false, also);
    return description;
}

void ddb_consumed_put(struct call *c, const struct ddb_table *table, const struct ddb_consumed *consumed)
{
    struct doc *description =
        ddb_consumed_describe(&c->arena, doc_get_str(c->in, "ReturnConsumedCapacity"), table, consumed, NULL);

    if (description) doc_put(c->out, "ConsumedCapacity", description);
}
