/* Revisions of functions, and the lines of events that wait for a process. */
#include "emulator/services/lambda/lambda_parts.h"

#include <stdlib.h>

static struct doc *doc_or_null(struct arena *a, const struct doc *d)
{
    return d ? doc_copy(a, d) : NULL;
}

static struct target *target_new(const struct lambda_function *f)
{
    struct target *t = calloc(1, sizeof *t);
    struct arena *a = &t->arena;

    if (!t) abort();
    t->f = *f;
    t->f.account = arena_span(a, f->account);
    t->f.region = arena_span(a, f->region);
    t->f.name = arena_span(a, f->name);
    t->f.arn = arena_span(a, f->arn);
    t->f.revision = arena_span(a, f->revision);
    t->f.role = arena_span(a, f->role);
    t->f.handler = arena_span(a, f->handler);
    t->f.code_sha256 = arena_span(a, f->code_sha256);
    t->f.environment = doc_or_null(a, f->environment);
    t->f.policy = t->f.tags = NULL;
    t->line_end = &t->line;
    t->next = lambda_pool.targets;
    lambda_pool.targets = t;
    return t;
}

struct target *lambda_pool_target_of(const struct lambda_function *f)
{
    for (struct target *t = lambda_pool.targets; t; t = t->next)
        if (!t->is_outdated && span_eq(t->f.arn, f->arn) && span_eq(t->f.revision, f->revision)) return t;
    return target_new(f);
}

void lambda_pool_targets_sweep(void)
{
    for (struct target **at = &lambda_pool.targets; *at;) {
        struct target *t = *at;
        if (!t->is_outdated || t->instances || t->line || t->starting) {
            at = &t->next;
            continue;
        }
        *at = t->next;
        arena_release(&t->arena);
        free(t);
    }
}

void lambda_pool_instance_kill(struct instance *i, enum kill_reason why)
{
    if (i->killed == NOT_KILLED) i->killed = why;
    lambda_process_kill(&i->process);
}

void lambda_pool_line_put(struct target *t, struct invocation *v)
{
    v->next = NULL;
    *t->line_end = v;
    t->line_end = &v->next;
}

struct invocation *lambda_pool_line_take(struct target *t)
{
    struct invocation *v = t->line;

    if (!v) return NULL;
    t->line = v->next;
    if (!t->line) t->line_end = &t->line;
    return v;
}
