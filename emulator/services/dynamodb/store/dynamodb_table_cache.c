/* A small table by hash: a name has one slot, and the last that was read has it. */
#include "emulator/services/dynamodb/store/dynamodb_table_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/panic.h"

#include "emulator/store/watch.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"

#define SLOTS    256
#define TEXT_MAX 1024 /* a table's name, keys and TTL attribute have at most 255 + 521 + 255 */

static const char *const tables[] = { "ddb_tables", NULL };
static struct watch watch = { .tables = tables };

struct kept {
    uint64_t since; /* 0: empty */
    char account[13], region[32];
    struct ddb_table table; /* name and ttl point into `text` */
    struct span keys;
    char text[TEXT_MAX];
};

static struct {
    pthread_mutex_t lock;
    struct kept *kept;
} slots[SLOTS];

void ddb_table_cache_start(void)
{
    static bool is_ready;

    watch_add(&watch);
    for (size_t i = 0; i < SLOTS && !is_ready; i++) pthread_mutex_init(&slots[i].lock, NULL);
    is_ready = true;
}

static size_t slot_of(const struct call *c, struct span name)
{
    uint64_t hash = span_hash(name) * 31 + span_hash(span_of(ddb_account(c))) * 7 + span_hash(span_of(c->who.region));

    return hash % SLOTS;
}

static bool is_it(const struct call *c, const struct kept *k, struct span name)
{
    return k && span_eq(k->table.name, name) && strcmp(k->account, ddb_account(c)) == 0 &&
           strcmp(k->region, c->who.region) == 0 && watch_holds(&watch, c->db, k->since);
}

bool ddb_table_cache_find(struct call *c, struct span name, struct ddb_table *table)
{
    size_t slot = slot_of(c, name);
    const struct kept *k;
    bool found;

    pthread_mutex_lock(&slots[slot].lock);
    k = slots[slot].kept;
    found = is_it(c, k, name);
    if (found) {
        *table = k->table;
        table->name = name;
        table->ttl = arena_span(&c->arena, k->table.ttl);
        ddb_schema_unpack(arena_span(&c->arena, k->keys), &table->keys);
    }
    pthread_mutex_unlock(&slots[slot].lock);
    return found;
}

static struct span text_put(struct kept *k, size_t *used, struct span text)
{
    struct span copy = { k->text + *used, text.size };

    if (!text.data) return text;
    memcpy(k->text + *used, text.data, text.size);
    *used += text.size;
    return copy;
}

static void fill(struct kept *k, const struct call *c, const struct ddb_table *table, struct span keys)
{
    size_t used = 0;

    k->since = watch_commit_of(c->db);
    memcpy(k->account, ddb_account(c), sizeof k->account);
    memcpy(k->region, c->who.region, sizeof k->region);
    k->table = *table;
    k->table.name = text_put(k, &used, table->name);
    k->table.ttl = text_put(k, &used, table->ttl);
    k->keys = text_put(k, &used, keys);
}

void ddb_table_cache_keep(struct call *c, const struct ddb_table *table, struct span keys)
{
    size_t slot = slot_of(c, table->name);
    struct kept *fresh;

    if (!watch_commit_of(c->db) || table->name.size + table->ttl.size + keys.size > TEXT_MAX) return;
    pthread_mutex_lock(&slots[slot].lock);
    fresh = slots[slot].kept ? slots[slot].kept : memory_new(1, sizeof *fresh);
    fill(fresh, c, table, keys);
    slots[slot].kept = fresh;
    pthread_mutex_unlock(&slots[slot].lock);
}
