/* Global indexes of tables that exist. A new one is filled in the background (dynamodb_fills.c). One that is deleted is
 * out of sight at once; its rows are left to the sweep. */
#include "emulator/services/dynamodb/tables/dynamodb_indexes.h"

#include <string.h>

#include "emulator/services/dynamodb/definition/dynamodb_decreases.h"
#include "emulator/services/dynamodb/definition/dynamodb_definition.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/values/dynamodb_name_order.h"
#include "emulator/services/dynamodb/definition/dynamodb_settings.h"
#include "emulator/services/dynamodb/store/dynamodb_chores.h"
#include "emulator/services/dynamodb/store/dynamodb_sweep.h"
#include "emulator/services/dynamodb/tables/dynamodb_fills.h"

#define INVALID    "One or more parameter values were invalid: "
#define GLOBAL_MAX 20

/* --- checks ------------------------------------------------------------------------------------------------------- */

static const char *const actions[] = { "Update", "Create", "Delete" };

/* The one action of an update, and its name. */
static const struct doc *action_of(const struct doc *update, const char **name)
{
    for (int i = 0; i < 3; i++)
        if (doc_get(update, actions[i])) return *name = actions[i], doc_get(update, actions[i]);
    return NULL;
}

static int check_actions(struct call *c, const struct doc *update)
{
    int count = 0;

    for (int i = 0; i < 3; i++) count += doc_get(update, actions[i]) != NULL;
    if (count == 0)
        return fault(c, &fault_validation,
                     INVALID "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
                             "GlobalSecondaryIndexUpdate.Delete must not be null");
    if (count > 1)
        return fault(c, &fault_validation,
                     INVALID "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object");
    return 0;
}

/* AWS: observed. What may not be changed in the same request as a new or a removed index. */
static int check_company(struct call *c)
{
    static const struct {
        const char *member, *words;
    } others[] = {
        { "ProvisionedThroughput", INVALID "You cannot create or delete index while updating table IOPS" },
        { "StreamSpecification", INVALID "You cannot create or delete index while changing stream status" },
    };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (doc_get(c->in, others[i].member)) return fault(c, &fault_validation, "%s", others[i].words);
    return 0;
}

static int one_at_a_time(struct call *c)
{
    return fault(c, &ddb_limit_exceeded,
                 "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
}

int ddb_indexes_check(struct call *c)
{
    const struct doc *updates = doc_get(c->in, "GlobalSecondaryIndexUpdates");
    struct doc *seen = doc_map(&c->arena);
    int online = 0;

    if (updates && doc_count(updates) == 0)
        return fault(c, &fault_validation, INVALID "List of GlobalSecondaryIndexUpdates is empty");
    for (size_t i = 0; i < doc_count(updates); i++) {
        const char *what = "";
        struct span name;
        if (check_actions(c, doc_at(updates, i))) return -1;
        name = doc_get_str(action_of(doc_at(updates, i), &what), "IndexName");
        if (doc_get_span(seen, name))
            return fault(c, &fault_validation,
                         INVALID
                         "Only one global secondary index update per index is allowed simultaneously. Index: %.*s",
                         SPAN_ARG(name));
        doc_put_span(seen, name, doc_null(&c->arena));
        online += *what != 'U';
    }
    if (online && check_company(c)) return -1;
    return online > 1 ? one_at_a_time(c) : 0;
}

/* --- carrying out ------------------------------------------------------------------------------------------------- */

static int index_find(const struct ddb_table *table, struct span name)
{
    for (int i = 0; i < table->index_count; i++)
        if (span_eq(table->indexes[i].name, name)) return i;
    return -1;
}

/* AWS: an index that is being created may be deleted, but no second one made or another deleted. */
static int refuse_while_filling(struct call *c, const struct ddb_table *table, int except)
{
    for (int i = 0; i < table->index_count; i++)
        if (i != except && table->indexes[i].cursor.data) return one_at_a_time(c);
    return 0;
}

static struct doc *entries_of(struct doc *description)
{
    struct doc *list = doc_get(description, "GlobalSecondaryIndexes");

    return list ? list : doc_put_list(description, "GlobalSecondaryIndexes");
}

static int entry_find(const struct doc *description, struct span name)
{
    const struct doc *list = doc_get(description, "GlobalSecondaryIndexes");

    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_get_str(doc_at(list, i), "IndexName"), name)) return (int)i;
    return -1;
}

static bool is_defined(const struct doc *definitions, struct span name)
{
    for (size_t i = 0; i < doc_count(definitions); i++)
        if (span_eq(doc_get_str(doc_at(definitions, i), "AttributeName"), name)) return true;
    return false;
}

static bool is_key(const struct ddb_table *table, struct span name)
{
    if (ddb_schema_part(&table->keys, name)) return true;
    for (int i = 0; i < table->index_count; i++)
        if (ddb_schema_part(&table->indexes[i].keys, name)) return true;
    return false;
}

/* The definitions of all key attributes there are now. */
static void definitions_renew(struct call *c, const struct ddb_table *table, struct doc *description)
{
    const struct doc *old = doc_get(description, "AttributeDefinitions"),
                     *given = doc_get(c->in, "AttributeDefinitions");
    struct doc *definitions = doc_list(&c->arena);

    for (int pass = 0; pass < 2; pass++) {
        const struct doc *from = pass ? given : old;
        for (size_t i = 0; i < doc_count(from); i++) {
            struct span name = doc_get_str(doc_at(from, i), "AttributeName");
            if (is_key(table, name) && !is_defined(definitions, name))
                doc_append(definitions, doc_copy(&c->arena, doc_at(from, i)));
        }
    }
    doc_put(description, "AttributeDefinitions", ddb_list_sorted(&c->arena, definitions, "AttributeName"));
}

static const char *schema_words(struct arena *a, const struct ddb_key_schema *schema)
{
    const char *text = "Schema:[";

    for (int i = 0; i < schema->count; i++) {
        const struct ddb_key_part *part = &schema->parts[i];
        text = arena_printf(a, "%s%sSchemaElement: key{%.*s:%c:%s}", text, i ? ", " : "", SPAN_ARG(part->name),
                            part->type, part->range ? "RANGE" : "HASH");
    }
    return arena_printf(a, "%s]", text);
}

static bool is_redefined(const struct ddb_key_schema *old, const struct ddb_key_schema *new)
{
    for (int i = 0; i < new->count; i++) {
        const struct ddb_key_part *part = ddb_schema_part(old, new->parts[i].name);
        if (part && part->type != new->parts[i].type) return true;
    }
    return false;
}

/* The last index's keys have the types that the table's and the other indexes' keys of those names have. AWS:
 * observed. */
static const char *redefinition(struct arena *a, const struct ddb_table *table)
{
    const struct ddb_key_schema *new = &table->indexes[table->index_count - 1].keys, *old = &table->keys;

    for (int i = 0; i < table->index_count && !is_redefined(old, new); i++) old = &table->indexes[i].keys;
    if (old == new || !is_redefined(old, new)) return NULL;
    return arena_printf(a,
                        INVALID "Attributes cannot be redefined. Please check that your attribute has the same type as "
                                "previously defined. Existing schema: %s New schema: %s",
                        schema_words(a, old), schema_words(a, new));
}

static int index_create(struct call *c, struct ddb_table *table, struct doc *description, const struct doc *create)
{
    struct doc *in = doc_map(&c->arena);
    struct ddb_index *index;
    int global = 0;

    if (index_find(table, doc_get_str(create, "IndexName")) >= 0)
        return fault(c, &fault_validation, "Attempting to create an index which already exists");
    if (refuse_while_filling(c, table, -1)) return -1;
    for (int i = 0; i < table->index_count; i++) global += !table->indexes[i].local;
    if (global >= GLOBAL_MAX)
        return fault(c, &ddb_limit_exceeded,
                     "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of %d",
                     GLOBAL_MAX);
    if (!doc_get(c->in, "AttributeDefinitions"))
        return fault(c, &fault_validation, INVALID "AttributeDefinitions is not specified for index: %.*s",
                     SPAN_ARG(doc_get_str(create, "IndexName")));
    if (ddb_definition_is_on_demand(c->in, description)) doc_put_cstr(in, "BillingMode", "PAY_PER_REQUEST");
    else if (!doc_get(create, "ProvisionedThroughput"))
        return fault(c, &fault_validation,
                     INVALID "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: %.*s",
                     SPAN_ARG(doc_get_str(create, "IndexName")));
    doc_put(in, "AttributeDefinitions", doc_get(c->in, "AttributeDefinitions"));
    if (ddb_refuse(c, ddb_definition_check_index(&c->arena, in, create, table)) ||
        ddb_refuse(c, redefinition(&c->arena, table)))
        return -1;
    index = &table->indexes[table->index_count - 1];
    index->cursor = SPAN("\0"); /* before every key */
    ddb_store_index_insert(c, table->space, index);
    ddb_definition_describe_index(entries_of(description), create, doc_get_str(description, "TableArn"));
    chore_wake(c, &ddb_fill);
    return 0;
}

/* The index, which must be a global one. */
static int index_require(struct call *c, const struct ddb_table *table, struct span name, const char *verb)
{
    int at = index_find(table, name);

    if (at < 0)
        return fault(c, &ddb_resource_not_found, "Requested resource not found: Index %.*s for table %.*s",
                     SPAN_ARG(name), SPAN_ARG(table->name));
    if (!table->indexes[at].local) return at;
    return fault(c, &fault_validation, "Cannot %s an index that is not a GlobalSecondaryIndex: %.*s", verb,
                 SPAN_ARG(name));
}

static struct doc *list_take(struct doc *list, int at)
{
    struct doc *item = doc_items(list)[at];

    memmove(&doc_items(list)[at], &doc_items(list)[at + 1],
            sizeof *doc_items(list) * (list->list.count - (uint32_t)at - 1));
    list->list.count--;
    return item;
}

static int index_delete(struct call *c, struct ddb_table *table, struct doc *description, struct span name,
                        struct doc **removed)
{
    int at = index_require(c, table, name, "delete"), entry = entry_find(description, name);

    if (at < 0 || refuse_while_filling(c, table, at)) return -1;
    ddb_store_index_delete(c, table->space, table->indexes[at].space);
    memmove(&table->indexes[at], &table->indexes[at + 1],
            sizeof *table->indexes * (size_t)(table->index_count - at - 1));
    table->index_count--;
    if (entry >= 0) *removed = list_take(entries_of(description), entry);
    if (doc_count(entries_of(description)) == 0) doc_remove(description, SPAN("GlobalSecondaryIndexes"));
    chore_wake(c, &ddb_sweep);
    return 0;
}

static int refuse_same_throughput(struct call *c, const struct doc *entry, const struct doc *wanted)
{
    const struct doc *now = doc_get(entry, "ProvisionedThroughput");
    int64_t reads = doc_get_int(wanted, "ReadCapacityUnits", 0), writes = doc_get_int(wanted, "WriteCapacityUnits", 0);
    struct span name = doc_get_str(entry, "IndexName");

    if (reads != doc_get_int(now, "ReadCapacityUnits", 0) || writes != doc_get_int(now, "WriteCapacityUnits", 0))
        return 0;
    return fault(
        c, &fault_validation,
        "The provisioned throughput for the index %.*s will not change. The requested value equals the current value. "
        "Current ReadCapacityUnits provisioned for index %.*s: %lld. Requested ReadCapacityUnits: %lld. "
        "Current WriteCapacityUnits provisioned for index %.*s: %lld. Requested WriteCapacityUnits: %lld. "
        "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
        SPAN_ARG(name), SPAN_ARG(name), (long long)reads, (long long)reads, SPAN_ARG(name), (long long)writes,
        (long long)writes);
}

static int index_change(struct call *c, struct ddb_table *table, struct doc *description, const struct doc *update)
{
    struct span name = doc_get_str(update, "IndexName");
    const struct doc *throughput = doc_get(update, "ProvisionedThroughput");
    struct doc *entry;

    if (index_require(c, table, name, "update") < 0) return -1;
    entry = doc_at(entries_of(description), (size_t)entry_find(description, name));
    if (throughput && ddb_definition_is_on_demand(c->in, description))
        return fault(c, &fault_validation,
                     INVALID "The only Updates for index: %.*s when TableThroughputMode is PAY_PER_REQUEST can be to "
                             "OnDemandThroughput, WarmThroughput",
                     SPAN_ARG(name));
    if (throughput && refuse_same_throughput(c, entry, throughput)) return -1;
    if (throughput && ddb_decreases_note(c, entry, throughput)) return -1;
    if (throughput) ddb_definition_set_throughput(entry, throughput);
    return ddb_refuse(
        c, ddb_settings_update_index(&c->arena, entry, update, ddb_definition_is_on_demand(c->in, description)));
}

int ddb_indexes_update(struct call *c, struct ddb_table *table, struct doc *description, struct doc **removed)
{
    const struct doc *updates = doc_get(c->in, "GlobalSecondaryIndexUpdates");

    *removed = NULL;
    for (size_t i = 0; i < doc_count(updates); i++) {
        const char *what = "";
        const struct doc *action = action_of(doc_at(updates, i), &what);
        int rc = *what == 'C'   ? index_create(c, table, description, action)
                 : *what == 'D' ? index_delete(c, table, description, doc_get_str(action, "IndexName"), removed)
                                : index_change(c, table, description, action);
        if (rc) return -1;
    }
    if (updates) definitions_renew(c, table, description);
    return 0;
}
