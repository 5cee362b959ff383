/* A target knows for which qualifier it is provided: where that leads to another version now, it has a successor. */
#include "emulator/services/lambda/lambda_provided.h"

#include <stdio.h>

#include "emulator/services/lambda/lambda_poll.h"

/* Is it provided for the qualifier of that function's version? */
static bool is_for(const struct lambda_target *t, const struct lambda_function *f)
{
    return !t->is_outdated && t->provisioned && t->f.latest_id == f->latest_id && span_is(f->qualifier, t->provided_as);
}

static void former_end(const struct lambda_target *successor)
{
    for (struct lambda_target *t = lambda_pool.targets; t; t = t->next)
        if (t->successor_id == successor->f.id) t->provisioned = t->ready_for = t->successor_id = 0;
}

void lambda_provided_look(struct lambda_target *t)
{
    int64_t ready = t->ready_for < t->provisioned ? lambda_target_ready(t) : 0;

    t->failed_starts = 0;
    if (ready <= t->ready_for) return;
    t->ready_for = ready;
    if (ready >= t->provisioned) former_end(t);
}

static void former_keep(const struct lambda_target *successor, const struct lambda_function *f)
{
    for (struct lambda_target *t = lambda_pool.targets; t; t = t->next) {
        if (t == successor || !is_for(t, f)) continue;
        t->successor_id = successor->f.id;
        t->is_provided = true;
    }
}

void lambda_provided_put(const struct lambda_function *f, int64_t count)
{
    struct lambda_target *t;

    pthread_mutex_lock(&lambda_pool.lock);
    t = lambda_target_of(f);
    t->provisioned = count;
    t->is_provided = true;
    t->successor_id = 0;
    snprintf(t->provided_as, sizeof t->provided_as, "%.*s", SPAN_ARG(f->qualifier));
    lambda_provided_look(t);
    if (t->ready_for < count) former_keep(t, f);
    pthread_mutex_unlock(&lambda_pool.lock);
    lambda_poll_wake();
}

void lambda_provided_rest(void)
{
    pthread_mutex_lock(&lambda_pool.lock);
    for (struct lambda_target *t = lambda_pool.targets; t; t = t->next) {
        if (!t->is_provided) t->provisioned = t->ready_for = t->successor_id = 0;
        t->is_provided = false;
    }
    pthread_mutex_unlock(&lambda_pool.lock);
}

struct lambda_readiness lambda_provided_readiness(const struct lambda_function *f, int64_t wanted)
{
    struct lambda_readiness r = { .count = 0 };

    pthread_mutex_lock(&lambda_pool.lock);
    for (const struct lambda_target *t = lambda_pool.targets; t; t = t->next) {
        int64_t ready = is_for(t, f) ? lambda_target_ready(t) : 0;
        if (ready > r.count) r.count = ready < wanted ? ready : wanted;
        if (t->is_outdated || t->f.id != f->id || t->provisioned < wanted) continue;
        r.is_done = t->ready_for >= wanted;
        r.has_failed = !r.is_done && t->failed_starts >= LAMBDA_STARTS_MAX;
    }
    pthread_mutex_unlock(&lambda_pool.lock);
    if (r.is_done) r.count = wanted;
    return r;
}
