/* Bytes that are kept under a name for some time, in a table of bounded size: what authorizers said of whom, what
 * methods answered. All of it from any thread. */
#ifndef NUBE_MEMO_H
#define NUBE_MEMO_H

#include <pthread.h>

#include "emulator/base/arena.h"

#define MEMO_ENTRIES 1024

struct memo {
    pthread_mutex_t lock;
    size_t one_max, all_max; /* bytes, names included: of one entry, and of all */
    size_t bytes;
    struct memo_entry {
        char *text; /* the name, then the bytes; NULL: free */
        size_t name_size, size;
        int64_t until_ms;
    } entries[MEMO_ENTRIES];
};

/* An empty one, as a static object: no entry is larger than one_max bytes, and all together are no larger than
 * all_max. */
#define MEMO(one_max_, all_max_)                                                                                 \
    {                                                                                                            \
        .lock = PTHREAD_MUTEX_INITIALIZER, .one_max = (one_max_), .all_max = (all_max_), .entries = { { NULL } } \
    }

/* What is kept under the name and not over yet, in the arena; absent: there is nothing. */
struct span memo_find(struct memo *m, struct arena *a, struct span name, int64_t now_ms);

/* Keeps bytes, unless they are more than the table takes of one. */
void memo_put(struct memo *m, struct span name, struct span bytes, int64_t until_ms);

/* Forgets all whose names begin so. */
void memo_forget_below(struct memo *m, struct span prefix);

/* Forgets all. */
void memo_reset(struct memo *m);

#endif
