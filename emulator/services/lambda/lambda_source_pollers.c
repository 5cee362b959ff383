/* A change is applied once it is committed, with copies of what it needs. */
#include "emulator/services/lambda/lambda_source_pollers.h"

#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_source_queue.h"
#include "emulator/services/lambda/lambda_source_settings.h"
#include "emulator/store/store.h"

/* --- following ---------------------------------------------------------------------------------------------------- */

/* A mapping and its function's role, as they are committed. */
struct change {
    struct arena arena;
    struct lambda_source source;
    struct span role; /* absent: there is no function */
};

static void poller_stop(const struct lambda_source *s)
{
    if (lambda_source_kind_of(s) == LAMBDA_SOURCE_QUEUE) lambda_source_queue_stop(s->id);
}

static void poller_turn(const struct lambda_source *s, struct span role)
{
    poller_stop(s);
    if (!s->is_enabled || !role.data) return;
    if (lambda_source_kind_of(s) == LAMBDA_SOURCE_QUEUE) lambda_source_queue_start(s, role);
}

static void change_drop(void *value)
{
    struct change *change = *(struct change **)value;

    arena_release(&change->arena);
    free(change);
}

static void change_apply(void *value)
{
    struct change *change = *(struct change **)value;

    poller_turn(&change->source, change->role);
    change_drop(value);
}

static void source_copy(struct arena *a, struct lambda_source *to, const struct lambda_source *s)
{
    *to = *s;
    to->uuid = arena_span(a, s->uuid);
    to->account = arena_span(a, s->account);
    to->region = arena_span(a, s->region);
    to->function = arena_span(a, s->function);
    to->qualifier = arena_span(a, s->qualifier);
    to->arn = arena_span(a, s->arn);
    to->endpoint = arena_span(a, s->endpoint);
    to->config = doc_copy(a, s->config);
    to->tags = NULL;
    to->result = (struct span){ NULL, 0 };
}

static struct span role_of(struct db *db, struct arena *a, const struct lambda_source *s)
{
    struct lambda_name n = { s->account, s->region, s->function, s->qualifier };
    struct lambda_function f;

    return lambda_name_resolve(db, a, &n, LAMBDA_FIRST, &f) ? f.role : (struct span){ NULL, 0 };
}

void lambda_source_follow(struct call *c, const struct lambda_source *s)
{
    struct change *change = memory_new(1, sizeof *change);

    source_copy(&change->arena, &change->source, s);
    change->role = role_of(c->db, &change->arena, s);
    call_after_commit_owning(c, change_apply, change_drop, &change, sizeof change);
}

void lambda_source_unfollow(struct call *c, const struct lambda_source *s)
{
    struct lambda_source off = *s;

    off.is_enabled = false;
    lambda_source_follow(c, &off);
}

void lambda_sources_follow(struct call *c, const struct lambda_function *f)
{
    for (struct rows *r = lambda_sources_after(c->db, f->account, f->region, 0); rows_next(r);) {
        struct lambda_source s;

        lambda_source_read(r, &c->arena, &s);
        if (span_eq(s.function, f->name)) lambda_source_follow(c, &s);
    }
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

void lambda_source_pollers_reset(void)
{
    lambda_source_queues_stop();
}

void lambda_source_pollers_stop(void)
{
    queue_pollers_close(true);
    lambda_source_pollers_reset();
}

void lambda_source_pollers_start(void)
{
    struct db *db = store_reader_take();
    struct arena a = { 0 };

    queue_pollers_close(false);
    if (!db) return;
    for (struct rows *r = lambda_sources_all(db); rows_next(r);) {
        struct lambda_source s;

        lambda_source_read(r, &a, &s);
        poller_turn(&s, role_of(db, &a, &s));
    }
    store_reader_give(db);
    arena_release(&a);
}
