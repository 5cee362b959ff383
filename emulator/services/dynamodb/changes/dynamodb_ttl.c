/* Every write of a table with a TTL attribute keeps the list of its items by expiry; dynamodb_expiry.c works it off. */
#include "emulator/services/dynamodb/changes/dynamodb_ttl.h"

#include "emulator/services/dynamodb/store/dynamodb_backups_store.h"
#include "emulator/services/dynamodb/store/dynamodb_chores.h"
#include "emulator/services/dynamodb/store/dynamodb_find.h"

#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/store/dynamodb_ttl_store.h"
#include "emulator/services/dynamodb/values/dynamodb_values.h"

/* AWS: TTL.html. After a change there is none for an hour. */
#define CHANGE_PAUSE_MS (60 * 60 * 1000)

/* --- expiry ------------------------------------------------------------------------------------------------------- */

int64_t ddb_ttl_of(struct span attribute, const struct doc *item)
{
    const struct doc *value = item ? doc_get_span(item, attribute) : NULL;
    struct span text = ddb_value_text(value);
    int64_t seconds;

    if (ddb_value_type(value) != DDB_N) return -1;
    if (!span_int(span_sub(text, 0, span_find(text, '.')), &seconds)) return -1;
    return seconds < 0 || seconds > DDB_TTL_SECONDS_MAX ? -1 : seconds;
}

void ddb_ttl_change(struct call *c, const struct ddb_table *table, struct span key, const struct doc *old,
                    const struct doc *new)
{
    int64_t before = ddb_ttl_of(table->ttl, old), after = ddb_ttl_of(table->ttl, new);

    if (before == after) return;
    if (before >= 0) ddb_store_expiry_remove(c, table->space, before, key);
    if (after < 0 || after <= c->now_ms / 1000 - DDB_TTL_TOO_OLD_SECONDS) return;
    ddb_store_expiry_add(c, table->space, after, key);
    chore_due(c, &ddb_expiry, after * 1000);
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

struct doc *ddb_ttl_describe(struct call *c, int64_t space)
{
    struct doc *description = doc_map(&c->arena);
    bool is_changing;
    struct span attribute = ddb_store_ttl(c, space, &is_changing);

    doc_put_cstr(description, "TimeToLiveStatus",
                 attribute.data ? is_changing ? "ENABLING" : "ENABLED"
                 : is_changing  ? "DISABLING"
                                : "DISABLED");
    doc_put_str(description, "AttributeName", attribute);
    return description;
}

int dynamodb_describe_time_to_live(struct call *c)
{
    struct ddb_table table;

    if (ddb_table_require_named(c, doc_get_str(c->in, "TableName"), &table)) return -1;
    doc_put(c->out, "TimeToLiveDescription", ddb_ttl_describe(c, table.space));
    return 0;
}

static int check_change(struct call *c, int64_t space, bool enabled, struct span attribute)
{
    bool is_changing;
    struct span now = ddb_store_ttl(c, space, &is_changing);

    if (now.data && !span_eq(now, attribute))
        return fault(c, &fault_validation,
                     "TimeToLive is active on a different AttributeName: current AttributeName is %.*s", SPAN_ARG(now));
    if (enabled == (now.data != NULL))
        return fault(c, &fault_validation, "TimeToLive is already %s", enabled ? "enabled" : "disabled");
    if (is_changing || c->now_ms < ddb_store_ttl_changed_ms(c, space) + CHANGE_PAUSE_MS)
        return fault(c, &fault_validation, "Time to live has been modified multiple times within a fixed interval");
    return 0;
}

int dynamodb_update_time_to_live(struct call *c)
{
    const struct doc *wanted = doc_get(c->in, "TimeToLiveSpecification");
    struct span attribute = doc_get_str(wanted, "AttributeName");
    bool enabled = doc_get_bool(wanted, "Enabled", false);
    struct ddb_table table;

    if (ddb_store_making(c, doc_get_str(c->in, "TableName")) == DDB_IMPORTING)
        return ddb_refuse_unmade(c, doc_get_str(c->in, "TableName"));
    if (ddb_table_require_named(c, doc_get_str(c->in, "TableName"), &table)) return -1;
    if (check_change(c, table.space, enabled, attribute)) return -1;
    if (enabled) ddb_store_ttl_enable(c, table.space, attribute);
    else ddb_store_ttl_disable(c, table.space);
    chore_wake(c, &ddb_expiry);
    doc_put(c->out, "TimeToLiveSpecification", doc_copy(&c->arena, wanted));
    return 0;
}
