/* A new index has a cursor: the key of the last of the table's rows that it knows. Each step moves it on, a few rows; a
 * write to a row at or before the cursor keeps the index as it keeps any other, one behind it leaves the index alone,
 * as the cursor will come by. Where there is no more row the cursor goes, and with it the status CREATING. An item
 * whose attributes do not fit the index's keys has no row in it. */
#include "emulator/services/dynamodb/tables/dynamodb_fills.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/items/dynamodb_writes.h"

#define FILL_ROWS  100
#define FILL_BYTES (256 * 1024)

struct row {
    struct span key, item;
};

/* The next rows behind the cursor, at most FILL_ROWS and about FILL_BYTES. Returns how many; *all when there are no
 * more. */
static int rows_behind(struct call *c, const struct ddb_table *table, struct span cursor, struct row *rows, bool *all)
{
    struct span from = { arena_copy(&c->arena, cursor.data, cursor.size), cursor.size + 1 }; /* a NUL is behind it */
    struct rows *r = ddb_store_rows(c, table->space, from, ddb_segment_start(&c->arena, 1, 1), true);
    size_t bytes = 0;
    int count = 0;

    *all = false;
    while (rows_next(r)) {
        rows[count] = (struct row){ rows_copy(r, 0, &c->arena), rows_copy(r, 2, &c->arena) };
        bytes += rows[count++].item.size;
        if (count < FILL_ROWS && bytes < FILL_BYTES) continue;
        rows_close(r);
        return count;
    }
    *all = true;
    return count;
}

static void index_fill(struct call *c, const struct ddb_table *table, const struct ddb_index *index)
{
    struct row *rows = ARENA_ARRAY(&c->arena, struct row, FILL_ROWS);
    bool all;
    int count = rows_behind(c, table, index->cursor, rows, &all);
    struct span ready = { NULL, 0 };

    for (int i = 0; i < count; i++)
        ddb_index_fill(c, table, index, rows[i].key, json_parse(&c->arena, rows[i].item, NULL));
    ddb_store_index_cursor(c, table->space, index->space, all ? ready : rows[count - 1].key);
}

/* An index of a table that has one to be filled. */
static struct ddb_index *index_filling(struct ddb_table *table)
{
    for (int i = 0; i < table->index_count; i++)
        if (table->indexes[i].cursor.data) return &table->indexes[i];
    return NULL;
}

bool ddb_fill_step(struct call *c, int64_t *due_ms)
{
    struct ddb_table *table = ARENA_NEW(&c->arena, struct ddb_table);
    struct ddb_index *index = ddb_store_table_filling(c, table) ? index_filling(table) : NULL;

    (void)due_ms;
    if (index) index_fill(c, table, index);
    return index != NULL;
}
