/* Amazon DynamoDB. The contents page: operations, and what runs before each.
 *
 *   a write:  wire → decode (below) → shape → prepare (values, expressions) → writer: dynamodb_writes.c → rows
 *   a read:   the same, on a snapshot: dynamodb_items.c, dynamodb_query.c
 *
 * Expressions: dynamodb_lexer, _parser → _conditions, _updates (and _apply), _keyconditions, _paths (projections), all
 * put together by dynamodb_expressions; dynamodb_legacy gives the same nodes. PartiQL: dynamodb_partiql_lexer, _parser
 * → dynamodb_statements → reads and writes. Names: handlers are dynamodb_OPERATION, all else within the service
 * ddb_NOUN_VERB.
 *
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/ */
#include <stdio.h>

#include "emulator/core/service.h"
#include "emulator/services/dynamodb/dynamodb_asks.h"
#include "emulator/services/dynamodb/dynamodb_condition_keys.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"
#include "emulator/services/dynamodb/history/dynamodb_backups.h"
#include "emulator/services/dynamodb/changes/dynamodb_changes.h"
#include "emulator/services/dynamodb/changes/dynamodb_streams.h"
#include "emulator/services/dynamodb/items/dynamodb_batches.h"
#include "emulator/services/dynamodb/store/dynamodb_sweep.h"
#include "emulator/services/dynamodb/store/dynamodb_table_cache.h"
#include "emulator/services/dynamodb/tables/dynamodb_fills.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/shapes/dynamodb_features_shapes.h"
#include "emulator/services/dynamodb/tables/dynamodb_indexes.h"
#include "emulator/services/dynamodb/items/dynamodb_items.h"
#include "emulator/services/dynamodb/partiql/dynamodb_partiql.h"
#include "emulator/services/dynamodb/items/dynamodb_query.h"
#include "emulator/services/dynamodb/tables/dynamodb_resources.h"
#include "emulator/services/dynamodb/history/dynamodb_restores.h"
#include "emulator/services/dynamodb/shapes/dynamodb_shapes.h"
#include "emulator/services/dynamodb/shapes/dynamodb_transfers_shapes.h"
#include "emulator/services/dynamodb/tables/dynamodb_tables.h"
#include "emulator/services/dynamodb/items/dynamodb_throttling.h"
#include "emulator/services/dynamodb/items/dynamodb_transactions.h"
#include "emulator/services/dynamodb/changes/dynamodb_ttl.h"
#include "emulator/services/dynamodb/history/dynamodb_expiry.h"
#include "emulator/services/dynamodb/store/dynamodb_chores.h"
#include "emulator/services/dynamodb/transfers/dynamodb_export_pieces.h"
#include "emulator/services/dynamodb/transfers/dynamodb_exports.h"
#include "emulator/services/dynamodb/transfers/dynamodb_import_pieces.h"
#include "emulator/services/dynamodb/transfers/dynamodb_imports.h"
#include "emulator/services/dynamodb/transfers/dynamodb_transfers.h"
#include "emulator/services/dynamodb/store/dynamodb_schema.h"
#include "emulator/services/dynamodb/values/dynamodb_values.h"
#include "emulator/wire/codecs.h"

static const struct operation operations[] = {
    { "CreateTable", &DdbCreateTableInput, &DdbCreateTableOutput, dynamodb_create_table, WRITES,
      .check = ddb_table_name_check, .asks = ddb_ask_table },
    { "DescribeTable", &DdbDescribeTableInput, &DdbDescribeTableOutput, dynamodb_describe_table,
      .check = ddb_table_name_check, .asks = ddb_ask_table },
    { "UpdateTable", &DdbUpdateTableInput, &DdbCreateTableOutput, dynamodb_update_table, WRITES,
      .check = ddb_table_name_check, .asks = ddb_ask_table },
    { "DeleteTable", &DdbDeleteTableInput, &DdbDeleteTableOutput, dynamodb_delete_table, WRITES,
      .check = ddb_table_name_check, .asks = ddb_ask_table },
    { "ListTables", &DdbListTablesInput, &DdbListTablesOutput, dynamodb_list_tables, .asks = ddb_ask_all },
    { "PutItem", &DdbPutItemInput, &DdbWriteItemOutput, dynamodb_put_item, WRITES, .prepare = dynamodb_put_item_prepare,
      .asks = ddb_ask_table },
    { "UpdateItem", &DdbUpdateItemInput, &DdbWriteItemOutput, dynamodb_update_item, WRITES,
      .prepare = dynamodb_update_item_prepare, .asks = ddb_ask_table },
    { "DeleteItem", &DdbDeleteItemInput, &DdbWriteItemOutput, dynamodb_delete_item, WRITES,
      .prepare = dynamodb_delete_item_prepare, .asks = ddb_ask_table },
    { "GetItem", &DdbGetItemInput, &DdbGetItemOutput, dynamodb_get_item, .prepare = dynamodb_get_item_prepare,
      .asks = ddb_ask_table },
    { "Query", &DdbQueryInput, &DdbQueryOutput, dynamodb_query, .prepare = dynamodb_query_prepare,
      .asks = ddb_ask_table_or_index },
    { "Scan", &DdbScanInput, &DdbQueryOutput, dynamodb_scan, .prepare = dynamodb_scan_prepare,
      .asks = ddb_ask_table_or_index },
    { "BatchGetItem", &DdbBatchGetItemInput, &DdbBatchGetItemOutput, dynamodb_batch_get_item,
      .check = dynamodb_batch_get_item_check, .prepare = dynamodb_batch_get_item_prepare, .asks = ddb_ask_batch },
    { "BatchWriteItem", &DdbBatchWriteItemInput, &DdbBatchWriteItemOutput, dynamodb_batch_write_item, WRITES,
      .prepare = dynamodb_batch_write_item_prepare, .asks = ddb_ask_batch },
    { "TransactGetItems", &DdbTransactGetItemsInput, &DdbTransactGetItemsOutput, dynamodb_transact_get_items,
      .prepare = dynamodb_transact_get_items_prepare, .asks = ddb_ask_transact_get },
    { "TransactWriteItems", &DdbTransactWriteItemsInput, &DdbTransactWriteItemsOutput, dynamodb_transact_write_items,
      WRITES, .prepare = dynamodb_transact_write_items_prepare, .asks = ddb_ask_transact_write,
      .idempotency_token = "ClientRequestToken" },
    { "ExecuteStatement", &DdbExecuteStatementInput, &DdbExecuteStatementOutput, dynamodb_execute_statement, WRITES,
      .prepare = dynamodb_execute_statement_prepare, .asks = ddb_ask_statement },
    { "BatchExecuteStatement", &DdbBatchExecuteStatementInput, &DdbBatchExecuteStatementOutput,
      dynamodb_batch_execute_statement, WRITES, .prepare = dynamodb_batch_execute_statement_prepare,
      .asks = ddb_ask_statements },
    { "ExecuteTransaction", &DdbExecuteTransactionInput, &DdbExecuteTransactionOutput, dynamodb_execute_transaction,
      WRITES, .prepare = dynamodb_execute_transaction_prepare, .asks = ddb_ask_transact_statements,
      .idempotency_token = "ClientRequestToken" },
    { "UpdateTimeToLive", &DdbUpdateTimeToLiveInput, &DdbUpdateTimeToLiveOutput, dynamodb_update_time_to_live, WRITES,
      .asks = ddb_ask_table },
    { "DescribeTimeToLive", &DdbDescribeTimeToLiveInput, &DdbDescribeTimeToLiveOutput, dynamodb_describe_time_to_live,
      .asks = ddb_ask_table },
    { "CreateBackup", &DdbCreateBackupInput, &DdbCreateBackupOutput, dynamodb_create_backup, WRITES,
      .asks = ddb_ask_table },
    { "DescribeBackup", &DdbBackupArnInput, &DdbBackupDescriptionOutput, dynamodb_describe_backup,
      .asks = ddb_ask_backup },
    { "ListBackups", &DdbListBackupsInput, &DdbListBackupsOutput, dynamodb_list_backups, .asks = ddb_ask_table },
    { "DeleteBackup", &DdbBackupArnInput, &DdbBackupDescriptionOutput, dynamodb_delete_backup, WRITES,
      .asks = ddb_ask_backup },
    { "RestoreTableFromBackup", &DdbRestoreTableFromBackupInput, &DdbCreateTableOutput,
      dynamodb_restore_table_from_backup, WRITES, .asks = ddb_ask_restore },
    { "UpdateContinuousBackups", &DdbUpdateContinuousBackupsInput, &DdbContinuousBackupsOutput,
      dynamodb_update_continuous_backups, WRITES, .asks = ddb_ask_table },
    { "DescribeContinuousBackups", &DdbDescribeContinuousBackupsInput, &DdbContinuousBackupsOutput,
      dynamodb_describe_continuous_backups, .asks = ddb_ask_table },
    { "RestoreTableToPointInTime", &DdbRestoreTableToPointInTimeInput, &DdbCreateTableOutput,
      dynamodb_restore_table_to_point_in_time, WRITES, .asks = ddb_ask_restore_to_time },
    { "ExportTableToPointInTime", &DdbExportTableToPointInTimeInput, &DdbExportDescriptionOutput,
      dynamodb_export_table_to_point_in_time, WRITES, .prepare = dynamodb_export_table_prepare,
      .asks = ddb_ask_exported, .idempotency_token = "ClientToken" },
    { "DescribeExport", &DdbDescribeExportInput, &DdbExportDescriptionOutput, dynamodb_describe_export,
      .asks = ddb_ask_export },
    { "ListExports", &DdbListExportsInput, &DdbListExportsOutput, dynamodb_list_exports },
    { "ImportTable", &DdbImportTableInput, &DdbImportDescriptionOutput, dynamodb_import_table, WRITES,
      .prepare = dynamodb_import_table_prepare, .asks = ddb_ask_import, .idempotency_token = "ClientToken" },
    { "DescribeImport", &DdbDescribeImportInput, &DdbImportDescriptionOutput, dynamodb_describe_import,
      .asks = ddb_ask_import_arn },
    { "ListImports", &DdbListImportsInput, &DdbListImportsOutput, dynamodb_list_imports },
    { "TagResource", &DdbTagResourceInput, &Nothing, dynamodb_tag_resource, WRITES, .asks = ddb_ask_resource },
    { "UntagResource", &DdbUntagResourceInput, &Nothing, dynamodb_untag_resource, WRITES, .asks = ddb_ask_resource },
    { "ListTagsOfResource", &DdbListTagsOfResourceInput, &DdbListTagsOfResourceOutput, dynamodb_list_tags_of_resource,
      .asks = ddb_ask_resource },
    { "PutResourcePolicy", &DdbPutResourcePolicyInput, &DdbResourcePolicyOutput, dynamodb_put_resource_policy, WRITES,
      .asks = ddb_ask_resource },
    { "GetResourcePolicy", &DdbGetResourcePolicyInput, &DdbResourcePolicyOutput, dynamodb_get_resource_policy,
      .asks = ddb_ask_resource },
    { "DeleteResourcePolicy", &DdbDeleteResourcePolicyInput, &DdbResourcePolicyOutput, dynamodb_delete_resource_policy,
      WRITES, .asks = ddb_ask_resource },
    { "DescribeLimits", &Nothing, &DdbDescribeLimitsOutput, dynamodb_describe_limits, NO_DATABASE },
    { "DescribeEndpoints", &Nothing, &DdbDescribeEndpointsOutput, dynamodb_describe_endpoints, NO_DATABASE },
    { 0 },
};

/* --- resolving: attribute values, and ARNs to names ------------------------------------------------------- */

struct resolving {
    struct call *c;
    bool has_own; /* a table was named that is the caller's */
};

static int decode(struct resolving *r, const struct shape *shape, struct doc *value);

/* AWS: what makes a table names none of another account's. */
static bool takes_other_accounts(const struct operation *o)
{
    return !span_starts(span_of(o->name), "Create") && !span_starts(span_of(o->name), "Restore");
}

static int refuse_account(struct call *c, struct span arn)
{
    return fault(c, &fault_access_denied,
                 "User: %s is not authorized to perform: dynamodb:%s on resource: %.*s because no resource-based "
                 "policy allows the dynamodb:%s action",
                 c->who.arn, c->operation->name, SPAN_ARG(arn), c->operation->name);
}

/* DIFFERS: all tables of a call are of one account. */
static int refuse_mixture(struct call *c)
{
    return fault(c, &fault_not_implemented, "Nube does not emulate calls to tables of several accounts");
}

static int resolve_owner(struct resolving *r, struct span account, struct span arn)
{
    struct call *c = r->c;

    if (span_is(account, c->who.account)) {
        r->has_own = true;
    } else {
        if (!takes_other_accounts(c->operation) || account.size != 12) return refuse_account(c, arn);
        if (c->owner[0] && !span_is(account, c->owner)) return refuse_mixture(c);
        snprintf(c->owner, sizeof c->owner, "%.*s", SPAN_ARG(account));
    }
    return c->owner[0] && r->has_own ? refuse_mixture(c) : 0;
}

/* AWS: wherever a table is named, its ARN will do. We look tables up by name, in the caller's own account or in the one
 * that the ARN names, and in the caller's region. */
static int resolve_name(struct resolving *r, struct span *name)
{
    struct ddb_arn arn;

    if (!span_starts(*name, "arn:") || !ddb_arn_parse(*name, &arn))
        return resolve_owner(r, span_of(r->c->who.account), *name);
    if (!span_is(arn.region, r->c->who.region))
        return fault(r->c, &fault_validation, "1 validation error detected: Invalid AWS region in '%.*s'",
                     SPAN_ARG(*name));
    if (resolve_owner(r, arn.account, *name)) return -1;
    *name = arn.table;
    return 0;
}

static int resolve_text(struct resolving *r, struct doc *d)
{
    struct span name = doc_chars(d);

    if (resolve_name(r, &name)) return -1;
    if (name.size < d->text.size) doc_set_chars(d, name);
    return 0;
}

/* Of a map by tables. AWS: a batch's answer has the names as they were given, so they are
 * left for its prepare, in c->scratch. */
static int resolve_names(struct resolving *r, struct doc *map)
{
    struct doc *given = r->c->scratch = doc_list(&r->c->arena);

    for (uint32_t i = 0; i < map->map.count; i++) {
        struct span before = map->map.members[i].name;
        doc_append_str(given, before);
        if (resolve_name(r, &map->map.members[i].name)) return -1;
    }
    doc_renamed(map);
    return 0;
}

static int decode_members(struct resolving *r, const struct shape *shape, struct doc *value)
{
    if (!doc_is(value, DOC_MAP)) return 0;
    for (uint32_t i = 0; i < value->map.count; i++) {
        const struct member *m = shape_member(shape, value->map.members[i].name);
        if (m && decode(r, m->shape, value->map.members[i].value)) return -1;
    }
    return 0;
}

static int decode_elements(struct resolving *r, const struct shape *shape, struct doc *value)
{
    bool is_map = value->kind == DOC_MAP;

    if (is_map && shape->key == &DdbTableName && resolve_names(r, value)) return -1;
    for (size_t i = 0; i < doc_count(value); i++)
        if (decode(r, shape->element, is_map ? value->map.members[i].value : doc_items(value)[i])) return -1;
    return 0;
}

static int decode(struct resolving *r, const struct shape *shape, struct doc *value)
{
    const char *error;

    if (shape == &DdbAttributeValue) {
        error = r->c->caller ? NULL : ddb_value_decode(value); /* what came over the wire, the codec has decoded */
        return error ? fault(r->c, &fault_serialization, "%s", error) : 0;
    }
    if (shape == &DdbTableName && doc_is(value, DOC_STRING)) return resolve_text(r, value);
    if (shape->type == T_STRUCTURE) return decode_members(r, shape, value);
    return shape->type == T_LIST || shape->type == T_MAP ? decode_elements(r, shape, value) : 0;
}

/* A parked or repeated call comes again. */
static int resolve(struct call *c)
{
    struct resolving r = { .c = c };
    struct doc *given = doc_get(c->in, "TableName");

    c->owner[0] = 0;
    if (decode(&r, c->operation->input, c->in)) return -1;
    return given && doc_is(given, DOC_STRING) && span_starts(doc_chars(given), "arn:") ? resolve_text(&r, given) : 0;
}

static const struct page pages[] = { { "POST", "/_nube/dynamodb/throttling", ddb_throttling_serve }, { 0 } };

static int start(void)
{
    ddb_table_cache_start();
    ddb_transfers_start();
    return 0;
}

static void reset(void)
{
    ddb_transfers_stop();
    ddb_throttling_reset();
}

static const char *const policy_tables[] = { "ddb_policies", NULL };

const struct service dynamodb_service = {
    .name = "dynamodb",
    .title = "Amazon DynamoDB",
    .target_prefix = "DynamoDB_20120810",
    .error_namespace = "com.amazonaws.dynamodb.v20120810",
    .wire = WIRE_CRC32 | WIRE_GZIP | WIRE_OWN_JSON | WIRE_LONG_ID,
    .codecs = CODECS(&aws_json_1_0),
    .head_bytes_max = 16 * 1024,
    .body_bytes_max = 16 * 1024 * 1024,
    .operations = operations,
    .resolve = resolve,
    .resource_policy = ddb_resource_policy,
    .policy_tables = policy_tables,
    .resource_tags = ddb_resource_tags,
    .condition_keys = ddb_condition_keys,
    .schema = ddb_schema_scripts,
    .start = start,
    .stop = ddb_transfers_stop,
    .reset = reset,
    .chores = CHORES({ &ddb_sweep, ddb_sweep_step }, { &ddb_fill, ddb_fill_step }, { &ddb_expiry, ddb_expiry_step },
                     { &ddb_trim, ddb_trim_step }, { &ddb_prune, ddb_prune_step }, { &ddb_copying, ddb_copying_step },
                     { &ddb_backup_expiry, ddb_backup_expiry_step }),
    .deliveries = DELIVERIES(&ddb_export_delivery, &ddb_import_delivery),
    .pages = pages,
};
