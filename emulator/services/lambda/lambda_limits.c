/* Beside what the pool knows stands what functions have reserved: read at the start, and followed from then on. The
 * pool's lock guards it. */
#include "emulator/services/lambda/lambda_limits.h"

#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/services/lambda/lambda_concurrency_store.h"
#include "emulator/services/lambda/lambda_targets.h"
#include "emulator/store/store.h"

struct reserved {
    int64_t latest_id, count; /* -1: none any more */
    char account[13], region[32];
    struct reserved *next;
};

static struct reserved *list;

/* --- what is reserved --------------------------------------------------------------------------------------------- */

static struct reserved reserved_make(int64_t latest_id, int64_t count, struct span account, struct span region)
{
    struct reserved r = { .latest_id = latest_id, .count = count };

    snprintf(r.account, sizeof r.account, "%.*s", SPAN_ARG(account));
    snprintf(r.region, sizeof r.region, "%.*s", SPAN_ARG(region));
    return r;
}

/* Under the lock. */
static void list_put(const struct reserved *given)
{
    struct reserved **at = &list, *r;

    while (*at && (*at)->latest_id != given->latest_id) at = &(*at)->next;
    r = *at;
    if (r) *at = r->next;
    if (given->count < 0) {
        free(r);
        return;
    }
    if (!r) r = memory_new(1, sizeof *r);
    *r = *given;
    r->next = list;
    list = r;
}

static void followed(void *value)
{
    const struct reserved *r = value;

    pthread_mutex_lock(&lambda_pool.lock);
    list_put(r);
    for (struct lambda_target *t = lambda_pool.targets; t; t = t->next)
        if (t->f.latest_id == r->latest_id) t->f.reserved_concurrency = r->count;
    pthread_mutex_unlock(&lambda_pool.lock);
}

void lambda_limits_follow(struct call *c, const struct lambda_function *f, int64_t reserved)
{
    struct reserved r = reserved_make(f->latest_id, reserved, f->account, f->region);

    call_after_commit(c, followed, &r, sizeof r);
}

void lambda_limits_start(void)
{
    struct db *db = store_reader_take();

    if (!db) return;
    for (struct rows *r = lambda_reserved_all(db); rows_next(r);) {
        struct reserved one = reserved_make(rows_int(r, 0), rows_int(r, 1), rows_text(r, 2), rows_text(r, 3));
        pthread_mutex_lock(&lambda_pool.lock);
        list_put(&one);
        pthread_mutex_unlock(&lambda_pool.lock);
    }
    store_reader_give(db);
}

void lambda_limits_reset(void)
{
    pthread_mutex_lock(&lambda_pool.lock);
    for (struct reserved *next; list; list = next) {
        next = list->next;
        free(list);
    }
    pthread_mutex_unlock(&lambda_pool.lock);
}

/* --- what runs ---------------------------------------------------------------------------------------------------- */

/* What of the account's concurrency in the region is spoken for: what functions have reserved, and of the others what
 * runs, or stands ready for them. */
static int64_t account_used(const struct lambda_function *f)
{
    int64_t used = 0;

    for (const struct reserved *r = list; r; r = r->next)
        if (span_is(f->account, r->account) && span_is(f->region, r->region)) used += r->count;
    for (const struct lambda_target *t = lambda_pool.targets; t; t = t->next) {
        if (t->f.reserved_concurrency >= 0 || !span_eq(t->f.account, f->account) || !span_eq(t->f.region, f->region))
            continue;
        used += t->running > t->provisioned ? t->running : t->provisioned;
    }
    return used;
}

/* Is one of the processes that stand ready for the version left? */
static bool has_provisioned(const struct lambda_function *f)
{
    for (const struct lambda_target *t = lambda_pool.targets; t; t = t->next)
        if (!t->is_outdated && t->f.id == f->id && t->running < t->provisioned) return true;
    return false;
}

static int64_t function_used(const struct lambda_function *f)
{
    int64_t used = 0;

    for (const struct lambda_target *t = lambda_pool.targets; t; t = t->next)
        if (t->f.latest_id == f->latest_id) used += t->running;
    return used;
}

const char *lambda_limits_reached(const struct lambda_function *f)
{
    if (f->reserved_concurrency >= 0 && function_used(f) >= f->reserved_concurrency)
        return "ReservedFunctionConcurrentInvocationLimitExceeded";
    if (lambda_pool.running >= LAMBDA_CONCURRENCY_MAX) return "ConcurrentInvocationLimitExceeded";
    if (f->reserved_concurrency >= 0 || account_used(f) < LAMBDA_CONCURRENCY_MAX || has_provisioned(f)) return NULL;
    return "ConcurrentInvocationLimitExceeded";
}
