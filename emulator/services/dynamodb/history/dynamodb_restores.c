/* The new table is made by CreateTable's own rules from the source's description and what the request overrides; it is
 * out of sight but for DescribeTable until all its rows are there.
 *
 * AWS: streams, time to live, tags, policies, table class and protection are not restored. Errors come in the order of
 * the checks here. */
#include "emulator/services/dynamodb/history/dynamodb_restores.h"

#include "emulator/base/json.h"
#include "emulator/base/times.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"
#include "emulator/services/dynamodb/history/dynamodb_backups.h"
#include "emulator/services/dynamodb/changes/dynamodb_changes.h"
#include "emulator/services/dynamodb/store/dynamodb_sweep.h"
#include "emulator/services/dynamodb/definition/dynamodb_definition.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/items/dynamodb_writes.h"
#include "emulator/services/dynamodb/store/dynamodb_backups_store.h"
#include "emulator/services/dynamodb/store/dynamodb_chores.h"

#define INVALID "Invalid Request: "

static const struct fault_kind table_already_exists = { "TableAlreadyExistsException", 400, SENDER };
static const struct fault_kind table_in_use = { "TableInUseException", 400, SENDER };
static const struct fault_kind invalid_restore_time = { "InvalidRestoreTimeException", 400, SENDER };
static const struct fault_kind recovery_unavailable = { "PointInTimeRecoveryUnavailableException", 400, SENDER };

/* --- the new table's definition ----------------------------------------------------------------------------------- */

static void put_copy(struct doc *to, const char *member, const struct doc *value)
{
    if (value) doc_put(to, member, doc_copy(doc_arena(to), value));
}

static bool is_on_demand(const struct doc *in)
{
    return span_is(doc_get_str(in, "BillingMode"), "PAY_PER_REQUEST");
}

static void put_units(struct doc *to, const struct doc *throughput)
{
    struct doc *units = doc_put_map(to, "ProvisionedThroughput");

    doc_put_int(units, "ReadCapacityUnits", doc_get_int(throughput, "ReadCapacityUnits", 0));
    doc_put_int(units, "WriteCapacityUnits", doc_get_int(throughput, "WriteCapacityUnits", 0));
}

/* NULL or the text of a ValidationException. */
static const char *define_billing(const struct call *c, const struct doc *source, struct doc *in)
{
    struct span now = doc_get_str(doc_get(source, "BillingModeSummary"), "BillingMode");
    struct span override = doc_get_str(c->in, "BillingModeOverride");
    const struct doc *throughput = doc_get(c->in, "ProvisionedThroughputOverride");
    const struct doc *maxima = doc_get(c->in, "OnDemandThroughputOverride");
    bool was_on_demand = span_is(now, "PAY_PER_REQUEST");

    doc_put_str(in, "BillingMode", override.data ? override : now.data ? now : SPAN("PROVISIONED"));
    if (throughput && is_on_demand(in))
        return override.data ? INVALID
                   "Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST"
                             : INVALID "Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED";
    if (!throughput && !is_on_demand(in) && was_on_demand)
        return INVALID "Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED";
    if (!is_on_demand(in)) put_units(in, throughput ? throughput : doc_get(source, "ProvisionedThroughput"));
    if (is_on_demand(in)) put_copy(in, "OnDemandThroughput", maxima ? maxima : doc_get(source, "OnDemandThroughput"));
    return NULL;
}

/* The source's index that is like the wanted one but for its name, or NULL. */
static const struct doc *index_like(const struct doc *indexes, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(indexes); i++)
        if (doc_equal(doc_get(doc_at(indexes, i), "KeySchema"), doc_get(wanted, "KeySchema")) &&
            doc_equal(doc_get(doc_at(indexes, i), "Projection"), doc_get(wanted, "Projection")))
            return doc_at(indexes, i);
    return NULL;
}

/* Without an override all indexes come along; with one, only those that it names. */
static const char *define_indexes(const struct call *c, const struct doc *source, struct doc *in, const char *member,
                                  const char *override_member)
{
    const struct doc *now = doc_get(source, member), *override = doc_get(c->in, override_member);
    const struct doc *wanted = override ? override : now;
    struct doc *list;

    if (!doc_count(wanted)) return NULL;
    list = doc_put_list(in, member);
    for (size_t i = 0; i < doc_count(wanted); i++) {
        const struct doc *like = index_like(now, doc_at(wanted, i));
        const struct doc *throughput = doc_get(doc_at(wanted, i), "ProvisionedThroughput");
        struct doc *index = doc_append_map(list);
        doc_put_str(index, "IndexName", doc_get_str(doc_at(wanted, i), "IndexName"));
        if (!like)
            return arena_printf(doc_arena(in),
                                INVALID
                                "Index %.*s does not match a secondary index that existed in the source table and "
                                "cannot be created during the restore operation",
                                SPAN_ARG(doc_get_str(index, "IndexName")));
        put_copy(index, "KeySchema", doc_get(like, "KeySchema"));
        put_copy(index, "Projection", doc_get(like, "Projection"));
        if (!is_on_demand(in) && span_is(span_of(member), "GlobalSecondaryIndexes"))
            put_units(index, throughput ? throughput : doc_get(like, "ProvisionedThroughput"));
        if (is_on_demand(in)) put_copy(index, "OnDemandThroughput", doc_get(doc_at(wanted, i), "OnDemandThroughput"));
    }
    return NULL;
}

static bool is_key(const struct doc *of, struct span name)
{
    const struct doc *keys = doc_get(of, "KeySchema");

    for (size_t i = 0; i < doc_count(keys); i++)
        if (span_eq(doc_get_str(doc_at(keys, i), "AttributeName"), name)) return true;
    return false;
}

static bool is_index_key(const struct doc *indexes, struct span name)
{
    for (size_t i = 0; i < doc_count(indexes); i++)
        if (is_key(doc_at(indexes, i), name)) return true;
    return false;
}

/* Only the attributes that a key still needs. */
static void define_attributes(const struct doc *source, struct doc *in)
{
    const struct doc *definitions = doc_get(source, "AttributeDefinitions");
    struct doc *list = doc_put_list(in, "AttributeDefinitions");

    for (size_t i = 0; i < doc_count(definitions); i++) {
        struct span name = doc_get_str(doc_at(definitions, i), "AttributeName");
        if (is_key(in, name) || is_index_key(doc_get(in, "LocalSecondaryIndexes"), name) ||
            is_index_key(doc_get(in, "GlobalSecondaryIndexes"), name))
            doc_append(list, doc_copy(doc_arena(in), doc_at(definitions, i)));
    }
}

/* The source's encryption, unless another is given. */
static void define_encryption(const struct call *c, const struct doc *source, struct doc *in)
{
    const struct doc *override = doc_get(c->in, "SSESpecificationOverride"), *now = doc_get(source, "SSEDescription");
    struct doc *sse;

    put_copy(in, "SSESpecification", override);
    if (override || !now) return;
    sse = doc_put_map(in, "SSESpecification");
    doc_put_bool(sse, "Enabled", true);
    doc_put_cstr(sse, "SSEType", "KMS");
    put_copy(sse, "KMSMasterKeyId", doc_get(now, "KMSMasterKeyArn"));
}

/* A CreateTable that makes the new table, NULL with the fault. */
static struct doc *define(struct call *c, const struct doc *source)
{
    struct doc *in = doc_map(&c->arena);
    const char *error;

    doc_put_str(in, "TableName", doc_get_str(c->in, "TargetTableName"));
    put_copy(in, "KeySchema", doc_get(source, "KeySchema"));
    error = define_billing(c, source, in);
    if (!error) error = define_indexes(c, source, in, "LocalSecondaryIndexes", "LocalSecondaryIndexOverride");
    if (!error) error = define_indexes(c, source, in, "GlobalSecondaryIndexes", "GlobalSecondaryIndexOverride");
    define_attributes(source, in);
    define_encryption(c, source, in);
    return ddb_refuse(c, error) ? NULL : in;
}

/* --- making it ---------------------------------------------------------------------------------------------------- */

static int check_target(struct call *c, struct span backup_arn)
{
    struct span name = doc_get_str(c->in, "TargetTableName");
    int64_t space;

    if (!ddb_store_description(c, name, &space)) return 0;
    if (ddb_store_making(c, name) != DDB_RESTORING)
        return fault(c, &table_already_exists, "Table already exists: %.*s", SPAN_ARG(name));
    if (!backup_arn.data) return fault(c, &table_in_use, "Table: %.*s is already being restored", SPAN_ARG(name));
    return fault(c, &table_in_use, "Table: %.*s is already being restored from backup: %.*s", SPAN_ARG(name),
                 SPAN_ARG(backup_arn));
}

static void put_summary(struct doc *description, struct span backup_arn, const struct doc *source, int64_t at_ms)
{
    struct doc *summary = doc_put_map(description, "RestoreSummary");

    doc_put_str(summary, "SourceBackupArn", backup_arn);
    put_copy(summary, "SourceTableArn", doc_get(source, "TableArn"));
    doc_put_int(summary, "RestoreDateTime", at_ms);
    doc_put_bool(summary, "RestoreInProgress", true);
}

/* Makes the table and begins the copy, whose target it becomes. */
static int restore(struct call *c, const struct doc *source, struct span backup_arn, int64_t at_ms,
                   struct ddb_copy *copy)
{
    struct ddb_table table;
    struct doc *in = define(c, source), *description, *answer;

    if (!in || ddb_refuse(c, ddb_definition_check(&c->arena, in, &table))) return -1;
    description = ddb_definition_describe(c, in);
    put_summary(description, backup_arn, source, at_ms);
    ddb_store_table_insert(c, &table, description);
    ddb_store_making_set(c, table.space, DDB_RESTORING);
    copy->target = table.space;
    copy->is_restore = true;
    ddb_store_copy_begin(c, copy);
    chore_wake(c, &ddb_copying);
    answer = doc_copy(&c->arena, description);
    doc_put_cstr(answer, "TableStatus", "CREATING");
    doc_put_int(answer, "TableSizeBytes", 0);
    doc_put_int(answer, "ItemCount", 0);
    doc_put(c->out, "TableDescription", answer);
    return 0;
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

int dynamodb_restore_table_from_backup(struct call *c)
{
    struct span arn = doc_get_str(c->in, "BackupArn");
    struct ddb_backup backup;
    struct ddb_copy copy;

    if (ddb_backup_require(c, arn, &backup) || check_target(c, arn)) return -1;
    if (backup.is_creating) return fault(c, &ddb_backup_in_use, "Backup is being created: %.*s", SPAN_ARG(arn));
    if (backup.is_restoring)
        return fault(c, &ddb_backup_in_use, "Backup is being used to restore another table: %.*s", SPAN_ARG(arn));
    copy = (struct ddb_copy){ .source = backup.space, .after = -1 };
    return restore(c, json_parse(&c->arena, backup.description, NULL), arn, backup.created_ms, &copy);
}

static int check_request(struct call *c, struct span *table_name)
{
    struct span arn = doc_get_str(c->in, "SourceTableArn");
    bool has_time = doc_get(c->in, "RestoreDateTime") != NULL,
         latest = doc_get_bool(c->in, "UseLatestRestorableTime", false);
    struct ddb_arn parsed;

    *table_name = doc_get_str(c->in, "SourceTableName");
    if (arn.data && table_name->data)
        return ddb_refuse(c, "Must provide exactly one of: sourceTableArn, sourceTableName");
    if (!arn.data && !table_name->data)
        return ddb_refuse(c, "The parameter 'TableName' is required but was not present in the request");
    if (has_time && latest)
        return ddb_refuse(c, INVALID "Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time "
                                     "restore request. Please specify only one of them.");
    if (!has_time && !latest)
        return ddb_refuse(c, INVALID
                          "Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both");
    if (!arn.data) return 0;
    if (!ddb_arn_parse(arn, &parsed) || parsed.kind.data) return ddb_refuse(c, "sourceTableArn is not a valid ARN");
    if (!span_is(parsed.account, c->who.account))
        return ddb_refuse(c, "This action is only supported by accounts that match the resource owner’s account.");
    *table_name = parsed.table;
    return 0;
}

/* In whole seconds, as AWS writes the bounds. */
static struct span second_text(struct call *c, int64_t ms)
{
    struct span text = time_iso8601(&c->arena, ms);

    return arena_format(&c->arena, "%.*sZ", SPAN_ARG(span_sub(text, 0, 19)));
}

static int moment_require(struct call *c, const struct ddb_pitr *pitr, int64_t *at_ms)
{
    int64_t earliest, latest;

    ddb_pitr_window(c, pitr, &earliest, &latest);
    *at_ms = doc_get_int(c->in, "RestoreDateTime", latest);
    /* The earliest is told in whole seconds, so its own second counts. */
    if (*at_ms >= earliest / 1000 * 1000 && *at_ms <= latest) return 0;
    return fault(
        c, &invalid_restore_time,
        "RestoreDateTime '%.*s' must be within EarliestRestorableDateTime '%.*s' and LatestRestorableDateTime '%.*s'",
        SPAN_ARG(second_text(c, *at_ms)), SPAN_ARG(second_text(c, earliest)), SPAN_ARG(second_text(c, latest)));
}

int dynamodb_restore_table_to_point_in_time(struct call *c)
{
    struct span name, none = { NULL, 0 };
    struct ddb_table source;
    struct ddb_pitr pitr;
    struct ddb_copy copy;
    int64_t at_ms;

    if (check_request(c, &name) || ddb_backup_table_require(c, name, &source)) return -1;
    ddb_store_pitr(c, source.space, &pitr);
    if (!pitr.since_ms)
        return fault(c, &recovery_unavailable, "Point in time recovery is not enabled for table '%.*s'",
                     SPAN_ARG(name));
    if (moment_require(c, &pitr, &at_ms) || check_target(c, none)) return -1;
    copy = (struct ddb_copy){ .source = source.space, .after = ddb_store_journal_last(c, source.space, at_ms) };
    return restore(c, ddb_store_description(c, name, &source.space), none, at_ms, &copy);
}

/* --- copying ------------------------------------------------------------------------------------------------------ */

struct target {
    int64_t space;
    struct ddb_write write; /* of a restore */
};

static void put_in_backup(struct call *c, void *arg, struct span key, int64_t size, struct span item)
{
    const struct target *target = arg;

    ddb_store_row_copy(c, target->space, key, size, item);
}

static void put_in_table(struct call *c, void *arg, struct span key, int64_t size, struct span item)
{
    struct target *target = arg;

    target->write.new = target->write.item = json_parse(&c->arena, item, NULL);
    target->write.size = (size_t)size;
    target->write.text = item;
    ddb_write_rows(c, &target->write, key);
}

static void copy_over(struct call *c, const struct ddb_copy *copy)
{
    ddb_store_copy_end(c, copy);
    chore_wake(c, &ddb_sweep); /* the source may have been deleted meanwhile */
    chore_wake(c, &ddb_prune); /* what the copy needed of the journal */
}

static void finish(struct call *c, const struct ddb_copy *copy, struct span table_name)
{
    struct doc *description;
    int64_t space;

    copy_over(c, copy);
    if (!copy->is_restore || !(description = ddb_store_description(c, table_name, &space))) return;
    doc_put_bool(doc_get(description, "RestoreSummary"), "RestoreInProgress", false);
    ddb_store_description_update(c, space, description);
    ddb_store_making_set(c, space, DDB_MADE);
}

bool ddb_copying_step(struct call *c, int64_t *due_ms)
{
    struct target *target = ARENA_NEW(&c->arena, struct target);
    struct ddb_copy copy;
    struct span to;

    (void)due_ms;
    if (!ddb_store_copy(c, &copy)) return false;
    target->space = copy.target;
    if (copy.is_restore && !ddb_store_table_of_space(c, copy.target, &target->write.table)) {
        copy_over(c, &copy);
        return true;
    }
    target->write.kind = DDB_PUT;
    target->write.old_size = -1;
    if (ddb_store_copy_read(c, &copy, copy.is_restore ? put_in_table : put_in_backup, target, &to))
        ddb_store_copy_advance(c, copy.id, to);
    else finish(c, &copy, target->write.table.name);
    return true;
}
