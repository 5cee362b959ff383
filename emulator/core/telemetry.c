/* Series lie in a hash table and are never freed, so that whoever measures often may keep a pointer. Each has a lock
 * of its own; the table's is taken to find or make one. */
#include "emulator/core/telemetry.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"

#define BUCKETS   4096
#define MINUTE_MS 60000

struct telemetry_series {
    pthread_mutex_t lock;
    const struct telemetry_metric *metric;
    struct span account, region;
    struct telemetry_dimension dimensions[TELEMETRY_DIMENSIONS_MAX];
    size_t dimension_count;
    struct telemetry_sum total, gathered;
    int64_t minute; /* that `gathered` is of, counted from 1970 */
    struct telemetry_series *next;
    char text[]; /* what the spans point into */
};

static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static struct telemetry_series *table[BUCKETS];
static int series_count;
static const struct telemetry_sink *_Atomic the_sink;

void telemetry_register(const struct telemetry_sink *sink)
{
    the_sink = sink;
}

/* --- finding a series --------------------------------------------------------------------------------------------- */

/* FNV-1a; each text ends with a byte that none of them has. */
static uint64_t hash_add(uint64_t hash, struct span text)
{
    for (size_t i = 0; i < text.size; i++) hash = (hash ^ (unsigned char)text.data[i]) * 1099511628211u;
    return (hash ^ 0xff) * 1099511628211u;
}

static size_t bucket_of(const struct telemetry_metric *metric, struct span account, struct span region,
                        const struct telemetry_dimension *dimensions, size_t count)
{
    uint64_t hash = hash_add(14695981039346656037u, span_of(metric->namespace));

    hash = hash_add(hash_add(hash_add(hash, span_of(metric->name)), account), region);
    for (size_t i = 0; i < count; i++)
        hash = hash_add(hash_add(hash, span_of(dimensions[i].name)), dimensions[i].value);
    return hash % BUCKETS;
}

static bool is_series(const struct telemetry_series *s, const struct telemetry_metric *metric, struct span account,
                      struct span region, const struct telemetry_dimension *dimensions, size_t count)
{
    if (s->metric != metric || s->dimension_count != count) return false;
    if (!span_eq(s->account, account) || !span_eq(s->region, region)) return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(s->dimensions[i].name, dimensions[i].name) != 0 ||
            !span_eq(s->dimensions[i].value, dimensions[i].value))
            return false;
    return true;
}

static struct span text_put(char **end, struct span text)
{
    struct span copy = { *end, text.size };

    if (text.size) memcpy(*end, text.data, text.size);
    *end += text.size;
    return copy;
}

static struct telemetry_series *series_new(const struct telemetry_metric *metric, struct span account,
                                           struct span region, const struct telemetry_dimension *dimensions,
                                           size_t count)
{
    size_t size = account.size + region.size;
    struct telemetry_series *s;
    char *end;

    for (size_t i = 0; i < count; i++) size += dimensions[i].value.size;
    s = memory_new(1, sizeof *s + size);
    pthread_mutex_init(&s->lock, NULL);
    end = s->text;
    s->metric = metric;
    s->account = text_put(&end, account);
    s->region = text_put(&end, region);
    s->dimension_count = count;
    for (size_t i = 0; i < count; i++)
        s->dimensions[i] = (struct telemetry_dimension){ dimensions[i].name, text_put(&end, dimensions[i].value) };
    return s;
}

/* Under table_lock. */
static bool has_room(void)
{
    if (series_count < TELEMETRY_SERIES_MAX) {
        series_count++;
        return true;
    }
    if (series_count++ == TELEMETRY_SERIES_MAX)
        log_warn("more than %d metrics: further ones are not measured", TELEMETRY_SERIES_MAX);
    return false;
}

struct telemetry_series *telemetry_series(const struct telemetry_metric *metric, struct span account,
                                          struct span region, const struct telemetry_dimension *dimensions,
                                          size_t count)
{
    size_t bucket;
    struct telemetry_series *s;

    assert(count <= TELEMETRY_DIMENSIONS_MAX);
    bucket = bucket_of(metric, account, region, dimensions, count);
    pthread_mutex_lock(&table_lock);
    for (s = table[bucket]; s && !is_series(s, metric, account, region, dimensions, count);) s = s->next;
    if (!s && has_room()) {
        s = series_new(metric, account, region, dimensions, count);
        s->next = table[bucket];
        table[bucket] = s;
    }
    pthread_mutex_unlock(&table_lock);
    return s;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static void sum_add(struct telemetry_sum *sum, double value)
{
    if (!sum->count || value < sum->min) sum->min = value;
    if (!sum->count || value > sum->max) sum->max = value;
    sum->sum += value;
    sum->count++;
}

/* What was gathered before this minute is handed over. Under the series' lock. */
static void minute_turn(struct telemetry_series *s, int64_t minute)
{
    const struct telemetry_sink *sink = the_sink;
    struct telemetry_minute m = { s->metric,     s->account,         s->region,
                                  s->dimensions, s->dimension_count, s->minute * MINUTE_MS,
                                  s->gathered };

    if (s->minute == minute) return;
    if (sink && sink->minute && s->gathered.count) sink->minute(&m);
    s->gathered = (struct telemetry_sum){ 0 };
    s->minute = minute;
}

void telemetry_add(struct telemetry_series *s, double value)
{
    if (!s) return;
    pthread_mutex_lock(&s->lock);
    minute_turn(s, clock_now_ms() / MINUTE_MS);
    sum_add(&s->gathered, value);
    sum_add(&s->total, value);
    pthread_mutex_unlock(&s->lock);
}

struct telemetry_sum telemetry_total(struct telemetry_series *s)
{
    struct telemetry_sum total = { 0 };

    if (!s) return total;
    pthread_mutex_lock(&s->lock);
    total = s->total;
    pthread_mutex_unlock(&s->lock);
    return total;
}

static void for_each(void (*fn)(struct telemetry_series *s, int64_t minute))
{
    int64_t minute = clock_now_ms() / MINUTE_MS;

    pthread_mutex_lock(&table_lock);
    for (size_t i = 0; i < BUCKETS; i++) {
        for (struct telemetry_series *s = table[i]; s; s = s->next) {
            pthread_mutex_lock(&s->lock);
            fn(s, minute);
            pthread_mutex_unlock(&s->lock);
        }
    }
    pthread_mutex_unlock(&table_lock);
}

static void forget(struct telemetry_series *s, int64_t minute)
{
    s->total = s->gathered = (struct telemetry_sum){ 0 };
    s->minute = minute;
}

void telemetry_reset(void)
{
    for_each(forget);
}

void telemetry_flush(void)
{
    for_each(minute_turn);
}

bool telemetry_takes_lines(void)
{
    const struct telemetry_sink *sink = the_sink;

    return sink && sink->line;
}

void telemetry_log(const struct telemetry_line *line)
{
    const struct telemetry_sink *sink = the_sink;

    if (sink && sink->line) sink->line(line);
}
