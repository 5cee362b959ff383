/* A list: few listen. */
#include "emulator/core/bell.h"

#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct bell *bells;

void bell_listen(struct bell *b)
{
    pthread_mutex_lock(&lock);
    b->next = bells;
    bells = b;
    pthread_mutex_unlock(&lock);
}

void bell_leave(struct bell *b)
{
    struct bell **at = &bells;

    pthread_mutex_lock(&lock);
    while (*at && *at != b) at = &(*at)->next;
    if (*at) *at = b->next;
    pthread_mutex_unlock(&lock);
}

static void ring(void *value)
{
    struct span name = span_of(value);

    pthread_mutex_lock(&lock);
    for (struct bell *b = bells; b; b = b->next)
        if (span_eq(b->name, name)) b->rung(b->arg);
    pthread_mutex_unlock(&lock);
}

void bell_ring(struct call *c, struct span name)
{
    call_after_commit(c, ring, arena_string(&c->arena, name), name.size + 1);
}
