/* The list of watches; a set of them is a word with a bit each. */
#include "emulator/store/watch.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct watch *watches[WATCHES_MAX];
static int watch_count;

void watch_add(struct watch *w)
{
    pthread_mutex_lock(&lock);
    if (!w->bit) {
        assert(watch_count < WATCHES_MAX);
        watches[watch_count++] = w;
        w->bit = watch_count;
    }
    pthread_mutex_unlock(&lock);
}

bool watch_holds_now(const struct watch *w, uint64_t since)
{
    return since && w->bit && w->changed <= since;
}

static bool is_among(const char *table, const char *const *tables)
{
    for (; *tables; tables++)
        if (strcmp(*tables, table) == 0) return true;
    return false;
}

uint32_t watch_set_of(const char *table)
{
    uint32_t set = 0;

    pthread_mutex_lock(&lock);
    for (int i = 0; i < watch_count; i++)
        if (is_among(table, watches[i]->tables)) set |= UINT32_C(1) << i;
    pthread_mutex_unlock(&lock);
    return set;
}

void watch_set_changed(uint32_t set, uint64_t commit)
{
    if (!set) return;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < watch_count; i++)
        if (set & UINT32_C(1) << i) watches[i]->changed = commit;
    pthread_mutex_unlock(&lock);
}
