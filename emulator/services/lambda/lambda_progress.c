/* A list in memory, which is empty but for moments:
 *
 *     begin ── commit: a timer ──▶ over ─┬─ the timer is due
 *       └── no commit: forgotten         └─ somebody looks
 *
 * An entry is of one edition of a version's id. So it says nothing of a row whose change was undone, and the next
 * change in the same batch of commits finds the one before it. */
#include "emulator/services/lambda/lambda_progress.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/panic.h"
#include "emulator/base/timers.h"
#include "emulator/services/lambda/lambda_faults.h"

struct entry {
    struct arena arena;
    int64_t id, latest_id, edition;
    bool is_update;
    struct lambda_function *former; /* of an update, where it still can run; else NULL */
    uint64_t timer;                 /* 0: before the commit */
    struct entry *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct entry *entries;
static _Atomic int count; /* so that an invocation takes no lock where there is none */
static void (*update_over)(int64_t function_id, int64_t edition);

void lambda_progress_start(void (*over)(int64_t function_id, int64_t edition))
{
    update_over = over;
}

/* --- entries ------------------------------------------------------------------------------------------------------ */

/* Under the lock. */
static struct entry *entry_find(int64_t id, int64_t edition)
{
    struct entry *e = count ? entries : NULL;

    while (e && (e->id != id || e->edition != edition)) e = e->next;
    return e;
}

/* Those of the function as a whole, or of one edition of a version of it (0: of any), or all. */
struct which {
    int64_t latest_id, id, edition;
};

static bool is_meant(const struct entry *e, const struct which *w)
{
    return (!w->latest_id || e->latest_id == w->latest_id) && (!w->id || e->id == w->id) &&
           (!w->edition || e->edition == w->edition);
}

/* Out of the list. Under the lock. */
static struct entry *entries_take(const struct which *w)
{
    struct entry *taken = NULL;

    for (struct entry **at = &entries; *at;) {
        struct entry *e = *at;
        if (!is_meant(e, w)) {
            at = &e->next;
            continue;
        }
        *at = e->next;
        e->next = taken;
        taken = e;
        count--;
    }
    return taken;
}

static void entries_free(struct entry *list)
{
    for (struct entry *e = list, *next; e; e = next) {
        next = e->next;
        if (e->timer) timer_cancel(e->timer);
        arena_release(&e->arena);
        free(e);
    }
}

static void forget(const struct which *w)
{
    struct entry *gone;

    pthread_mutex_lock(&lock);
    gone = entries_take(w);
    pthread_mutex_unlock(&lock);
    entries_free(gone);
}

static void end(const struct which *w)
{
    struct entry *over;

    pthread_mutex_lock(&lock);
    over = entries_take(w);
    pthread_mutex_unlock(&lock);
    for (const struct entry *e = over; e; e = e->next)
        if (e->is_update) update_over(e->id, e->edition);
    entries_free(over);
}

/* --- a beginning -------------------------------------------------------------------------------------------------- */

static void due(void *id)
{
    end(&(struct which){ .id = (intptr_t)id });
}

static void committed(void *value)
{
    const struct which *w = value;
    struct entry *e;

    pthread_mutex_lock(&lock);
    e = entry_find(w->id, w->edition);
    if (e) e->timer = timer_add(clock_now_ms() + LAMBDA_PROGRESS_MS, due, (void *)(intptr_t)e->id);
    pthread_mutex_unlock(&lock);
}

static void undone(void *value)
{
    forget(value);
}

static void begin(struct call *c, const struct lambda_function *f, struct entry *e)
{
    struct which w = { .id = f->id, .edition = f->edition };

    e->id = f->id;
    e->latest_id = f->latest_id;
    e->edition = f->edition;
    forget(&(struct which){ .id = f->id }); /* of a change that was undone */
    pthread_mutex_lock(&lock);
    e->next = entries;
    entries = e;
    count++;
    pthread_mutex_unlock(&lock);
    call_after_commit_owning(c, committed, undone, &w, sizeof w);
}

void lambda_progress_create(struct call *c, const struct lambda_function *f)
{
    begin(c, f, memory_new(1, sizeof(struct entry)));
}

void lambda_progress_update(struct call *c, const struct lambda_function *f, const struct lambda_function *former)
{
    struct entry *e = memory_new(1, sizeof *e);

    e->is_update = true;
    if (former) e->former = ARENA_NEW(&e->arena, struct lambda_function);
    if (former) lambda_function_copy(&e->arena, former, e->former);
    begin(c, f, e);
}

/* --- what it means ------------------------------------------------------------------------------------------------ */

enum lambda_progress lambda_progress_of(const struct lambda_function *f)
{
    enum lambda_progress progress = LAMBDA_DONE;
    const struct entry *e;

    if (!count) return LAMBDA_DONE;
    pthread_mutex_lock(&lock);
    e = entry_find(f->id, f->edition);
    if (e) progress = e->is_update ? LAMBDA_IN_PROGRESS : LAMBDA_PENDING;
    pthread_mutex_unlock(&lock);
    return progress;
}

int lambda_progress_check(struct call *c, const struct lambda_function *f)
{
    switch (lambda_progress_of(f)) {
    case LAMBDA_DONE: break;
    case LAMBDA_PENDING:
        return fault(c, &lambda_resource_conflict,
                     "The operation cannot be performed at this time. The function is currently in the following "
                     "state: Pending");
    case LAMBDA_IN_PROGRESS:
        return fault(c, &lambda_resource_conflict,
                     "The operation cannot be performed at this time. An update is in progress for resource: %.*s",
                     SPAN_ARG(f->arn));
    }
    return 0;
}

void lambda_progress_look(const struct lambda_function *f)
{
    if (count) end(&(struct which){ .latest_id = f->latest_id });
}

/* As it was asked for, and with what belongs to the function as a whole as it is now. */
static void former_take(struct arena *a, const struct lambda_function *former, struct lambda_function *f)
{
    struct lambda_function now = *f;

    lambda_function_copy(a, former, f);
    f->qualifier = now.qualifier;
    f->invoked_arn = now.invoked_arn;
    f->tags = now.tags;
    f->reserved_concurrency = now.reserved_concurrency;
    f->last_version = now.last_version;
    f->published_edition = now.published_edition;
    f->common = now.common;
}

void lambda_progress_run_former(struct arena *a, struct lambda_function *f)
{
    const struct entry *e;

    if (!count) return;
    pthread_mutex_lock(&lock);
    e = entry_find(f->id, f->edition);
    if (e && e->former) former_take(a, e->former, f);
    pthread_mutex_unlock(&lock);
}

void lambda_progress_formers(void (*use)(const struct lambda_function *former, void *arg), void *arg)
{
    pthread_mutex_lock(&lock);
    for (const struct entry *e = entries; e; e = e->next)
        if (e->former) use(e->former, arg);
    pthread_mutex_unlock(&lock);
}

void lambda_progress_reset(void)
{
    forget(&(struct which){ 0 });
}
