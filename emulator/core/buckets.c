/* A table of fixed size: each set has some buckets and a lock. A bucket that nobody asked for the longest time is the
 * first to be given up: by then it is full again, or nearly so. */
#include "emulator/core/buckets.h"

#include <pthread.h>

#define SETS       1024
#define WAYS       8
#define TOKEN      INT64_C(1000000000)
#define TOKENS_MAX 1e9

struct bucket {
    uint64_t name;  /* its hash; 0: free */
    int64_t tokens; /* thousand millionths of one, so that what comes in a millisecond is no fraction */
    int64_t at_ms;
};

static struct set {
    pthread_mutex_t lock;
    struct bucket buckets[WAYS];
} sets[SETS];

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void begin(void)
{
    for (size_t i = 0; i < SETS; i++) pthread_mutex_init(&sets[i].lock, NULL);
}

static int64_t tokens_of(double count, double unit)
{
    return (int64_t)((count > TOKENS_MAX ? TOKENS_MAX : count) * unit + 0.5);
}

/* The bucket of that name; a new one is full. Under the lock. */
static struct bucket *find(struct set *s, uint64_t name, int64_t burst, int64_t now_ms)
{
    struct bucket *oldest = &s->buckets[0];

    for (size_t i = 0; i < WAYS; i++) {
        struct bucket *b = &s->buckets[i];
        if (b->name == name) return b;
        if (oldest->name && (!b->name || b->at_ms < oldest->at_ms)) oldest = b;
    }
    *oldest = (struct bucket){ name, burst, now_ms };
    return oldest;
}

/* What came since. A clock that was set back brings nothing. */
static void fill(struct bucket *b, double rate, int64_t burst, int64_t now_ms)
{
    int64_t a_ms = tokens_of(rate, (double)TOKEN / 1000), ms = now_ms - b->at_ms;

    if (ms > 0) b->tokens = a_ms && ms > burst / a_ms ? burst : b->tokens + a_ms * ms;
    if (b->tokens > burst) b->tokens = burst;
    b->at_ms = now_ms;
}

bool bucket_take(struct span name, double rate, double most, int64_t now_ms)
{
    uint64_t hash = span_hash(name) | 1;
    struct set *s = &sets[(hash >> 1) % SETS];
    int64_t burst;
    struct bucket *b;
    bool has_token;

    if (rate < 0 || most < 0) return true;
    burst = tokens_of(most, (double)TOKEN);
    pthread_once(&once, begin);
    pthread_mutex_lock(&s->lock);
    b = find(s, hash, burst, now_ms);
    fill(b, rate, burst, now_ms);
    has_token = b->tokens >= TOKEN;
    if (has_token) b->tokens -= TOKEN;
    pthread_mutex_unlock(&s->lock);
    return has_token;
}

void buckets_reset(void)
{
    pthread_once(&once, begin);
    for (size_t i = 0; i < SETS; i++) {
        pthread_mutex_lock(&sets[i].lock);
        memset(sets[i].buckets, 0, sizeof sets[i].buckets);
        pthread_mutex_unlock(&sets[i].lock);
    }
}
