/* A request passes when its buckets hold what it needs, or are full: one that needs more than 300 seconds' worth passes
 * then, and leaves a debt. Capacities are read from the table's description each time, so that UpdateTable counts at
 * once. */
#include "emulator/services/dynamodb/items/dynamodb_throttling.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/core/settings.h"
#include "emulator/http/http.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"

#define BURST_SECONDS 300

/* --- tables that the page spoke of -------------------------------------------------------------------------------- */

struct wish {
    struct wish *next;
    bool enabled;
    char table[]; /* its ARN */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all below */
static struct wish *wishes;
static atomic_bool any_wish;

static struct wish *wish_find(struct span table)
{
    struct wish *w = wishes;

    while (w && !span_is(table, w->table)) w = w->next;
    return w;
}

static void wish_set(struct span table, bool enabled)
{
    struct wish *w;

    pthread_mutex_lock(&lock);
    w = wish_find(table);
    if (!w) {
        w = memory_new(1, sizeof *w + table.size + 1);
        memcpy(w->table, table.data, table.size);
        w->next = wishes;
        wishes = w;
    }
    w->enabled = enabled;
    any_wish = true;
    pthread_mutex_unlock(&lock);
}

bool ddb_throttle_may(struct call *c, const struct ddb_table *table)
{
    const struct wish *w;
    bool result = settings.dynamodb_throttling;
    struct span arn;

    if (!any_wish) return result;
    arn = ddb_arn_text(c, table->name, NULL, (struct span){ NULL, 0 });
    pthread_mutex_lock(&lock);
    w = wish_find(arn);
    if (w) result = w->enabled;
    pthread_mutex_unlock(&lock);
    return result;
}

/* --- buckets ------------------------------------------------------------------------------------------------------ */

/* In thousandths of half units, so that milliseconds fill it exactly. */
struct bucket {
    struct bucket *next;
    int64_t space;
    enum ddb_bucket_kind kind;
    int64_t level, filled_ms;
};

static struct bucket *buckets;

static struct bucket *bucket_of(int64_t space, enum ddb_bucket_kind kind, int64_t full, int64_t now_ms)
{
    struct bucket *b = buckets;

    while (b && (b->space != space || b->kind != kind)) b = b->next;
    if (b) return b;
    b = memory_new(1, sizeof *b);
    *b = (struct bucket){ buckets, space, kind, full, now_ms };
    return buckets = b;
}

struct draw {
    struct bucket *bucket;
    int64_t amount, full;
};

/* Fills the bucket up to now. The capacity is in units a second: two half units, each of a thousand a second. */
static struct draw draw_from(int64_t space, enum ddb_bucket_kind kind, int64_t capacity, int64_t halves, int64_t now_ms)
{
    int64_t full = capacity * BURST_SECONDS * 2000, elapsed;
    struct draw d = { bucket_of(space, kind, full, now_ms), halves * 1000, full };

    elapsed = now_ms - d.bucket->filled_ms;
    if (elapsed > BURST_SECONDS * 10000) elapsed = BURST_SECONDS * 10000;
    if (elapsed > 0) d.bucket->level += elapsed * capacity * 2;
    if (d.bucket->level > full) d.bucket->level = full;
    d.bucket->filled_ms = now_ms;
    return d;
}

static bool holds(struct draw d)
{
    return d.bucket->level >= d.amount || d.bucket->level == d.full;
}

static int64_t capacity_of(const struct doc *description, enum ddb_bucket_kind kind)
{
    return doc_get_int(doc_get(description, "ProvisionedThroughput"),
                       kind == DDB_READS ? "ReadCapacityUnits" : "WriteCapacityUnits", 0);
}

static const struct doc *index_description(const struct doc *table, struct span name)
{
    const struct doc *list = doc_get(table, "GlobalSecondaryIndexes");

    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_get_str(doc_at(list, i), "IndexName"), name)) return doc_at(list, i);
    return NULL;
}

static const char *const words[] = {
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level "
    "with the UpdateTable API.",
    "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. "
    "Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API",
};

/* Draws on the table's own bucket, which its local indexes share, and on those of its global ones. What is NULL:
 * passed. */
static const char *draw_all(const struct ddb_table *table, const struct ddb_consumed *consumed,
                            const struct doc *description, enum ddb_bucket_kind kind, int64_t now_ms)
{
    struct draw draws[1 + DDB_INDEXES_MAX];
    int64_t own = consumed->table, capacity = capacity_of(description, kind);
    int count = 0;

    for (int i = 0; i < table->index_count; i++)
        if (table->indexes[i].local) own += consumed->indexes[i];
    if (own && capacity) draws[count++] = draw_from(table->space, kind, capacity, own, now_ms);
    if (count && !holds(draws[0])) return words[0];
    for (int i = 0; i < table->index_count; i++) {
        if (table->indexes[i].local || !consumed->indexes[i]) continue;
        capacity = capacity_of(index_description(description, table->indexes[i].name), kind);
        if (!capacity) continue;
        draws[count++] = draw_from(table->indexes[i].space, kind, capacity, consumed->indexes[i], now_ms);
        if (!holds(draws[count - 1])) return words[1];
    }
    for (int i = 0; i < count; i++) draws[i].bucket->level -= draws[i].amount;
    return NULL;
}

int ddb_throttle(struct call *c, const struct ddb_table *table, const struct ddb_consumed *consumed,
                 enum ddb_bucket_kind kind)
{
    const struct doc *description;
    const char *refusal;
    int64_t space;

    if (!ddb_throttle_may(c, table)) return 0;
    description = ddb_store_description(c, table->name, &space);
    pthread_mutex_lock(&lock);
    refusal = draw_all(table, consumed, description, kind, clock_now_ms());
    pthread_mutex_unlock(&lock);
    return refusal ? fault(c, &ddb_throughput_exceeded, "%s", refusal) : 0;
}

int ddb_throttle_refuse(struct call *c)
{
    return fault(c, &ddb_throughput_exceeded, "%s", words[0]);
}

void ddb_throttling_reset(void)
{
    pthread_mutex_lock(&lock);
    for (struct wish *w; (w = wishes); free(w)) wishes = w->next;
    for (struct bucket *b; (b = buckets); free(b)) buckets = b->next;
    any_wish = false;
    pthread_mutex_unlock(&lock);
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

/* A name stands for the table of the account and region that clients have without settings. Absent when it is
 * neither. */
static struct span arn_of(struct arena *a, struct span name)
{
    struct ddb_arn arn;

    if (!name.size || name.size > 1024) return (struct span){ NULL, 0 };
    if (span_starts(name, "arn:")) return ddb_arn_parse(name, &arn) && !arn.kind.data ? name : (struct span){ NULL, 0 };
    return arena_format(a, "arn:aws:dynamodb:us-east-1:000000000000:table/%.*s", SPAN_ARG(name));
}

void ddb_throttling_serve(const struct http_request *request, struct http_response *response)
{
    const struct doc *in = json_parse(request->arena, request->body, NULL);
    struct span table = arn_of(request->arena, doc_get_str(in, "TableName"));

    if (!table.data || !doc_is(doc_get(in, "enabled"), DOC_BOOL)) {
        http_response_text(
            response, 400, "application/json",
            SPAN("{\"message\":\"send {\\\"TableName\\\": name or ARN, \\\"enabled\\\": true|false}\"}\n"));
        return;
    }
    wish_set(table, doc_get_bool(in, "enabled", false));
    http_response_text(response, 200, "application/json", SPAN("{}\n"));
}
