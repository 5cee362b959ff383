/* When the attribute is set, the items that are there already are looked through in steps. The sweep takes from the
 * list's front.
 *
 * AWS deletes within a few days; we do at once. An item that expired more than five years ago stays for good. */
#include "emulator/services/dynamodb/history/dynamodb_expiry.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/changes/dynamodb_ttl.h"
#include "emulator/services/dynamodb/items/dynamodb_writes.h"
#include "emulator/services/dynamodb/store/dynamodb_ttl_store.h"

#define ROWS_PER_STEP    200
#define BYTES_PER_STEP   (512 * 1024)
#define DELETES_PER_STEP 50

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
        if (at >= 0 && at > c->now_ms / 1000 - DDB_TTL_TOO_OLD_SECONDS) ddb_store_expiry_add(c, table->space, at, key);
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
        if (expiries[i].at > now - DDB_TTL_TOO_OLD_SECONDS) item_delete(c, table, &expiries[i]);
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
        if (budget > 0 && next <= DDB_TTL_SECONDS_MAX && next * 1000 < *due_ms) *due_ms = next * 1000;
    }
    return budget == 0;
}

bool ddb_expiry_step(struct call *c, int64_t *due_ms)
{
    bool more = fill(c);

    if (sweep(c, due_ms)) more = true;
    if (ddb_store_ttl_sweep(c, ROWS_PER_STEP)) more = true;
    return more;
}
