/* Every write of a table with a TTL attribute keeps the list of its items by expiry; when the attribute is set, the items that are there
 * already are looked through in steps. The sweep takes from the list's front.
 *
 * AWS deletes within a few days; we do at once. An item that expired more than five years ago stays for good. */
#include "emulator/services/dynamodb/changes/dynamodb_ttl.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/tables/dynamodb_tables.h"
#include "emulator/services/dynamodb/store/dynamodb_ttl_store.h"
#include "emulator/services/dynamodb/items/dynamodb_writes.h"

/* AWS: TTL.html. After a change there is none for an hour. */
#define CHANGE_PAUSE_MS  (60 * 60 * 1000)

#define ROWS_PER_STEP    200
#define BYTES_PER_STEP   (512 * 1024)
#define DELETES_PER_STEP 50
#define TOO_OLD_SECONDS  ((int64_t)5 * 365 * 24 * 3600)
#define SECONDS_MAX      (INT64_MAX / 1000)

/* --- expiry ------------------------------------------------------------------------------------------------------- */

int64_t ddb_ttl_of(struct span attribute, const struct doc *item)
{
    const struct doc *value = item ? doc_get_span(item, attribute) : NULL;
    struct span text = ddb_value_text(value);
    int64_t seconds;

    if (ddb_value_type(value) != DDB_N) return -1;
    if (!span_int(span_sub(text, 0, span_find(text, '.')), &seconds)) return -1;
    return seconds < 0 || seconds > SECONDS_MAX ? -1 : seconds;
}

void ddb_ttl_change(struct call *c, const struct ddb_table *table, struct span key, const struct doc *old,
                    const struct doc *new)
{
    int64_t before = ddb_ttl_of(table->ttl, old), after = ddb_ttl_of(table->ttl, new);

    if (before == after) return;
    if (before >= 0) ddb_store_expiry_remove(c, table->space, before, key);
    if (after < 0 || after <= c->now_ms / 1000 - TOO_OLD_SECONDS) return;
    ddb_store_expiry_add(c, table->space, after, key);
    chore_due(c, &ddb_expiry, after * 1000);
}

/* --- looking through what is there -------------------------------------------------------------------------------- */

static bool fill_rows(struct call *c, const struct ddb_table *table, struct span from, struct span *to)
{
    struct rows *r = ddb_store_rows_after(c, table->space, from, ROWS_PER_STEP);
    int64_t bytes = 0;
    int count = 0;

    *to = from;
    while (rows_next(r)) {
        struct span key = rows_copy(r, 0, &c->arena);
        int64_t at = ddb_ttl_of(table->ttl, json_parse(&c->arena, rows_copy(r, 2, &c->arena), NULL));
        if (at >= 0 && at > c->now_ms / 1000 - TOO_OLD_SECONDS) ddb_store_expiry_add(c, table->space, at, key);
        *to = key;
        bytes += rows_int(r, 1);
        if (++count < ROWS_PER_STEP && bytes < BYTES_PER_STEP) continue;
        rows_close(r);
        return false;
    }
    return true;
}

/* Returns whether there was something to do. */
static bool fill(struct call *c)
{
    struct ddb_table table;
    struct span from, to = { NULL, 0 };
    int64_t space;
    bool is_all = true;

    if (!ddb_store_ttl_filling(c, &space, &from)) return false;
    if (ddb_store_table_of_space(c, space, &table) && table.ttl.data) is_all = fill_rows(c, &table, from, &to);
    ddb_store_ttl_filled(c, space, to, is_all);
    return true;
}

/* --- the sweep ---------------------------------------------------------------------------------------------------- */

static void item_delete(struct call *c, const struct ddb_table *table, const struct ddb_expiry *expiry)
{
    struct ddb_write *write = ARENA_NEW(&c->arena, struct ddb_write);

    *write = (struct ddb_write){ .kind = DDB_DELETE, .table = *table, .by_service = true };
    write->old_text = ddb_store_row(c, table->space, expiry->key, &write->old_size);
    write->old = write->old_text.data ? json_parse(&c->arena, write->old_text, NULL) : NULL;
    if (ddb_ttl_of(table->ttl, write->old) == expiry->at) ddb_write_rows(c, write, expiry->key);
    ddb_store_expiry_remove(c, table->space, expiry->at, expiry->key);
}

static void sweep_space(struct call *c, int64_t space, int *budget)
{
    struct ddb_expiry *expiries = ARENA_ARRAY(&c->arena, struct ddb_expiry, (size_t)*budget);
    struct ddb_table *table = ARENA_NEW(&c->arena, struct ddb_table);
    int64_t now = c->now_ms / 1000;
    int count = ddb_store_expiries(c, space, now, expiries, *budget);

    if (!count || !ddb_store_table_of_space(c, space, table)) return;
    for (int i = 0; i < count; i++) {
        if (expiries[i].at > now - TOO_OLD_SECONDS) item_delete(c, table, &expiries[i]);
        else ddb_store_expiry_remove(c, space, expiries[i].at, expiries[i].key);
    }
    *budget -= count;
}

/* Returns whether there may be more that has expired. */
static bool sweep(struct call *c, int64_t *due_ms)
{
    int budget = DELETES_PER_STEP;

    for (int64_t space = ddb_store_ttl_space(c, 0); space && budget > 0; space = ddb_store_ttl_space(c, space)) {
        int64_t next;
        sweep_space(c, space, &budget);
        next = ddb_store_expiry_next(c, space);
        if (budget > 0 && next <= SECONDS_MAX && next * 1000 < *due_ms) *due_ms = next * 1000;
    }
    return budget == 0;
}

static bool step(struct call *c, int64_t *due_ms)
{
    bool more = fill(c);

    if (sweep(c, due_ms)) more = true;
    if (ddb_store_ttl_sweep(c, ROWS_PER_STEP)) more = true;
    return more;
}

struct chore ddb_expiry = { .name = "dynamodb time to live", .step = step };

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

    if (ddb_table_require_named(c, doc_get_str(c->in, "TableName"), &table)) return -1;
    if (check_change(c, table.space, enabled, attribute)) return -1;
    if (enabled) ddb_store_ttl_enable(c, table.space, attribute);
    else ddb_store_ttl_disable(c, table.space);
    chore_wake(c, &ddb_expiry);
    doc_put(c->out, "TimeToLiveSpecification", doc_copy(&c->arena, wanted));
    return 0;
}
