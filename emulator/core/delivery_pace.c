/* A lane that was served lately has a place in a small table, with the time at which its next delivery may begin.
 * Microseconds, since a thousand a second and more are allowed; within the clock's own millisecond several may go. */
#include "emulator/core/delivery_pace.h"

#define PLACES     256
#define SECOND_US  INT64_C(1000000)
#define CLOCK_US   1000
#define MS(micros) ((micros) / 1000)

static struct pace {
    uint64_t lane; /* a hash of it */
    int64_t next_us;
} places[PLACES];

/* FNV-1a, 64 bits. */
static uint64_t hash_of(const char *kind, struct span lane)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (; *kind; kind++) hash = (hash ^ (unsigned char)*kind) * UINT64_C(1099511628211);
    for (size_t i = 0; i < lane.size; i++) hash = (hash ^ (unsigned char)lane.data[i]) * UINT64_C(1099511628211);
    return hash;
}

/* Whose time is more than a second ahead was counted by another clock. */
static bool is_waiting(const struct pace *p, int64_t now_us)
{
    return p->next_us >= now_us + CLOCK_US && p->next_us <= now_us + SECOND_US + CLOCK_US;
}

static struct pace *pace_find(uint64_t lane)
{
    for (unsigned i = 0; i < PLACES; i++)
        if (places[(lane + i) % PLACES].lane == lane) return &places[(lane + i) % PLACES];
    return NULL;
}

/* Where all are taken, one more lane goes by the time of the one whose place it gets. */
static struct pace *pace_make(uint64_t lane, int64_t now_us)
{
    struct pace *p = &places[lane % PLACES];

    for (unsigned i = 0; i < PLACES && is_waiting(p, now_us); i++) p = &places[(lane + i) % PLACES];
    p->lane = lane;
    return p;
}

bool delivery_pace_is_open(const char *kind, struct span lane, int64_t now_ms, int64_t *again_ms)
{
    struct pace *p = pace_find(hash_of(kind, lane));

    if (!p || !is_waiting(p, now_ms * CLOCK_US)) return true;
    if (*again_ms == 0 || MS(p->next_us) < *again_ms) *again_ms = MS(p->next_us);
    return false;
}

void delivery_pace_count(const char *kind, struct span lane, int64_t per_second, int64_t now_ms)
{
    int64_t now_us = now_ms * CLOCK_US;
    uint64_t hash = hash_of(kind, lane);
    struct pace *p;

    if (per_second <= 0) return;
    p = pace_find(hash);
    if (!p) p = pace_make(hash, now_us);
    if (p->next_us < now_us || p->next_us > now_us + SECOND_US + CLOCK_US) p->next_us = now_us;
    p->next_us += SECOND_US / per_second;
}
