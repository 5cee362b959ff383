/* One write, in DynamoDB's order: the table, the key, the condition, the new item, its size, its index keys, the
 * rows. */
#include "emulator/services/dynamodb/items/dynamodb_writes.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/changes/dynamodb_changes.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/items/dynamodb_throttling.h"
#include "emulator/services/dynamodb/store/dynamodb_find.h"

#define INVALID   "One or more parameter values were invalid: "
#define NOT_VALID "One or more parameter values are not valid. "

/* --- preparing ---------------------------------------------------------------------------------------------------- */

static unsigned expressions_of(enum ddb_write_kind kind)
{
    return kind == DDB_UPDATE ? DDB_WITH_UPDATE | DDB_WITH_CONDITION : DDB_WITH_CONDITION;
}

/* AWS: UpdateItem takes all five. */
static const char *check_return_values(const struct doc *in, enum ddb_write_kind kind)
{
    struct span wanted = doc_get_str(in, "ReturnValues");

    if (kind == DDB_UPDATE || !wanted.data || span_is(wanted, "NONE") || span_is(wanted, "ALL_OLD")) return NULL;
    return "ReturnValues can only be ALL_OLD or NONE";
}

static const char *check_depth(const struct doc *values)
{
    for (size_t i = 0; i < doc_count(values); i++)
        if (ddb_value_too_deep(values->map.members[i].value)) return DDB_TOO_DEEP;
    return NULL;
}

static const char *check_item(struct call *c, struct ddb_write *write)
{
    struct doc *values = write->kind == DDB_PUT ? write->item : write->key;
    const char *error = ddb_item_check(&c->arena, values);

    if (error || write->kind != DDB_PUT) return error;
    write->size = ddb_item_size(write->item);
    if (write->size > DDB_ITEM_BYTES_MAX) return "Item size has exceeded the maximum allowed size";
    return check_depth(write->item);
}

int ddb_write_prepare(struct call *c, struct ddb_write *write, enum ddb_write_kind kind, const struct doc *in)
{
    unsigned with =
        expressions_of(kind) | (in == c->in ? DDB_AS_VALIDATION : 0); /* not of a batch's or transaction's */
    const char *error = ddb_expressions_check(&c->arena, in, with);

    const struct doc *values = doc_get(in, "ExpressionAttributeValues");

    *write = (struct ddb_write){ .kind = kind, .item = doc_get(in, "Item"), .key = doc_get(in, "Key") };
    write->return_on_failure = span_is(doc_get_str(in, "ReturnValuesOnConditionCheckFailure"), "ALL_OLD");
    if (!error) error = check_item(c, write);
    if (error && with & DDB_AS_VALIDATION && ddb_error_is_of_content(error))
        error = ddb_as_validation(&c->arena, error);
    if (!error) error = check_return_values(in, kind);
    if (!error) error = ddb_expressions_compile(&c->arena, in, with, &write->expressions);
    if (!error) error = check_depth(write->key);
    if (error) return ddb_refuse(c, error);
    for (size_t i = 0; i < doc_count(values); i++) write->values_size += ddb_value_size(values->map.members[i].value);
    if (kind == DDB_PUT) write->text = json_text(&c->arena, write->item);
    return 0;
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

static const char *empty_word(enum ddb_type type)
{
    return type == DDB_B ? "binary" : "string";
}

/* What any key attribute must keep to, whoever names it. */
static int check_key_value(struct call *c, const struct ddb_key_part *part, const struct doc *value)
{
    size_t size = ddb_value_size(value);

    if (size == 0)
        return fault(c, &fault_validation,
                     NOT_VALID "The AttributeValue for a key attribute cannot contain an empty %s value. Key: %.*s",
                     empty_word(ddb_value_type(value)), SPAN_ARG(part->name));
    if (ddb_key_value_fits(part, value)) return 0;
    return fault(c, &fault_validation, "%s",
                 part->range ? INVALID "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"
                             : INVALID "Size of hashkey has exceeded the maximum size limit of2048 bytes");
}

static bool is_of_type(const struct ddb_key_part *part, const struct doc *value)
{
    enum ddb_type type = ddb_value_type(value);

    return type <= DDB_B && *ddb_type_code(type) == part->type;
}

static struct span row_key_of(struct call *c, const struct ddb_key_schema *schema, const struct doc *item)
{
    struct buf b = { 0 };
    struct span key;

    ddb_key_of_item(schema, item, &b);
    key = arena_span(&c->arena, buf_span(&b));
    buf_release(&b);
    return key;
}

static int refuse_key(struct call *c)
{
    return fault(c, &fault_validation, "The provided key element does not match the schema");
}

int ddb_key_require(struct call *c, const struct ddb_table *table, const struct doc *key, struct span *row_key)
{
    const struct ddb_key_schema *schema = &table->keys;

    if ((int)doc_count(key) != schema->count) goto mismatch;
    for (int i = 0; i < schema->count; i++)
        if (!is_of_type(&schema->parts[i], doc_get_span(key, schema->parts[i].name))) goto mismatch;
    for (int i = 0; i < schema->count; i++)
        if (check_key_value(c, &schema->parts[i], doc_get_span(key, schema->parts[i].name))) return -1;
    *row_key = row_key_of(c, schema, key);
    return 0;
mismatch:
    return refuse_key(c);
}

const struct doc *ddb_write_item(const struct ddb_write *write)
{
    return write->kind == DDB_PUT ? write->item : write->key;
}

struct span ddb_item_key(struct call *c, const struct ddb_table *table, const struct doc *item)
{
    struct buf b = { 0 };
    struct span key = { NULL, 0 };

    buf_add(&b, &table->space, sizeof table->space);
    if (ddb_key_of_item(&table->keys, item, &b)) key = arena_span(&c->arena, buf_span(&b));
    buf_release(&b);
    return key;
}

static int item_key_require(struct call *c, const struct ddb_write *write, struct span *row_key)
{
    const struct ddb_table *table = &write->table;

    for (int i = 0; i < table->keys.count; i++) {
        const struct ddb_key_part *part = &table->keys.parts[i];
        const struct doc *value = doc_get_span(write->item, part->name);
        if (write->is_in_batch && (!value || !is_of_type(part, value))) return refuse_key(c);
        if (!value)
            return fault(c, &fault_validation, INVALID "Missing the key %.*s in the item", SPAN_ARG(part->name));
        if (!is_of_type(part, value))
            return fault(c, &fault_validation, INVALID "Type mismatch for key %.*s expected: %c actual: %s",
                         SPAN_ARG(part->name), part->type, ddb_type_code(ddb_value_type(value)));
        if (check_key_value(c, part, value)) return -1;
    }
    *row_key = row_key_of(c, &table->keys, write->item);
    return 0;
}

/* --- index keys --------------------------------------------------------------------------------------------------- */

/* AWS: UpdateItem speaks otherwise of a value that is empty or too long. */
static int refuse_index_value(struct call *c, const struct ddb_write *write, const struct ddb_index *index,
                              const struct ddb_key_part *part, const struct doc *value)
{
    enum ddb_type type = ddb_value_type(value);

    if (!is_of_type(part, value))
        return fault(c, &fault_validation,
                     INVALID "Type mismatch for Index Key %.*s Expected: %c Actual: %s IndexName: %.*s",
                     SPAN_ARG(part->name), part->type, ddb_type_code(type), SPAN_ARG(index->name));
    if (ddb_value_size(value) > 0 && write->kind == DDB_UPDATE)
        return fault(c, &fault_validation,
                     "The update expression attempted to update the secondary index key beyond allowed size limits");
    if (ddb_value_size(value) > 0) return check_key_value(c, part, value);
    if (write->kind == DDB_UPDATE)
        return fault(c, &fault_validation,
                     NOT_VALID "The update expression attempted to update a secondary index key to a value that is not "
                               "supported. The AttributeValue for a key attribute cannot contain an empty %s value.",
                     empty_word(type));
    return fault(c, &fault_validation,
                 NOT_VALID
                 "A value specified for a secondary index key is not supported. The AttributeValue for a key attribute "
                 "cannot contain an empty %s value. IndexName: %.*s, IndexKey: %.*s",
                 empty_word(type), SPAN_ARG(index->name), SPAN_ARG(part->name));
}

static int check_index_keys(struct call *c, const struct ddb_write *write)
{
    for (int i = 0; i < write->table.index_count; i++) {
        const struct ddb_index *index = &write->table.indexes[i];
        for (int p = 0; p < index->keys.count; p++) {
            const struct doc *value = doc_get_span(write->new, index->keys.parts[p].name);
            if (value && !ddb_key_value_fits(&index->keys.parts[p], value))
                return refuse_index_value(c, write, index, &index->keys.parts[p], value);
        }
    }
    return 0;
}

static bool is_empty_key(const struct ddb_key_part *part, const struct doc *value)
{
    return value && is_of_type(part, value) && ddb_value_size(value) == 0;
}

int ddb_key_refuse_empty(struct call *c, const struct ddb_table *table, const struct doc *key)
{
    for (int i = 0; i < table->keys.count; i++) {
        const struct doc *value = doc_get_span(key, table->keys.parts[i].name);
        if (is_empty_key(&table->keys.parts[i], value)) return check_key_value(c, &table->keys.parts[i], value);
    }
    return 0;
}

/* What the write surely gives the attribute; NULL when that is not known yet. */
static const struct doc *value_given(const struct ddb_write *write, struct span name)
{
    const struct ddb_update *update = write->expressions.update;

    if (write->kind == DDB_PUT) return doc_get_span(write->item, name);
    for (int i = 0; update && i < update->count; i++)
        if (update->actions[i].kind == DDB_ACTION_SET && update->paths[i].count == 1 &&
            span_eq(update->paths[i].steps[0].name, name) && update->actions[i].value->kind == DDB_VALUE)
            return update->actions[i].value->value;
    return NULL;
}

static bool is_empty(const struct doc *value)
{
    enum ddb_type type = ddb_value_type(value);

    return (type == DDB_S || type == DDB_B) && ddb_value_size(value) == 0;
}

static bool gives_any_empty(const struct ddb_write *write)
{
    const struct doc *item = ddb_write_item(write);
    const struct ddb_update *update = write->expressions.update;

    for (size_t i = 0; i < doc_count(item); i++)
        if (is_empty(item->map.members[i].value)) return true;
    for (int i = 0; update && i < update->count; i++)
        if (update->actions[i].kind == DDB_ACTION_SET && update->actions[i].value->kind == DDB_VALUE &&
            is_empty(update->actions[i].value->value))
            return true;
    return false;
}

/* Most writes give no empty value at all. */
int ddb_write_refuse_empty(struct call *c, const struct ddb_write *write)
{
    const struct ddb_table *table = &write->table;

    if (!gives_any_empty(write)) return 0;
    if (ddb_key_refuse_empty(c, table, ddb_write_item(write))) return -1;
    for (int i = 0; i < table->index_count; i++)
        for (int p = 0; p < table->indexes[i].keys.count; p++) {
            const struct ddb_key_part *part = &table->indexes[i].keys.parts[p];
            const struct doc *value = value_given(write, part->name);
            if (is_empty_key(part, value)) return refuse_index_value(c, write, &table->indexes[i], part, value);
        }
    return 0;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void project_keys(struct doc *row, const struct ddb_key_schema *schema, const struct doc *item)
{
    for (int i = 0; i < schema->count; i++)
        doc_put_span(row, schema->parts[i].name, doc_get_span(item, schema->parts[i].name));
}

/* What the index holds of an item that has a row in it. */
static struct doc *index_item(struct call *c, const struct ddb_table *table, const struct ddb_index *index,
                              struct doc *item)
{
    struct doc *row;

    if (index->projection == DDB_PROJECT_ALL) return item;
    row = doc_map(&c->arena);
    project_keys(row, &table->keys, item);
    project_keys(row, &index->keys, item);
    for (size_t i = 0; i < doc_count(index->included); i++) {
        struct span name = doc_text(doc_at(index->included, i));
        struct doc *value = doc_get_span(item, name);
        if (value) doc_put_span(row, name, value);
    }
    return row;
}

struct index_row {
    struct span key, text; /* absent: no row */
    int64_t size;
};

static struct index_row index_row_of(struct call *c, const struct ddb_table *table, const struct ddb_index *index,
                                     struct span table_key, struct doc *item, struct span item_text)
{
    struct index_row row = { { NULL, 0 }, { NULL, 0 }, -1 };
    struct buf key = { 0 };

    if (item && ddb_index_key_of_item(&index->keys, table_key, item, &key)) {
        struct doc *held = index_item(c, table, index, item);
        row.key = arena_span(&c->arena, buf_span(&key));
        row.text = held == item && item_text.data ? item_text : json_text(&c->arena, held);
        row.size = (int64_t)ddb_item_size(held);
    }
    buf_release(&key);
    return row;
}

void ddb_index_fill(struct call *c, const struct ddb_table *table, const struct ddb_index *index, struct span table_key,
                    struct doc *item)
{
    struct span none = { NULL, 0 };
    struct index_row row = index_row_of(c, table, index, table_key, item, none);

    if (row.key.data) ddb_store_row_put(c, index->space, row.key, row.size, row.text, -1);
}

/* An index that is being filled does not know the rows behind its cursor yet. */
static void index_write(struct call *c, struct ddb_write *write, int i, struct span table_key, struct span text)
{
    const struct ddb_index *index = &write->table.indexes[i];
    bool is_ahead = index->cursor.data && span_compare(table_key, index->cursor) > 0;
    struct span none = { NULL, 0 };
    struct index_row old = index_row_of(c, &write->table, index, table_key, write->old, none);
    struct index_row new = index_row_of(c, &write->table, index, table_key, write->new, text);
    bool moves = old.key.data && !span_eq(old.key, new.key);

    if (is_ahead || (span_eq(old.key, new.key) && span_eq(old.text, new.text))) return;
    if (moves) {
        ddb_store_row_delete(c, index->space, old.key, old.size);
        write->consumed.indexes[i] += ddb_write_units(old.size, -1);
        old.size = -1;
    }
    if (!new.key.data) return;
    ddb_store_row_put(c, index->space, new.key, new.size, new.text, old.size);
    write->consumed.indexes[i] += ddb_write_units(old.size, new.size);
}

void ddb_write_rows(struct call *c, struct ddb_write *write, struct span key)
{
    int64_t old_size = write->old_size;
    int64_t size = write->kind == DDB_PUT ? (int64_t)write->size : write->new ? (int64_t)ddb_item_size(write->new) : -1;
    struct span text = write->kind == DDB_PUT ? write->text
                       : write->new           ? json_text(&c->arena, write->new)
                                              : (struct span){ NULL, 0 };

    if (write->new) ddb_store_row_put(c, write->table.space, key, size, text, old_size);
    else if (old_size >= 0) ddb_store_row_delete(c, write->table.space, key, old_size);
    write->consumed.table = ddb_write_units(old_size, size);
    for (int i = 0; i < write->table.index_count; i++) index_write(c, write, i, key, text);
    ddb_change_record(c, write, key, text, size);
}

/* --- the run ------------------------------------------------------------------------------------------------------ */

static bool condition_holds(struct call *c, const struct ddb_write *write, bool exists)
{
    if (!exists && write->presence == DDB_PRESENT) return false;
    if (!write->expressions.condition || (!exists && write->presence == DDB_IF_PRESENT)) return true;
    return ddb_condition_true(write->expressions.condition, &c->arena, write->old ? write->old : doc_map(&c->arena));
}

static int condition_require(struct call *c, const struct ddb_write *write, bool exists)
{
    struct doc *extra = NULL;

    if (exists && write->presence == DDB_ABSENT)
        return fault(c, &ddb_duplicate_item, "Duplicate primary key exists in table");
    if (condition_holds(c, write, exists)) return 0;
    if (write->return_on_failure && write->old) {
        extra = doc_map(&c->arena);
        doc_put(extra, "Item", write->old);
    }
    return fault_with(c, &ddb_conditional_check_failed, extra, "The conditional request failed");
}

static bool is_table_key(void *arg, struct span name)
{
    return ddb_schema_part(&((const struct ddb_table *)arg)->keys, name) != NULL;
}

static bool is_index_key(void *arg, struct span name)
{
    const struct ddb_table *table = arg;

    for (int i = 0; i < table->index_count; i++)
        if (ddb_schema_part(&table->indexes[i].keys, name)) return true;
    return false;
}

int ddb_expressions_check_keys(struct call *c, const struct ddb_expressions *e, struct ddb_table *table)
{
    const struct ddb_path *into = ddb_expressions_into_key(e, is_table_key, table), *into_index = NULL;

    if (!into) into_index = ddb_expressions_into_key(e, is_index_key, table);
    if (!into && !into_index) return 0;
    return fault(c, &fault_validation,
                 "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: %s: %.*s",
                 into ? "Key" : "IndexKey", SPAN_ARG((into ? into : into_index)->steps[0].name));
}

/* Keys may be read by an update but not written. */
static int check_key_untouched(struct call *c, const struct ddb_write *write)
{
    const struct ddb_update *update = write->expressions.update;

    for (int i = 0; update && i < update->count; i++) {
        struct span name = update->paths[i].steps[0].name;
        if (ddb_schema_part(&write->table.keys, name))
            return fault(c, &fault_validation,
                         INVALID "Cannot update attribute %.*s. This attribute is part of the key", SPAN_ARG(name));
    }
    return 0;
}

/* AWS: an update that only takes away makes no item where there is none, and finds no path amiss; one without any
 * action does make the key. */
static bool makes_nothing(const struct ddb_write *write)
{
    const struct ddb_update *update = write->expressions.update;

    if (write->old || !update || !update->count) return false;
    for (int i = 0; i < update->count; i++)
        if (update->actions[i].kind == DDB_ACTION_SET || update->actions[i].kind == DDB_ACTION_ADD) return false;
    return true;
}

/* AWS: an update by itself is held against more than the item; one of a statement or a transaction is not. */
static bool is_too_large(const struct ddb_write *write)
{
    if (ddb_item_size(write->new) > DDB_ITEM_BYTES_MAX) return true;
    return !write->is_transactional && write->presence == DDB_WHATEVER &&
           ddb_update_size(write->expressions.update, write->new) > DDB_ITEM_BYTES_MAX;
}

static int update_item(struct call *c, struct ddb_write *write)
{
    const char *error;

    if (makes_nothing(write)) return 0;
    write->new = doc_copy(&c->arena, write->old ? write->old : write->key);
    if (!write->expressions.update) return 0;
    error = ddb_update_apply(write->expressions.update, &c->arena, write->new);
    if (error) return ddb_refuse(c, error);
    if (ddb_refuse(c, check_depth(write->new))) return -1;
    if (is_too_large(write))
        return fault(c, &fault_validation, "Item size to update has exceeded the maximum allowed size");
    return 0;
}

/* The item as it is, parsed only if somebody will look into it. */
static void old_read(struct call *c, struct ddb_write *write, struct span key)
{
    const struct ddb_table *table = &write->table;
    bool needed = write->wants_old || write->expressions.condition || write->kind == DDB_UPDATE ||
                  table->index_count > 0 || table->stream || table->ttl.data;

    write->old_text = ddb_store_row(c, table->space, key, &write->old_size);
    if (write->old_text.data && needed) write->old = json_parse(&c->arena, write->old_text, NULL);
}

int ddb_writes_find_tables(struct call *c, struct ddb_write *writes, const struct span *names, int count)
{
    for (int i = 0; i < count; i++) {
        if (i > 0 && span_eq(names[i], names[i - 1])) writes[i].table = writes[i - 1].table;
        else if (ddb_table_require_with_indexes(c, names[i], &writes[i].table)) return -1;
    }
    return 0;
}

int ddb_write_run_freely(struct call *c, struct ddb_write *write)
{
    struct span key;

    if (write->kind == DDB_PUT ? item_key_require(c, write, &key) : ddb_key_require(c, &write->table, write->key, &key))
        return -1;
    if (write->kind == DDB_UPDATE && check_key_untouched(c, write)) return -1;
    if (ddb_expressions_check_keys(c, &write->expressions, &write->table)) return -1;
    if (write->kind == DDB_PUT) {
        write->new = write->item;
        if (check_index_keys(c, write)) return -1;
    }
    old_read(c, write, key);
    if (condition_require(c, write, write->old_size >= 0)) return -1;
    if (write->kind == DDB_UPDATE && (update_item(c, write) || check_index_keys(c, write))) return -1;
    if (write->kind == DDB_CHECK) write->consumed.table = ddb_write_units(write->old_size, -1);
    else ddb_write_rows(c, write, key);
    if (write->is_transactional) ddb_consumed_double(&write->consumed);
    return 0;
}

int ddb_write_run(struct call *c, struct ddb_write *write)
{
    return ddb_write_run_freely(c, write) ? -1 : ddb_throttle(c, &write->table, &write->consumed, DDB_WRITES);
}

/* --- its item collection ------------------------------------------------------------------------------------------ */

struct doc *ddb_write_collection(struct call *c, const struct ddb_write *write)
{
    struct span hash = write->table.keys.parts[0].name;
    struct doc *metrics, *range;
    bool any = false;

    for (int i = 0; i < write->table.index_count; i++) any |= write->table.indexes[i].local;
    if (!any) return NULL;
    metrics = doc_map(&c->arena);
    doc_put_span(doc_put_map(metrics, "ItemCollectionKey"), hash, doc_get_span(ddb_write_item(write), hash));
    range = doc_put_list(metrics, "SizeEstimateRangeGB");
    doc_append(range, doc_number(&c->arena, SPAN("0.0")));
    doc_append(range, doc_number(&c->arena, SPAN("1.0")));
    return metrics;
}
