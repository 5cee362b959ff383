/* Backups are rows in a space of their own, copied while the table is written to; point-in-time recovery is the journal
 * kept on.
 *
 * AWS: a backup takes a moment, a restore minutes; both go on here until they are done, however long, and after a
 * restart. */
#include "emulator/services/dynamodb/history/dynamodb_backups.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"
#include "emulator/services/dynamodb/store/dynamodb_backups_store.h"
#include "emulator/services/dynamodb/changes/dynamodb_changes.h"
#include "emulator/services/dynamodb/store/dynamodb_sweep.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/history/dynamodb_restores.h"
#include "emulator/services/dynamodb/changes/dynamodb_ttl.h"
#include "emulator/services/dynamodb/items/dynamodb_writes.h"
#include "emulator/services/dynamodb/store/dynamodb_chores.h"

#define DAY_MS             ((int64_t)24 * 3600 * 1000)
#define RECOVERY_DAYS      35
#define SYSTEM_BACKUP_DAYS 35
#define PAGE_MAX           100

static const struct fault_kind ddb_backup_not_found = { "BackupNotFoundException", 400, SENDER };
const struct fault_kind ddb_backup_in_use = { "BackupInUseException", 400, SENDER };
static const struct fault_kind ddb_backups_unavailable = { "ContinuousBackupsUnavailableException", 400, SENDER };
static const struct fault_kind ddb_table_not_found = { "TableNotFoundException", 400, SENDER };

int ddb_backup_table_require(struct call *c, struct span name, struct ddb_table *table)
{
    if (ddb_store_table(c, name, table)) return 0;
    return fault(c, &ddb_table_not_found, "Table not found: %.*s", SPAN_ARG(name));
}

/* AWS: one that is being imported is there, but not yet to be backed up. */
static int table_require(struct call *c, struct span name, struct ddb_table *table)
{
    if (ddb_store_making(c, name) != DDB_IMPORTING) return ddb_backup_table_require(c, name, table);
    return fault(c, &ddb_backups_unavailable, "Backups are being enabled for the table: %.*s. Please retry later",
                 SPAN_ARG(name));
}

int ddb_backup_require(struct call *c, struct span arn, struct ddb_backup *backup)
{
    struct ddb_arn parsed;

    if (!ddb_arn_parse(arn, &parsed) || !span_is(parsed.kind, "backup")) return ddb_refuse(c, "Invalid Backup ARN");
    if (!span_is(parsed.account, c->who.account)) return fault(c, &fault_access_denied, "Access is denied");
    if (ddb_store_backup(c, parsed.table, parsed.id, backup)) return 0;
    return fault(c, &ddb_backup_not_found, "Backup not found: %.*s", SPAN_ARG(arn));
}

/* --- making ------------------------------------------------------------------------------------------------------- */

static struct ddb_backup backup_of(struct call *c, int64_t space, const struct doc *description)
{
    struct ddb_backup backup = {
        .table_name = doc_get_str(description, "TableName"),
        .created_ms = c->now_ms,
        .description = json_text(&c->arena, description),
    };

    ddb_store_space_count(c, space, &backup.items, &backup.bytes);
    backup.ttl = doc_get_str(ddb_ttl_describe(c, space), "AttributeName");
    return backup;
}

static struct span backup_arn(struct call *c, const struct ddb_backup *backup)
{
    return ddb_arn_text(c, backup->table_name, "backup", backup->suffix);
}

static void put_details(struct call *c, struct doc *to, const struct ddb_backup *backup, const char *status)
{
    doc_put_str(to, "BackupArn", backup_arn(c, backup));
    doc_put_str(to, "BackupName", backup->name);
    doc_put_int(to, "BackupSizeBytes", backup->bytes);
    doc_put_cstr(to, "BackupStatus", status ? status : backup->is_creating ? "CREATING" : "AVAILABLE");
    doc_put_cstr(to, "BackupType", backup->type);
    doc_put_int(to, "BackupCreationDateTime", backup->created_ms);
    if (backup->expires_ms) doc_put_int(to, "BackupExpiryDateTime", backup->expires_ms);
}

int dynamodb_create_backup(struct call *c)
{
    struct span name = doc_get_str(c->in, "TableName");
    struct ddb_table table;
    struct ddb_backup backup;
    struct ddb_copy copy;

    if (table_require(c, name, &table)) return -1;
    backup = backup_of(c, table.space, ddb_store_description(c, name, &table.space));
    backup.name = doc_get_str(c->in, "BackupName");
    backup.type = "USER";
    backup.suffix = arena_format(&c->arena, "%014lld-%08x", (long long)c->now_ms, (unsigned)random_u64());
    backup.space = ddb_store_space_insert(c, backup.items, backup.bytes);
    ddb_store_backup_insert(c, &backup);
    copy = (struct ddb_copy){ .source = table.space,
                              .target = backup.space,
                              .after = ddb_store_journal_last(c, table.space, INT64_MAX) };
    ddb_store_copy_begin(c, &copy);
    chore_wake(c, &ddb_copying);
    put_details(c, doc_put_map(c->out, "BackupDetails"), &backup, "CREATING");
    return 0;
}

bool ddb_backup_of_deleted(struct call *c, int64_t space, const struct doc *description)
{
    struct ddb_backup backup;
    struct ddb_pitr pitr;

    ddb_store_pitr(c, space, &pitr);
    if (!pitr.since_ms) return false;
    backup = backup_of(c, space, description);
    backup.name = arena_format(&c->arena, "%.*s$DeletedTableBackup", SPAN_ARG(backup.table_name));
    backup.type = "SYSTEM";
    backup.suffix = arena_format(&c->arena, "%014lld-%08x", (long long)c->now_ms, 0U);
    backup.expires_ms = c->now_ms + SYSTEM_BACKUP_DAYS * DAY_MS;
    backup.space = space;
    ddb_store_backup_insert(c, &backup);
    chore_due(c, &ddb_backup_expiry, backup.expires_ms);
    return true;
}

bool ddb_backup_expiry_step(struct call *c, int64_t *due_ms)
{
    bool has_expired = ddb_store_backups_expire(c, due_ms);

    if (has_expired) chore_wake(c, &ddb_sweep);
    return has_expired;
}

/* --- describing --------------------------------------------------------------------------------------------------- */

static void put_copy(struct doc *to, const char *member, const struct doc *from)
{
    if (doc_get(from, member)) doc_put(to, member, doc_copy(doc_arena(to), doc_get(from, member)));
}

static void put_units(struct doc *to, const struct doc *from)
{
    struct doc *units = doc_put_map(to, "ProvisionedThroughput");
    const struct doc *now = doc_get(from, "ProvisionedThroughput");

    doc_put_int(units, "ReadCapacityUnits", doc_get_int(now, "ReadCapacityUnits", 0));
    doc_put_int(units, "WriteCapacityUnits", doc_get_int(now, "WriteCapacityUnits", 0));
}

static void put_indexes(struct doc *to, const char *member, const struct doc *description)
{
    const struct doc *indexes = doc_get(description, member);
    struct doc *list;

    if (!doc_count(indexes)) return;
    list = doc_put_list(to, member);
    for (size_t i = 0; i < doc_count(indexes); i++) {
        const struct doc *index = doc_at(indexes, i);
        struct doc *info = doc_append_map(list);
        put_copy(info, "IndexName", index);
        put_copy(info, "KeySchema", index);
        put_copy(info, "Projection", index);
        put_copy(info, "OnDemandThroughput", index);
        if (doc_get(index, "ProvisionedThroughput")) put_units(info, index);
    }
}

static void put_source(struct doc *to, const struct ddb_backup *backup, const struct doc *description)
{
    struct doc *source = doc_put_map(to, "SourceTableDetails");
    struct span mode = doc_get_str(doc_get(description, "BillingModeSummary"), "BillingMode");

    put_copy(source, "TableName", description);
    put_copy(source, "TableId", description);
    put_copy(source, "TableArn", description);
    doc_put_int(source, "TableSizeBytes", backup->bytes);
    put_copy(source, "KeySchema", description);
    doc_put_int(source, "TableCreationDateTime", doc_get_int(description, "CreationDateTime", 0));
    put_units(source, description);
    put_copy(source, "OnDemandThroughput", description);
    doc_put_int(source, "ItemCount", backup->items);
    doc_put_str(source, "BillingMode", mode.data ? mode : SPAN("PROVISIONED"));
}

static void put_features(struct doc *to, const struct ddb_backup *backup, const struct doc *description)
{
    struct doc *features = doc_put_map(to, "SourceTableFeatureDetails"), *ttl;

    put_indexes(features, "LocalSecondaryIndexes", description);
    put_indexes(features, "GlobalSecondaryIndexes", description);
    if (doc_get(description, "StreamSpecification"))
        doc_put(features, "StreamDescription", doc_copy(doc_arena(to), doc_get(description, "StreamSpecification")));
    put_copy(features, "SSEDescription", description);
    if (!backup->ttl.data) return;
    ttl = doc_put_map(features, "TimeToLiveDescription");
    doc_put_cstr(ttl, "TimeToLiveStatus", "ENABLED");
    doc_put_str(ttl, "AttributeName", backup->ttl);
}

static void put_description(struct call *c, const struct ddb_backup *backup, const char *status)
{
    struct doc *to = doc_put_map(c->out, "BackupDescription");
    const struct doc *description = json_parse(&c->arena, backup->description, NULL);

    put_details(c, doc_put_map(to, "BackupDetails"), backup, status);
    put_source(to, backup, description);
    put_features(to, backup, description);
}

int dynamodb_describe_backup(struct call *c)
{
    struct ddb_backup backup;

    if (ddb_backup_require(c, doc_get_str(c->in, "BackupArn"), &backup)) return -1;
    put_description(c, &backup, NULL);
    return 0;
}

int dynamodb_delete_backup(struct call *c)
{
    struct span arn = doc_get_str(c->in, "BackupArn");
    struct ddb_backup backup;

    if (ddb_backup_require(c, arn, &backup)) return -1;
    if (span_is(span_of(backup.type), "SYSTEM"))
        return fault(c, &fault_validation,
                     "Invalid Request: User is not allowed to delete the system backup with arn %.*s. It will "
                     "automatically expire on %lld",
                     SPAN_ARG(arn), (long long)backup.expires_ms);
    if (backup.is_creating) return fault(c, &ddb_backup_in_use, "Backup is being created: %.*s", SPAN_ARG(arn));
    if (backup.is_restoring)
        return fault(c, &ddb_backup_in_use, "Backup is being used to restore table: %.*s", SPAN_ARG(arn));
    ddb_store_backup_delete(c, &backup);
    chore_wake(c, &ddb_sweep);
    put_description(c, &backup, "DELETED");
    return 0;
}

/* --- listing ------------------------------------------------------------------------------------------------------ */

/* The cursor need not name a backup that there is: its ARN says where to go on. */
static int cursor_read(struct call *c, struct ddb_backup_filter *filter)
{
    struct span arn = doc_get_str(c->in, "ExclusiveStartBackupArn"), rest;
    struct ddb_arn parsed;

    filter->after_ms = -1;
    filter->after_suffix = SPAN("");
    if (!arn.data) return 0;
    if (!ddb_arn_parse(arn, &parsed) || !span_is(parsed.kind, "backup")) return ddb_refuse(c, "Invalid Backup ARN");
    if (!span_is(parsed.region, c->who.region))
        return ddb_refuse(c, "Invalid Request: The supplied ExclusiveStartBackupArn does not match the region");
    filter->after_suffix = rest = parsed.id;
    if (!span_int(span_sub(rest, 0, span_find(rest, '-')), &filter->after_ms))
        return ddb_refuse(c, "Invalid Backup ARN");
    return 0;
}

int dynamodb_list_backups(struct call *c)
{
    struct span type = doc_get_str(c->in, "BackupType");
    int limit = (int)doc_get_int(c->in, "Limit", PAGE_MAX), count;
    struct ddb_backup *backups = ARENA_ARRAY(&c->arena, struct ddb_backup, PAGE_MAX + 1);
    struct ddb_backup_filter filter = {
        .table_name = doc_get_str(c->in, "TableName"),
        .type = !type.data             ? "USER"
                : span_is(type, "ALL") ? NULL
                                       : arena_string(&c->arena, type),
        .from_ms = doc_get_int(c->in, "TimeRangeLowerBound", 0),
        .below_ms = doc_get_int(c->in, "TimeRangeUpperBound", INT64_MAX),
    };
    struct doc *list = doc_put_list(c->out, "BackupSummaries");

    if (filter.from_ms > filter.below_ms)
        return ddb_refuse(
            c, "One or more parameter values were invalid: Time range lower bound must be less than or equal "
               "to upper bound");
    if (cursor_read(c, &filter)) return -1;
    count = ddb_store_backups(c, &filter, backups, limit + 1);
    for (int i = 0; i < count && i < limit; i++) {
        const struct doc *description = json_parse(&c->arena, backups[i].description, NULL);
        struct doc *summary = doc_append_map(list);
        put_copy(summary, "TableName", description);
        put_copy(summary, "TableId", description);
        put_copy(summary, "TableArn", description);
        put_details(c, summary, &backups[i], NULL);
    }
    if (count > limit) doc_put_str(c->out, "LastEvaluatedBackupArn", backup_arn(c, &backups[limit - 1]));
    return 0;
}

/* --- point-in-time recovery --------------------------------------------------------------------------------------- */

void ddb_pitr_window(const struct call *c, const struct ddb_pitr *pitr, int64_t *earliest_ms, int64_t *latest_ms)
{
    int64_t horizon = c->now_ms - pitr->days * DAY_MS;

    *earliest_ms = pitr->since_ms > horizon ? pitr->since_ms : horizon;
    *latest_ms = c->now_ms; /* DIFFERS: AWS lags by some minutes */
}

static void put_continuous(struct call *c, int64_t space)
{
    struct doc *description = doc_put_map(c->out, "ContinuousBackupsDescription"), *recovery;
    struct ddb_pitr pitr;
    int64_t earliest, latest;

    ddb_store_pitr(c, space, &pitr);
    doc_put_cstr(description, "ContinuousBackupsStatus", "ENABLED");
    recovery = doc_put_map(description, "PointInTimeRecoveryDescription");
    doc_put_cstr(recovery, "PointInTimeRecoveryStatus", pitr.since_ms ? "ENABLED" : "DISABLED");
    if (!pitr.since_ms) return;
    ddb_pitr_window(c, &pitr, &earliest, &latest);
    doc_put_int(recovery, "RecoveryPeriodInDays", pitr.days);
    doc_put_int(recovery, "EarliestRestorableDateTime", earliest);
    doc_put_int(recovery, "LatestRestorableDateTime", latest);
}

int dynamodb_describe_continuous_backups(struct call *c)
{
    struct span name = doc_get_str(c->in, "TableName");
    struct ddb_table table;

    if (ddb_store_making(c, name) == DDB_IMPORTING) ddb_store_table_at_all(c, name, &table);
    else if (ddb_backup_table_require(c, name, &table)) return -1;
    put_continuous(c, table.space);
    return 0;
}

int dynamodb_update_continuous_backups(struct call *c)
{
    const struct doc *wanted = doc_get(c->in, "PointInTimeRecoverySpecification");
    bool enabled = doc_get_bool(wanted, "PointInTimeRecoveryEnabled", false);
    int64_t days = doc_get_int(wanted, "RecoveryPeriodInDays", 0);
    struct ddb_table table;
    struct ddb_pitr pitr;

    if (!enabled && days)
        return ddb_refuse(
            c, "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.");
    if (table_require(c, doc_get_str(c->in, "TableName"), &table)) return -1;
    ddb_store_pitr(c, table.space, &pitr);
    if (!enabled) pitr = (struct ddb_pitr){ 0 };
    else if (!pitr.since_ms) pitr = (struct ddb_pitr){ c->now_ms, RECOVERY_DAYS };
    if (days) pitr.days = days;
    ddb_store_pitr_set(c, table.space, &pitr);
    chore_wake(c, &ddb_prune);
    put_continuous(c, table.space);
    return 0;
}
