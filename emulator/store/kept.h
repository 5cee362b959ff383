/* What was read of the store and worked out from it (compiled policies, say), by name, until a commit changes the
 * tables it came from. Shared by all threads: who finds one holds it until it is released, whatever becomes of it
 * meanwhile. */
#ifndef NUBE_KEPT_H
#define NUBE_KEPT_H

#include <pthread.h>

#include "emulator/base/arena.h"
#include "emulator/store/watch.h"

struct kept {
    struct arena arena; /* the value's; nothing is added once it is shared */
    void *value;
    struct span name;
    uint64_t since;
    _Atomic int holders;
};

#define KEPT_SLOTS 512

/* Zero-initialise it; a name has one slot, and the last that was put has it. */
struct kept_table {
    struct {
        pthread_mutex_t lock;
        struct kept *kept;
    } slots[KEPT_SLOTS];
    bool is_ready;
};

/* Before the first use, on one thread; may be called again, from any, which empties it. */
void kept_start(struct kept_table *t);

/* What is kept of that name and still holds, or NULL. */
struct kept *kept_find(struct kept_table *t, const struct watch *watch, struct span name);

/* A new one, held by its maker; its name is copied. */
struct kept *kept_new(struct span name);

/* Shares it: it was read at that commit, see watch_commit_of. Its maker goes on holding it. Not from the writer. */
void kept_put(struct kept_table *t, struct kept *k, uint64_t since);

/* NULL is allowed. */
void kept_release(struct kept *k);

#endif
