/* PutItem, UpdateItem, DeleteItem and GetItem. */
#include "emulator/services/dynamodb/items/dynamodb_items.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/items/dynamodb_throttling.h"
#include "emulator/services/dynamodb/items/dynamodb_writes.h"
#include "emulator/services/dynamodb/store/dynamodb_find.h"

/* --- writing ------------------------------------------------------------------------------------------------------ */

static int write_prepare(struct call *c, enum ddb_write_kind kind)
{
    struct ddb_write *write = ARENA_NEW(&c->arena, struct ddb_write);
    struct span wanted = doc_get_str(c->in, "ReturnValues");

    if (ddb_write_prepare(c, write, kind, c->in)) return -1;
    write->wants_old = wanted.data && !span_is(wanted, "NONE");
    c->scratch = write;
    return 0;
}

int dynamodb_put_item_prepare(struct call *c)
{
    return write_prepare(c, DDB_PUT);
}

int dynamodb_update_item_prepare(struct call *c)
{
    return write_prepare(c, DDB_UPDATE);
}

int dynamodb_delete_item_prepare(struct call *c)
{
    return write_prepare(c, DDB_DELETE);
}

/* The part of an item that the update named. */
static struct doc *updated_part(struct call *c, const struct ddb_write *write, struct doc *item)
{
    const struct ddb_update *update = write->expressions.update;

    if (!item || !update) return NULL;
    return ddb_projection_apply(ddb_projection_new(&c->arena, update->paths, update->count), &c->arena, item);
}

static struct doc *returned(struct call *c, const struct ddb_write *write)
{
    struct span wanted = doc_get_str(c->in, "ReturnValues");

    if (span_is(wanted, "ALL_OLD")) return write->old;
    if (span_is(wanted, "ALL_NEW")) return write->new;
    if (span_is(wanted, "UPDATED_OLD")) return updated_part(c, write, write->old);
    return span_is(wanted, "UPDATED_NEW") ? updated_part(c, write, write->new) : NULL;
}

static int write_item(struct call *c)
{
    struct ddb_write *write = c->scratch;
    struct doc *attributes, *collection = NULL;

    if (ddb_table_require_with_indexes(c, doc_get_str(c->in, "TableName"), &write->table) || ddb_write_run(c, write))
        return -1;
    attributes = returned(c, write);
    if (doc_count(attributes)) doc_put(c->out, "Attributes", attributes);
    if (span_is(doc_get_str(c->in, "ReturnItemCollectionMetrics"), "SIZE")) collection = ddb_write_collection(c, write);
    if (collection) doc_put(c->out, "ItemCollectionMetrics", collection);
    ddb_consumed_put(c, &write->table, &write->consumed);
    return 0;
}

int dynamodb_put_item(struct call *c)
{
    return write_item(c);
}

int dynamodb_update_item(struct call *c)
{
    return write_item(c);
}

int dynamodb_delete_item(struct call *c)
{
    return write_item(c);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

int ddb_get_prepare(struct call *c, struct ddb_get *get, const struct doc *in)
{
    const char *error = ddb_expressions_check(&c->arena, in, DDB_WITH_PROJECTION);

    *get = (struct ddb_get){ .key = doc_get(in, "Key"),
                             .consistent = doc_get_bool(in, "ConsistentRead", false),
                             .as_stored = c->is_written_as_json };
    if (!error && get->key) error = ddb_item_check(&c->arena, get->key);
    if (!error) error = ddb_expressions_compile(&c->arena, in, DDB_WITH_PROJECTION, &get->expressions);
    return ddb_refuse(c, error);
}

int dynamodb_get_item_prepare(struct call *c)
{
    struct ddb_get *get = ARENA_NEW(&c->arena, struct ddb_get);

    c->scratch = get;
    return ddb_get_prepare(c, get, c->in);
}

static struct doc *item_answer(struct call *c, const struct ddb_get *get, struct span text)
{
    const struct ddb_projection *projection = get->expressions.projection;

    if (get->as_stored && !projection) return doc_json(&c->arena, text);
    if (!projection) return json_parse(&c->arena, text, NULL);
    return ddb_projection_apply(projection, &c->arena, json_parse(&c->arena, text, NULL));
}

int ddb_get_run(struct call *c, const struct ddb_get *get, const struct ddb_table *table, struct doc **item,
                int64_t *size)
{
    struct span key, text;

    if (ddb_key_require(c, table, get->key, &key)) return -1;
    text = ddb_store_row(c, table->space, key, size);
    *item = text.data ? item_answer(c, get, text) : NULL;
    return 0;
}

int dynamodb_get_item(struct call *c)
{
    const struct ddb_get *get = c->scratch;
    struct ddb_table table;
    struct ddb_consumed consumed = { 0 };
    struct doc *item;
    int64_t size;

    if (ddb_table_require(c, doc_get_str(c->in, "TableName"), &table)) return -1;
    if (ddb_expressions_check_keys(c, &get->expressions, &table)) return -1;
    if (ddb_get_run(c, get, &table, &item, &size)) return -1;
    consumed.table = ddb_read_units(size, get->consistent);
    if (ddb_throttle(c, &table, &consumed, DDB_READS)) return -1;
    if (item) doc_put(c->out, "Item", item);
    ddb_consumed_put(c, &table, &consumed);
    return 0;
}
