/* Opening, closing and waiting of calls, and their effects. */
#include "emulator/core/call.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/ids.h"
#include "emulator/base/panic.h"
#include "emulator/base/source.h"
#include "emulator/core/effect.h"
#include "emulator/core/park.h"
#include "emulator/core/service.h"
#include "emulator/store/store.h"

struct effect {
    struct effect *next;
    void (*fn)(void *value);
    void (*drop)(void *value);
    size_t size;
    _Alignas(max_align_t) char value[];
};

/* AWS: DynamoDB's ids are 52 characters, of which the latter half is always this. */
static void request_id_new(const struct service *service, char out[53])
{
    static const char tail[] = "VV4KQNSO5AEMVJF66Q9ASUAAJG";

    if (!service || !(service->wire & WIRE_LONG_ID)) {
        uuid_new(out);
        return;
    }
    random_text(out, 52 - (sizeof tail - 1), ALPHABET_UPPER "0189");
    memcpy(out + 52 - (sizeof tail - 1), tail, sizeof tail);
}

struct call *call_new(const struct service *service, const struct operation *operation, const struct identity *who,
                      struct span endpoint)
{
    struct call *c = memory_new(1, sizeof *c);

    c->service = service;
    c->operation = operation;
    c->who = *who;
    c->who.source_arn = arena_span(&c->arena, who->source_arn);
    c->endpoint = arena_span(&c->arena, endpoint);
    c->now_ms = c->started_ms = clock_now_ms();
    c->began_us = clock_monotonic_us();
    c->in = doc_map(&c->arena);
    c->out = doc_map(&c->arena);
    c->effects_end = &c->effects;
    request_id_new(service, c->request_id);
    return c;
}

static const struct operation background = { "Background", &Nothing, &Nothing, NULL, WRITES };

struct call *call_new_background(const struct service *service, struct db *db)
{
    struct identity who;
    struct call *c;

    assert(store_is_writer());
    identity_of_service(service->name, SPAN(ACCOUNT_DEFAULT), SPAN(REGION_DEFAULT), (struct span){ NULL, 0 }, &who);
    c = call_new(service, &background, &who, SPAN("http://localhost"));
    c->db = db;
    c->is_final = true;
    return c;
}

void call_free(struct call *c)
{
    effects_run(c, true);
    source_close(c->body_in);
    source_close(c->body_out);
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

bool call_lend_store(struct call *c, struct db **lent)
{
    *lent = NULL;
    if (c->db) return true;
    *lent = c->db = store_reader_take();
    return c->db;
}

void call_return_store(struct call *c, struct db *lent)
{
    if (!lent) return;
    store_reader_give(lent);
    c->db = NULL;
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

bool call_look_again(struct call *c)
{
    if (!c->db || store_is_writer()) return false;
    store_reader_give(c->db);
    c->db = store_reader_take();
    return c->db != NULL;
}

void call_after_commit_owning(struct call *c, void (*fn)(void *value), void (*drop)(void *value), const void *value,
                              size_t size)
{
    struct effect *e = arena_alloc(&c->arena, sizeof *e + size);

    *e = (struct effect){ .fn = fn, .drop = drop, .size = size };
    if (size) memcpy(e->value, value, size);
    *c->effects_end = e;
    c->effects_end = &e->next;
}

void call_after_commit(struct call *c, void (*fn)(void *value), const void *value, size_t size)
{
    call_after_commit_owning(c, fn, NULL, value, size);
}

struct wake {
    int count;
    char key[];
};

static void wake_run(void *value)
{
    const struct wake *w = value;

    park_wake(w->key, w->count);
}

void call_wake(struct call *c, const char *key, int count)
{
    size_t length = strlen(key) + 1, size = sizeof(struct wake) + length;
    struct wake *w = arena_alloc(&c->arena, size);

    w->count = count;
    memcpy(w->key, key, length);
    call_after_commit(c, wake_run, w, size);
}

void effects_run(struct call *c, bool drop)
{
    struct effect *e = c->effects;

    c->effects = NULL;
    c->effects_end = &c->effects;
    for (; e; e = e->next) {
        if (!drop) e->fn(e->value);
        else if (e->drop) e->drop(e->value);
    }
}

/* The nodes are copied into the parent's arena, since the child's may go first. */
void effects_adopt(struct call *parent, struct call *child)
{
    for (struct effect *e = child->effects; e; e = e->next)
        call_after_commit_owning(parent, e->fn, e->drop, e->value, e->size);
    child->effects = NULL;
    child->effects_end = &child->effects;
}
