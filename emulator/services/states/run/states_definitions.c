/* A small table of compiled definitions. An entry counts who uses it; beyond ENTRIES_MAX unused ones go, the longest
 * unused first. */
#include "emulator/services/states/run/states_definitions.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/services/states/store/states_store.h"

#define ENTRIES_MAX 128

struct entry {
    int64_t id; /* 0: forgotten */
    struct asl_definition *definition;
    int users;
    uint64_t used;
    struct entry *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct entry *entries;
static uint64_t uses;
static int count;

static void entry_drop(struct entry **at)
{
    struct entry *e = *at;

    *at = e->next;
    count--;
    asl_definition_free(e->definition);
    free(e);
}

static void oldest_drop(void)
{
    struct entry **oldest = NULL;

    for (struct entry **at = &entries; *at; at = &(*at)->next) {
        if (!(*at)->users && (!oldest || (*at)->used < (*oldest)->used)) oldest = at;
    }
    if (oldest) entry_drop(oldest);
}

static struct entry *entry_find(int64_t id)
{
    for (struct entry *e = entries; e; e = e->next) {
        if (e->id == id) return e;
    }
    return NULL;
}

static const struct asl_definition *use(struct entry *e)
{
    e->users++;
    e->used = ++uses;
    return e->definition;
}

static struct asl_definition *read_and_compile(struct db *db, int64_t id)
{
    struct arena a = { 0 };
    struct asl_report report = { .arena = &a };
    struct span text = states_definition_text(db, &a, id);
    struct asl_definition *d = text.data ? asl_definition_new(text, false, &report) : NULL;

    arena_release(&a);
    return d;
}

const struct asl_definition *states_definition_take(struct db *db, int64_t id)
{
    const struct asl_definition *taken = NULL;
    struct asl_definition *compiled;
    struct entry *e;

    pthread_mutex_lock(&lock);
    if ((e = entry_find(id))) taken = use(e);
    pthread_mutex_unlock(&lock);
    if (taken || !(compiled = read_and_compile(db, id))) return taken;

    pthread_mutex_lock(&lock);
    if (!(e = entry_find(id))) {
        if (count >= ENTRIES_MAX) oldest_drop();
        e = memory_new(1, sizeof *e);
        *e = (struct entry){ .id = id, .definition = compiled, .next = entries };
        entries = e;
        count++;
        compiled = NULL;
    }
    taken = use(e);
    pthread_mutex_unlock(&lock);
    asl_definition_free(compiled);
    return taken;
}

void states_definition_give(const struct asl_definition *d)
{
    pthread_mutex_lock(&lock);
    for (struct entry **at = &entries; *at; at = &(*at)->next) {
        if ((*at)->definition != d) continue;
        if (--(*at)->users == 0 && (*at)->id == 0) entry_drop(at);
        break;
    }
    pthread_mutex_unlock(&lock);
}

void states_definitions_forget(void)
{
    struct entry **at = &entries;

    pthread_mutex_lock(&lock);
    while (*at) {
        (*at)->id = 0;
        if ((*at)->users) at = &(*at)->next;
        else entry_drop(at);
    }
    pthread_mutex_unlock(&lock);
}
