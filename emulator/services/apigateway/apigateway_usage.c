/* A table of counters. What came since the last write is one more row's worth: of each counter at most one write is
 * under way, and takes all that has come until it runs. */
#include "emulator/services/apigateway/apigateway_usage.h"

#include <pthread.h>
#include <time.h>

#include "emulator/core/chore.h"
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_plane_store.h"

#define COUNTERS   1024
#define PROBES     8
#define NAME_BYTES 64

struct counter {
    char plan[NAME_BYTES], key[NAME_BYTES]; /* "": free */
    int64_t from_day, first_day;            /* of the period that `used` counts; the first ever, -1: today is */
    int64_t used, pending;
    int64_t at_ms;
    bool is_writing;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct counter counters[COUNTERS];

int64_t api_usage_period(enum api_period period, int64_t now_ms)
{
    int64_t day = now_ms / API_DAY_MS;
    time_t seconds = (time_t)(now_ms / 1000);
    struct tm utc;

    gmtime_r(&seconds, &utc);
    if (period == API_PERIOD_WEEK) return day - utc.tm_wday;
    return period == API_PERIOD_MONTH ? day - (utc.tm_mday - 1) : day;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

struct write {
    char plan[NAME_BYTES], key[NAME_BYTES];
    struct counter *counter;
    int64_t day;
};

static bool is_of(const struct counter *n, const char *plan, const char *key)
{
    return strcmp(n->plan, plan) == 0 && strcmp(n->key, key) == 0;
}

/* What is written is told before the commit: a write that fails is a request less that is counted. */
static int usage_write(struct call *c, void *value)
{
    const struct write *w = value;
    int64_t count = 0;

    pthread_mutex_lock(&lock);
    if (is_of(w->counter, w->plan, w->key)) {
        count = w->counter->pending;
        w->counter->pending = 0;
        w->counter->is_writing = false;
    }
    pthread_mutex_unlock(&lock);
    if (count) api_plane_store_use(c->db, span_of(w->plan), span_of(w->key), w->day, count);
    return 0;
}

/* What is to be written of it. Under the lock. */
static struct write write_of(struct counter *n, int64_t now_ms)
{
    struct write w = { .counter = n, .day = now_ms / API_DAY_MS };

    memcpy(w.plan, n->plan, sizeof w.plan);
    memcpy(w.key, n->key, sizeof w.key);
    return w;
}

/* --- counting ----------------------------------------------------------------------------------------------------- */

static void name_copy(char out[NAME_BYTES], struct span name)
{
    struct span cut = span_sub(name, 0, NAME_BYTES - 1);

    memset(out, 0, NAME_BYTES);
    if (cut.size) memcpy(out, cut.data, cut.size);
}

/* The counter of that name; else NULL, and *place is where it would be: a free one, or that which was not used for
 * longest and has nothing to write; NULL where there is none. Under the lock. */
static struct counter *find(const char *plan, const char *key, struct counter **place)
{
    uint64_t hash = span_hash(span_of(plan)) * 31 + span_hash(span_of(key));

    *place = NULL;
    for (size_t i = 0; i < PROBES; i++) {
        struct counter *n = &counters[(hash + i) % COUNTERS];
        if (is_of(n, plan, key)) return n;
        if (n->is_writing) continue;
        if (!*place || !n->plan[0] || ((*place)->plan[0] && n->at_ms < (*place)->at_ms)) *place = n;
    }
    return NULL;
}

static bool is_used_up(const struct api_plan *plan, const struct counter *n)
{
    bool is_first = n->first_day < 0 || n->first_day >= n->from_day;

    return plan->period && n->used >= plan->quota - (is_first ? plan->offset : 0);
}

/* Counts one more. Under the lock. */
static bool count(struct counter *n, const struct api_plan *plan, int64_t from_day, int64_t now_ms, bool *writes)
{
    if (n->from_day != from_day) n->used = 0;
    n->from_day = from_day;
    n->at_ms = now_ms;
    if (is_used_up(plan, n)) return false;
    n->used++;
    n->pending++;
    *writes = !n->is_writing;
    n->is_writing = true;
    return true;
}

/* Where all places are taken by counters that have something to write, the request is let go uncounted. */
bool api_usage_take(const struct api_plan_key *key, int64_t now_ms)
{
    int64_t from_day = api_usage_period(key->plan->period, now_ms);
    struct counter fresh = { .from_day = from_day, .first_day = -1 }, *n, *place;
    bool is_let = true, writes = false;
    struct write w;

    name_copy(fresh.plan, key->plan->id);
    name_copy(fresh.key, key->id);
    pthread_mutex_lock(&lock);
    n = find(fresh.plan, fresh.key, &place);
    if (!n) {
        pthread_mutex_unlock(&lock);
        api_plane_store_used(key->plan->id, key->id, from_day, &fresh.used, &fresh.first_day);
        pthread_mutex_lock(&lock);
        n = find(fresh.plan, fresh.key, &place);
        if (!n && place) *(n = place) = fresh;
    }
    if (n) is_let = count(n, key->plan, from_day, now_ms, &writes);
    if (writes) w = write_of(n, now_ms);
    pthread_mutex_unlock(&lock);
    if (writes) chore_once(service_find("apigateway"), usage_write, NULL, &w, sizeof w);
    return is_let;
}

void api_usage_change(struct span plan_id, struct span key_id, int64_t more)
{
    struct counter name = { .at_ms = 0 }, *n, *place;

    name_copy(name.plan, plan_id);
    name_copy(name.key, key_id);
    pthread_mutex_lock(&lock);
    n = find(name.plan, name.key, &place);
    if (n) n->used += more;
    pthread_mutex_unlock(&lock);
}

void api_usage_reset(void)
{
    pthread_mutex_lock(&lock);
    memset(counters, 0, sizeof counters);
    pthread_mutex_unlock(&lock);
}
