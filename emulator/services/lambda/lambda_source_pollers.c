/* A change is applied once it is committed, with copies of what it needs. */
#include "emulator/services/lambda/lambda_source_pollers.h"

#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_source_queue.h"
#include "emulator/services/lambda/lambda_source_settings.h"
#include "emulator/services/lambda/lambda_source_stream.h"
#include "emulator/store/store.h"

/* --- following ---------------------------------------------------------------------------------------------------- */

/* A mapping with what its poller needs beside it, as they are committed. */
struct change {
    struct arena arena;
    struct lambda_source source;
    struct span role; /* of its function; absent: there is no function */
    struct stream_position positions[STREAM_LANES_MAX];
    int lanes;
};

static void change_apply_to_poller(const struct change *change)
{
    const struct lambda_source *s = &change->source;
    bool is_queue = lambda_source_kind_of(s) == LAMBDA_SOURCE_QUEUE;

    if (is_queue) lambda_source_queue_stop(s->id);
    else lambda_source_stream_stop(s->id);
    if (!s->is_enabled || !change->role.data) return;
    if (is_queue) lambda_source_queue_start(s, change->role);
    else lambda_source_stream_start(s, change->role, change->positions, change->lanes);
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

    change_apply_to_poller(change);
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

static void change_complete(struct db *db, struct change *change)
{
    const struct lambda_source *s = &change->source;

    change->role = role_of(db, &change->arena, s);
    if (lambda_source_kind_of(s) == LAMBDA_SOURCE_STREAM)
        change->lanes = lambda_source_positions(db, &change->arena, s->id, change->positions);
}

void lambda_source_follow(struct call *c, const struct lambda_source *s)
{
    struct change *change = memory_new(1, sizeof *change);

    source_copy(&change->arena, &change->source, s);
    change_complete(c->db, change);
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
    lambda_source_streams_stop();
}

void lambda_source_pollers_stop(void)
{
    queue_pollers_close(true);
    lambda_source_pollers_reset();
}

void lambda_source_pollers_start(void)
{
    struct db *db = store_reader_take();

    queue_pollers_close(false);
    if (!db) return;
    for (struct rows *r = lambda_sources_all(db); rows_next(r);) {
        struct change change = { .lanes = 0 };

        lambda_source_read(r, &change.arena, &change.source);
        change_complete(db, &change);
        change_apply_to_poller(&change);
        arena_release(&change.arena);
    }
    store_reader_give(db);
}
