/* Revisions of functions, and the lines of events that wait for a process. */
#include "emulator/services/lambda/lambda_targets.h"

#include <stdlib.h>

#include "emulator/base/panic.h"

struct lambda_pool lambda_pool = { .lock = PTHREAD_MUTEX_INITIALIZER, .is_stopping = true };

static struct lambda_target *target_new(const struct lambda_function *f)
{
    struct lambda_target *t = memory_new(1, sizeof *t);

    lambda_function_copy(&t->arena, f, &t->f);
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

void lambda_instance_kill(struct lambda_instance *i, enum lambda_kill_reason why)
{
    if (i->killed == NOT_KILLED) i->killed = why;
    lambda_process_kill(&i->process);
}

void lambda_line_put(struct lambda_target *t, struct lambda_invocation *v)
{
    v->next = NULL;
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
