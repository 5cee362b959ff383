/* Tables.
 *
 * A table is ready in the transaction that makes it: CreateTable still answers CREATING, as clients expect, and the
 * next DescribeTable says ACTIVE. DeleteTable takes the table out of sight and leaves its rows to the sweep. */
#include "emulator/services/dynamodb/tables/dynamodb_tables.h"

#include "emulator/core/service.h"
#include "emulator/services/dynamodb/history/dynamodb_backups.h"
#include "emulator/services/dynamodb/store/dynamodb_backups_store.h"
#include "emulator/services/dynamodb/store/dynamodb_sweep.h"
#include "emulator/services/dynamodb/definition/dynamodb_decreases.h"
#include "emulator/services/dynamodb/definition/dynamodb_definition.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/tables/dynamodb_indexes.h"
#include "emulator/services/dynamodb/definition/dynamodb_quotas.h"
#include "emulator/services/dynamodb/tables/dynamodb_resources.h"
#include "emulator/services/dynamodb/definition/dynamodb_settings.h"
#include "emulator/services/dynamodb/changes/dynamodb_changes.h"
#include "emulator/services/dynamodb/changes/dynamodb_streams.h"
#include "emulator/services/dynamodb/changes/dynamodb_ttl.h"
#include "emulator/services/dynamodb/store/dynamodb_chores.h"
#include "emulator/services/dynamodb/store/dynamodb_find.h"

#define INVALID         "One or more parameter values were invalid: "
#define TABLES_PER_PAGE 100

/* --- describing --------------------------------------------------------------------------------------------------- */

static void put_counts(struct call *c, struct doc *to, int64_t space, const char *bytes_member)
{
    int64_t items, bytes;

    ddb_store_space_count(c, space, &items, &bytes);
    doc_put_int(to, bytes_member, bytes);
    doc_put_int(to, "ItemCount", items);
}

/* The index's entry in either list of the description. */
static struct doc *index_entry(const struct doc *description, const struct ddb_index *index)
{
    const struct doc *list = doc_get(description, index->local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes");

    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_get_str(doc_at(list, i), "IndexName"), index->name)) return doc_at(list, i);
    return NULL;
}

static void set_statuses(struct doc *description, const char *status, const char *index_status)
{
    const struct doc *indexes = doc_get(description, "GlobalSecondaryIndexes");

    doc_put_cstr(description, "TableStatus", status);
    for (size_t i = 0; i < doc_count(indexes); i++) doc_put_cstr(doc_at(indexes, i), "IndexStatus", index_status);
}

static void renew_decreases(struct call *c, struct doc *description)
{
    const struct doc *indexes = doc_get(description, "GlobalSecondaryIndexes");

    ddb_decreases_renew(description, c->now_ms);
    for (size_t i = 0; i < doc_count(indexes); i++) ddb_decreases_renew(doc_at(indexes, i), c->now_ms);
}

/* Status and counts are not stored in the description but put into each answer. AWS: the answer to an update shows the
 * indexes still as they were, and one that is being made without its backfill. */
static void put_description(struct call *c, const char *member, struct doc *description, const struct ddb_table *table,
                            const char *status, bool is_updating)
{
    set_statuses(description, status, is_updating ? "ACTIVE" : status);
    renew_decreases(c, description);
    put_counts(c, description, table->space, "TableSizeBytes");
    for (int i = 0; i < table->index_count; i++) {
        struct doc *entry = index_entry(description, &table->indexes[i]);
        if (!entry) continue;
        put_counts(c, entry, table->indexes[i].space, "IndexSizeBytes");
        if (!table->indexes[i].cursor.data) continue;
        doc_put_cstr(entry, "IndexStatus", "CREATING");
        doc_put_bool(entry, "Backfilling", !is_updating); /* AWS: at first its resources are allocated */
    }
    doc_put(c->out, member, description);
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

/* Stream, tags and policy of a new table. */
static int check_features(struct call *c)
{
    struct span policy = doc_get_str(c->in, "ResourcePolicy");
    const char *error = ddb_stream_check(doc_get(c->in, "StreamSpecification"), true);

    if (!error) error = ddb_tags_check(&c->arena, doc_get(c->in, "Tags"));
    if (!error && policy.data) error = ddb_policy_check(&c->arena, policy);
    if (ddb_refuse(c, error) || (policy.data && ddb_policy_keep(c, &policy))) return -1;
    doc_put_str(c->in, "ResourcePolicy", policy);
    return 0;
}

/* AWS: observed. What CreateTable's answer does not tell yet. */
static void hide_of_new(const struct doc *in, struct doc *description)
{
    const struct doc *indexes = doc_get(description, "GlobalSecondaryIndexes");

    if (doc_get(in, "WarmThroughput")) doc_put_cstr(doc_get(description, "WarmThroughput"), "Status", "UPDATING");
    else doc_remove(description, SPAN("WarmThroughput"));
    for (size_t i = 0; i < doc_count(indexes); i++) doc_remove(doc_at(indexes, i), SPAN("WarmThroughput"));
    if (doc_get(description, "BillingModeSummary"))
        doc_remove(doc_get(description, "BillingModeSummary"), SPAN("LastUpdateToPayPerRequestDateTime"));
}

int dynamodb_create_table(struct call *c)
{
    const struct doc *stream = doc_get(c->in, "StreamSpecification");
    struct ddb_table table;
    struct doc *description;
    int64_t space;

    if (ddb_refuse(c, ddb_definition_check(&c->arena, c->in, &table))) return -1;
    if (doc_get(c->in, "GlobalTableSourceArn"))
        return fault(c, &fault_not_implemented, "CreateTable with GlobalTableSourceArn is not emulated yet");
    if (check_features(c) || ddb_quotas_check(c)) return -1;
    if (ddb_store_description(c, table.name, &space))
        return fault(c, &ddb_resource_in_use, "Table %s: %.*s",
                     ddb_store_making(c, table.name) == DDB_RESTORING ? "is being used" : "already exists",
                     SPAN_ARG(table.name));
    description = ddb_definition_describe(c, c->in);
    ddb_store_table_insert(c, &table, description);
    if (doc_get_bool(stream, "StreamEnabled", false)) {
        ddb_stream_update(c, table.space, description, stream);
        ddb_store_description_update(c, table.space, description);
    }
    ddb_resources_put(c, table.space, table.name, doc_get(c->in, "Tags"), doc_get_str(c->in, "ResourcePolicy"));
    put_description(c, "TableDescription", description, &table, "CREATING", false);
    hide_of_new(c->in, description);
    return 0;
}

int dynamodb_describe_table(struct call *c)
{
    struct ddb_table table;
    int64_t space;
    struct doc *description = ddb_description_require(c, &space);

    if (!description || !ddb_store_table_at_all(c, doc_get_str(c->in, "TableName"), &table)) return -1;
    put_description(c, "Table", description, &table,
                    ddb_store_making(c, table.name) == DDB_MADE ? "ACTIVE" : "CREATING", false);
    return 0;
}

int ddb_table_name_check(struct call *c)
{
    if (doc_get(c->in, "TableName")) return 0;
    return fault(c, &fault_validation, "The parameter 'TableName' is required but was not present in the request");
}

/* AWS: while it is being made, it can only be described: for an update one that is being restored is not there, and
 * neither can be deleted. */
static int refuse_deletion_of_unmade(struct call *c)
{
    struct span name = doc_get_str(c->in, "TableName");

    return ddb_store_making(c, name) == DDB_MADE ? 0 : ddb_refuse_unmade(c, name);
}

static int refuse_update_of_unmade(struct call *c)
{
    struct span name = doc_get_str(c->in, "TableName");

    if (ddb_store_making(c, name) != DDB_RESTORING) return refuse_deletion_of_unmade(c);
    return fault(c, &ddb_resource_not_found, "Requested resource not found: Table: %.*s not found", SPAN_ARG(name));
}

static int check_stream(struct call *c)
{
    const struct doc *stream = doc_get(c->in, "StreamSpecification"),
                     *indexes = doc_get(c->in, "GlobalSecondaryIndexUpdates");

    if (stream && doc_get(c->in, "ProvisionedThroughput"))
        return ddb_refuse(c, INVALID "You cannot modify stream status while updating table IOPS");
    for (size_t i = 0; stream && i < doc_count(indexes); i++)
        if (!doc_get(doc_at(indexes, i), "Update"))
            return ddb_refuse(c, INVALID "You cannot create or delete index while changing stream status");
    return ddb_refuse(c, ddb_stream_check(stream, false));
}

static int refuse_same_throughput(struct call *c, const struct doc *description)
{
    const struct doc *now = doc_get(description, "ProvisionedThroughput"),
                     *wanted = doc_get(c->in, "ProvisionedThroughput");
    int64_t reads = doc_get_int(wanted, "ReadCapacityUnits", 0), writes = doc_get_int(wanted, "WriteCapacityUnits", 0);

    if (!wanted || reads != doc_get_int(now, "ReadCapacityUnits", 0) ||
        writes != doc_get_int(now, "WriteCapacityUnits", 0))
        return 0;
    return fault(
        c, &fault_validation,
        "The provisioned throughput for the table will not change. The requested value equals the current value. "
        "Current ReadCapacityUnits provisioned for the table: %lld. Requested ReadCapacityUnits: %lld. "
        "Current WriteCapacityUnits provisioned for the table: %lld. Requested WriteCapacityUnits: %lld. "
        "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
        (long long)reads, (long long)reads, (long long)writes, (long long)writes);
}

static int update_description(struct call *c, struct doc *description)
{
    bool on_demand = ddb_definition_is_on_demand(c->in, description);
    const struct doc *throughput = doc_get(c->in, "ProvisionedThroughput");

    if (ddb_refuse(c, ddb_definition_check_billing_update(&c->arena, c->in, description))) return -1;
    if (refuse_same_throughput(c, description) || ddb_quotas_check(c)) return -1;
    if (throughput && ddb_decreases_note(c, description, throughput)) return -1;
    if (throughput || doc_get(c->in, "BillingMode")) ddb_definition_set_billing(c, description, c->in);
    return ddb_refuse(c, ddb_settings_update(c, description, on_demand));
}

/* AWS: observed. The rest is done at once, and the answer says ACTIVE. */
static bool takes_a_while(const struct doc *in)
{
    static const char *const members[] = { "BillingMode", "ProvisionedThroughput", "StreamSpecification",
                                           "TableClass" };
    const struct doc *updates = doc_get(in, "GlobalSecondaryIndexUpdates");

    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (doc_get(in, members[i])) return true;
    for (size_t i = 0; i < doc_count(updates); i++)
        if (!doc_get(doc_at(updates, i), "Update")) return true;
    return false;
}

/* The indexes whose throughput this request changes. */
static void mark_updated(const struct doc *in, const struct ddb_table *table, struct doc *description)
{
    const struct doc *updates = doc_get(in, "GlobalSecondaryIndexUpdates");

    for (size_t i = 0; i < doc_count(updates); i++)
        for (int j = 0; j < table->index_count; j++)
            if (span_eq(doc_get_str(doc_get(doc_at(updates, i), "Update"), "IndexName"), table->indexes[j].name))
                doc_put_cstr(index_entry(description, &table->indexes[j]), "IndexStatus", "UPDATING");
}

/* The entry of an index that this very request removed. */
static void put_removed(struct doc *description, struct doc *removed)
{
    struct doc *list = doc_get(description, "GlobalSecondaryIndexes");

    if (!removed) return;
    doc_put_cstr(removed, "IndexStatus", "DELETING");
    doc_append(list ? list : doc_put_list(description, "GlobalSecondaryIndexes"), removed);
}

int dynamodb_update_table(struct call *c)
{
    struct ddb_table table;
    struct doc *removed;
    int64_t space;
    struct doc *description;

    if (ddb_refuse(c, ddb_settings_check_company(c->in)) || check_stream(c) || ddb_indexes_check(c)) return -1;
    if (doc_get(c->in, "ReplicaUpdates"))
        return fault(c, &fault_not_implemented, "UpdateTable with ReplicaUpdates is not emulated yet");
    description = ddb_description_require(c, &space);
    if (!description || refuse_update_of_unmade(c)) return -1;
    if (ddb_table_require_with_indexes(c, doc_get_str(c->in, "TableName"), &table)) return -1;
    if (ddb_stream_update(c, space, description, doc_get(c->in, "StreamSpecification"))) return -1;
    if (update_description(c, description)) return -1;
    if (ddb_indexes_update(c, &table, description, &removed)) return -1;
    ddb_store_description_update(c, space, description);
    put_description(c, "TableDescription", description, &table, takes_a_while(c->in) ? "UPDATING" : "ACTIVE", true);
    mark_updated(c->in, &table, description);
    if (doc_get(c->in, "SSESpecification"))
        doc_put_cstr(doc_get(description, "SSEDescription") ? doc_get(description, "SSEDescription")
                                                            : doc_put_map(description, "SSEDescription"),
                     "Status", "UPDATING");
    put_removed(description, removed);
    return 0;
}

static void features_leave(struct call *c, const struct ddb_table *table)
{
    if (table->stream) ddb_stream_of_deleted(c, table->stream);
    ddb_resources_of_deleted(c, table->space, table->name);
    ddb_store_table_leave(c, table->space);
    chore_wake(c, &ddb_expiry);
    chore_wake(c, &ddb_prune);
}

int dynamodb_delete_table(struct call *c)
{
    static const char *const hidden[] = { "AttributeDefinitions", "KeySchema", "CreationDateTime",
                                          "LocalSecondaryIndexes", "GlobalSecondaryIndexes" };
    bool is_kept; /* as a backup */
    struct ddb_table table;
    int64_t space;
    struct doc *description = ddb_description_require(c, &space);

    if (!description || refuse_deletion_of_unmade(c)) return -1;
    if (ddb_table_require_with_indexes(c, doc_get_str(c->in, "TableName"), &table)) return -1;
    if (doc_get_bool(description, "DeletionProtectionEnabled", false))
        return fault(
            c, &fault_validation,
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
    for (int i = 0; i < table.index_count; i++)
        if (table.indexes[i].cursor.data)
            return fault(
                c, &ddb_resource_in_use,
                "Attempt to change a resource which is still in use: Cannot delete table while indexes are being "
                "created, updated, or deleted.");
    is_kept = ddb_backup_of_deleted(c, space, description);
    put_description(c, "TableDescription", description, &table, "DELETING", false);
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) doc_remove(description, span_of(hidden[i]));
    features_leave(c, &table);
    ddb_store_table_delete(c, space, is_kept);
    chore_wake(c, &ddb_sweep);
    return 0;
}

int dynamodb_list_tables(struct call *c)
{
    int64_t limit = doc_get_int(c->in, "Limit", TABLES_PER_PAGE);
    struct doc *names = doc_put_list(c->out, "TableNames");

    ddb_store_table_names(c, doc_get_str(c->in, "ExclusiveStartTableName"), limit + 1, names);
    if ((int64_t)doc_count(names) <= limit) return 0;
    names->list.count--;
    doc_put_str(c->out, "LastEvaluatedTableName", doc_text(doc_at(names, (size_t)limit - 1)));
    return 0;
}
