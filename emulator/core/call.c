/* Opening, closing and waiting of calls, and their effects. */
#include "emulator/core/call.h"

#include <stdlib.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/ids.h"
#include "emulator/core/effect.h"
#include "emulator/core/park.h"
#include "emulator/store/store.h"

struct effect {
    void (*fn)(void *arg);
    void (*drop)(void *arg);
    void *arg;
    struct effect *next;
};

struct call *call_new(const struct service *service, const struct operation *operation, const struct identity *who,
                      struct span endpoint)
{
    struct call *c = calloc(1, sizeof *c);

    if (!c) abort();
    c->service = service;
    c->operation = operation;
    c->who = *who;
    c->who.source_arn = arena_span(&c->arena, who->source_arn);
    c->endpoint = arena_span(&c->arena, endpoint);
    c->now_ms = c->started_ms = clock_now_ms();
    c->in = doc_map(&c->arena);
    c->out = doc_map(&c->arena);
    c->effects_end = &c->effects;
    uuid_new(c->request_id);
    return c;
}

void call_free(struct call *c)
{
    effects_run(c, true);
    arena_release(&c->arena);
    free(c);
}

int call_wait(struct call *c, const char *key, int64_t until_ms)
{
    c->wait.key = key;
    c->wait.until_ms = until_ms;
    c->wait.keeps = false;
    return CALL_WAIT;
}

int call_wait_keeping(struct call *c, const char *key, int64_t until_ms)
{
    call_wait(c, key, until_ms);
    c->wait.keeps = true;
    return CALL_WAIT;
}

int call_store_failed(struct call *c)
{
    c->fault.kind = NULL;
    return fault(c, &fault_internal, "%s", "An internal error occurred: the store could not be read or written.");
}

int call_leave_store(struct call *c)
{
    struct db *db = c->db;
    int rc = 0;

    if (!db) return 0;
    c->db = NULL;
    if (db_failed(db)) rc = call_store_failed(c);
    store_reader_give(db);
    return rc;
}

void call_after_commit(struct call *c, void (*fn)(void *arg), void (*drop)(void *arg), void *arg)
{
    struct effect *e = ARENA_NEW(&c->arena, struct effect);

    *e = (struct effect){ fn, drop, arg, NULL };
    *c->effects_end = e;
    c->effects_end = &e->next;
}

struct wake {
    int count;
    char key[];
};

static void wake_run(void *arg)
{
    struct wake *w = arg;

    park_wake(w->key, w->count);
    free(w);
}

void call_wake(struct call *c, const char *key, int count)
{
    struct wake *w = malloc(sizeof *w + strlen(key) + 1);

    if (!w) abort();
    w->count = count;
    strcpy(w->key, key);
    call_after_commit(c, wake_run, free, w);
}

void effects_run(struct call *c, bool drop)
{
    struct effect *e = c->effects;

    c->effects = NULL;
    c->effects_end = &c->effects;
    for (; e; e = e->next) {
        if (!drop) e->fn(e->arg);
        else if (e->drop) e->drop(e->arg);
    }
}

/* The nodes are copied into the parent's arena, since the child's may go first. */
void effects_adopt(struct call *parent, struct call *child)
{
    for (struct effect *e = child->effects; e; e = e->next) call_after_commit(parent, e->fn, e->drop, e->arg);
    child->effects = NULL;
    child->effects_end = &child->effects;
}
