/* A small table knows which uses were written in this minute, so that a use costs a look. */
#include "emulator/services/iam/iam_uses.h"

#include <stdatomic.h>
#include <stdio.h>

#include "emulator/core/chore.h"
#include "emulator/core/service.h"
#include "emulator/services/iam/iam_use_store.h"

#define MINUTE_MS 60000
#define SLOTS     4096
#define PROBES    8

/* Each: 44 bits of a use's digest, and its minute's lowest 20. */
static _Atomic uint64_t written[SLOTS];

struct use {
    char entity[40], action[160], region[32];
    int64_t time_ms;
};

/* Is it to be written? Then it counts as written. Where eight others are in its way in one minute, it is let go until
 * the next. */
static bool use_is_new(uint64_t digest, int64_t now_ms)
{
    const uint64_t minute = (uint64_t)(now_ms / MINUTE_MS) & 0xfffff, mark = (digest & ~(uint64_t)0xfffff) | minute;
    _Atomic uint64_t *free_slot = NULL;

    for (size_t i = 0; i < PROBES; i++) {
        _Atomic uint64_t *slot = &written[(digest + i) % SLOTS];
        uint64_t found = atomic_load_explicit(slot, memory_order_relaxed);
        if (found == mark) return false;
        if ((found & 0xfffff) != minute && !free_slot) free_slot = slot;
    }
    if (free_slot) atomic_store_explicit(free_slot, mark, memory_order_relaxed);
    return free_slot;
}

static int use_write(struct call *c, void *value)
{
    const struct use *u = value;

    iam_store_use_put(c->db, span_of(u->entity), span_of(u->action), span_of(u->region), u->time_ms);
    return 0;
}

void iam_use_note(struct span unique_id, struct span action, struct span region, int64_t now_ms)
{
    uint64_t digest = span_hash(unique_id) * 31 + span_hash(action) * 7 + span_hash(region);
    struct use u = { .time_ms = now_ms };

    if (!use_is_new(digest, now_ms)) return;
    snprintf(u.entity, sizeof u.entity, "%.*s", SPAN_ARG(unique_id));
    snprintf(u.action, sizeof u.action, "%.*s", SPAN_ARG(action));
    snprintf(u.region, sizeof u.region, "%.*s", SPAN_ARG(region));
    chore_once(service_find("iam"), use_write, NULL, &u, sizeof u);
}

void iam_uses_reset(void)
{
    for (size_t i = 0; i < SLOTS; i++) atomic_store_explicit(&written[i], 0, memory_order_relaxed);
}
