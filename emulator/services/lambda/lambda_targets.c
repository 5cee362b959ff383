/* Revisions of functions, and the lines of events that wait for a process. */
#include "emulator/services/lambda/lambda_targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/panic.h"
#include "emulator/services/lambda/lambda_limits.h"
#include "emulator/services/lambda/lambda_wrap.h"

#define DEBUGGED_SECONDS (24 * 3600)
#define STARTING_MAX     6     /* processes of one revision that start at a time, at most */
#define ANSWERED_US      50000 /* so long a process may take from its answer to its next `next` */
#define RAN_SHARE        8     /* of how long invocations take, the last one is an eighth */

struct lambda_pool lambda_pool = { .lock = PTHREAD_MUTEX_INITIALIZER, .is_stopping = true };

static struct lambda_target *target_new(const struct lambda_function *f)
{
    struct lambda_target *t = memory_new(1, sizeof *t);

    lambda_function_copy(&t->arena, f, &t->f);
    t->wrap = lambda_wrap_of(&t->arena, f->name);
    if (t->wrap) t->f.timeout_seconds = DEBUGGED_SECONDS;
    t->line_end = &t->line;
    t->next = lambda_pool.targets;
    lambda_pool.targets = t;
    return t;
}

struct lambda_target *lambda_target_of(const struct lambda_function *f)
{
    for (struct lambda_target *t = lambda_pool.targets; t; t = t->next)
        if (!t->is_outdated && t->f.id == f->id && t->f.edition == f->edition) return t;
    return target_new(f);
}

bool lambda_targets_sweep(void)
{
    bool is_any_freed = false;

    for (struct lambda_target **at = &lambda_pool.targets; *at;) {
        struct lambda_target *t = *at;
        if (!t->is_outdated || t->instances || t->line || t->starting) {
            at = &t->next;
            continue;
        }
        *at = t->next;
        arena_release(&t->arena);
        free(t);
        is_any_freed = true;
    }
    return is_any_freed;
}

struct tally {
    int there, answered; /* processes that will take an event; those of them that have just answered */
};

/* One that has answered and does not ask for its next event soon is not counted on. */
static struct tally tally(const struct lambda_target *t)
{
    int64_t soon_us = clock_monotonic_us() - ANSWERED_US;
    struct tally of = { t->starting, 0 };

    for (const struct lambda_instance *i = t->instances; i; i = i->next) {
        if (i->killed || i->state == STARTING || (i->state == ANSWERED && i->since_us < soon_us)) continue;
        of.there++;
        of.answered += i->state == ANSWERED;
    }
    return of;
}

static int waiting_up_to(const struct lambda_target *t, int most)
{
    int waiting = 0;

    for (const struct lambda_invocation *v = t->line; v && waiting < most; v = v->next) waiting++;
    return waiting;
}

/* Starting is work for a processor: more of them at a time are ready no sooner, and take time from those that work.
 * Asking how many there are reads a file: it is done once. */
static int starting_max(void)
{
    static long processors;

    if (!processors) processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 2 ? 2 : processors < STARTING_MAX ? (int)processors : STARTING_MAX;
}

void lambda_target_ran(struct lambda_target *t, int64_t us)
{
    t->run_us = t->run_us ? t->run_us + (us - t->run_us) / RAN_SHARE : us;
    if (t->run_us <= 0) t->run_us = 1;
}

/* Will the processes that there are have taken all that wait before another one would have started? They will not where
 * the first has waited for so long already. */
static bool line_is_soon_taken(const struct lambda_target *t, int ready)
{
    int64_t most = t->run_us ? ready * t->start_us / t->run_us : 0;

    if (!t->line || !most || clock_monotonic_us() - t->line->lined_us > t->start_us) return false;
    return most > LAMBDA_CONCURRENCY_MAX || waiting_up_to(t, (int)most + 1) <= most;
}

/* AWS: a process for each invocation that runs, and no more. */
int lambda_target_wants(const struct lambda_target *t)
{
    int most = starting_max() - t->starting, wants;
    struct tally of;

    if (most <= 0 || (!t->line && !t->provisioned)) return 0;
    of = tally(t);
    wants = waiting_up_to(t, t->starting + of.answered + most) - t->starting - of.answered;
    if (wants > t->running - of.there) wants = t->running - of.there;
    if (line_is_soon_taken(t, of.there - t->starting)) wants = 0;
    if (!t->is_outdated && t->failed_starts < LAMBDA_STARTS_MAX && wants < t->provisioned - of.there)
        wants = (int)(t->provisioned - of.there);
    return wants < 0 ? 0 : wants < most ? wants : most;
}

int64_t lambda_target_ready(const struct lambda_target *t)
{
    int64_t ready = 0;

    for (const struct lambda_instance *i = t->instances; i; i = i->next) ready += !i->killed && i->state != STARTING;
    return ready;
}

void lambda_instance_kill(struct lambda_instance *i, enum lambda_kill_reason why)
{
    if (i->killed == NOT_KILLED) i->killed = why;
    lambda_process_kill(&i->process);
}

void lambda_line_put(struct lambda_target *t, struct lambda_invocation *v)
{
    v->next = NULL;
    v->lined_us = clock_monotonic_us();
    *t->line_end = v;
    t->line_end = &v->next;
}

struct lambda_invocation *lambda_line_take(struct lambda_target *t)
{
    struct lambda_invocation *v = t->line;

    if (!v) return NULL;
    t->line = v->next;
    if (!t->line) t->line_end = &t->line;
    return v;
}
