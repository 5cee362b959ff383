/* AWS: a write that leaves the item as it was gives no record. */
#include "emulator/services/dynamodb/changes/dynamodb_changes.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/store/dynamodb_backups_store.h"
#include "emulator/core/bell.h"
#include "emulator/services/dynamodb/store/dynamodb_streams_store.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"
#include "emulator/services/dynamodb/changes/dynamodb_streams.h"
#include "emulator/services/dynamodb/changes/dynamodb_ttl.h"
#include "emulator/services/dynamodb/store/dynamodb_chores.h"

static bool is_same(const struct doc *old, const struct doc *new)
{
    if (!old || !new || doc_count(old) != doc_count(new)) return old == new;
    for (size_t i = 0; i < doc_count(old); i++) {
        const struct doc *value = doc_get_span(new, old->map.members[i].name);
        if (!value || !ddb_value_equal(old->map.members[i].value, value)) return false;
    }
    return true;
}

static struct doc *keys_of(struct call *c, const struct ddb_table *table, const struct doc *item)
{
    struct doc *keys = doc_map(&c->arena);

    for (int i = 0; i < table->keys.count; i++)
        doc_put_span(keys, table->keys.parts[i].name, doc_get_span(item, table->keys.parts[i].name));
    return keys;
}

static void stream_record(struct call *c, const struct ddb_write *write, struct span text, int64_t size)
{
    struct doc *keys = keys_of(c, &write->table, write->new ? write->new : write->old);
    struct ddb_stream_record record = {
        .at_ms = c->now_ms,
        .event = !write->old  ? "INSERT"
                 : write->new ? "MODIFY"
                              : "REMOVE",
        .by_service = write->by_service,
        .size = (int64_t)ddb_item_size(keys),
        .keys = json_text(&c->arena, keys),
    };
    enum ddb_stream_view view;

    record.number = ddb_store_stream_take(c, write->table.stream, &view);
    if (write->new && (view == DDB_VIEW_NEW || view == DDB_VIEW_BOTH)) {
        record.new = text;
        record.size += size;
    }
    if (write->old && (view == DDB_VIEW_OLD || view == DDB_VIEW_BOTH)) {
        record.old = write->old_text;
        record.size += write->old_size;
    }
    ddb_store_stream_record(c, write->table.stream, &record);
    bell_ring(c, ddb_arn_text(c, write->table.name, NULL, SPAN("")));
    chore_due(c, &ddb_trim, c->now_ms + DDB_STREAM_LIFE_MS);
}

/* --- the journal -------------------------------------------------------------------------------------------------- */

#define PRUNED_PER_STEP 500
#define DAY_MS          INT64_C(86400000) /* nothing is pruned sooner */

bool ddb_prune_step(struct call *c, int64_t *due_ms)
{
    return ddb_store_journal_prune(c, PRUNED_PER_STEP, due_ms);
}

static void journal(struct call *c, const struct ddb_write *write, struct span key)
{
    ddb_store_journal_add(c, write->table.space, key, write->old_size, write->old_text);
    chore_due(c, &ddb_prune, c->now_ms + DAY_MS);
}

/* --- all of a write ----------------------------------------------------------------------------------------------- */

void ddb_change_record(struct call *c, const struct ddb_write *write, struct span key, struct span text, int64_t size)
{
    const struct ddb_table *table = &write->table;

    if (write->old_size < 0 && !write->new) return;
    if (table->is_journalled) journal(c, write, key);
    if (table->ttl.data) ddb_ttl_change(c, table, key, write->old, write->new);
    if (table->stream && !is_same(write->old, write->new)) stream_record(c, write, text, size);
}
