/* Cases of operations, played through the door. */
#include "tests/support/emulator/steps.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/world.h"

struct steps {
    const char *service;
    struct arena *arena;
    struct doc *kept;
};

/* Where a path of names and numbers leads in an answer. */
static struct doc *follow(struct doc *d, const struct doc *path)
{
    for (size_t i = 0; i < doc_count(path) && d; i++)
        d = doc_is(d, DOC_LIST) ? doc_at(d, (size_t)doc_at(path, i)->integer)
                                : doc_get_span(d, doc_text(doc_at(path, i)));
    return d;
}

/* Pairs of a path and what must be there; null: nothing. */
static bool are(struct doc *out, const struct doc *pairs)
{
    for (size_t i = 0; i < doc_count(pairs); i++) {
        const struct doc *found = follow(out, doc_at(doc_at(pairs, i), 0)), *wanted = doc_at(doc_at(pairs, i), 1);
        if (doc_is(wanted, DOC_NULL) ? found != NULL : !found || !doc_equal(found, wanted)) return false;
    }
    return true;
}

static bool step_holds(const struct doc *step, const struct call *c)
{
    struct span wanted = doc_get_str(step, "error");
    struct span code = doc_get_str(step, "code");

    if (!c->fault.kind && !are(c->out, doc_get(step, "is"))) return false;
    if (!c->fault.kind)
        return !wanted.data && (!doc_get(step, "out") || cases_has_members(c->out, doc_get(step, "out")));
    if (!span_eq(span_of(c->fault.message), wanted)) return false;
    if (doc_get(step, "extra") && !cases_has_members(c->fault.extra, doc_get(step, "extra"))) return false;
    return span_is(code.data ? code : SPAN("ValidationException"), c->fault.kind->code);
}

static struct doc *long_text(struct arena *a, int64_t size)
{
    char *text = arena_alloc(a, (size_t)size);

    memset(text, 'x', (size_t)size);
    return doc_string(a, (struct span){ text, (size_t)size });
}

static void expand(const struct steps *s, struct arena *a, struct doc *d)
{
    for (size_t i = 0; i < doc_count(d); i++) {
        struct doc **child = d->kind == DOC_MAP ? &d->map.members[i].value : &doc_items(d)[i];
        struct doc *kept = doc_is(*child, DOC_MAP) ? doc_get_span(s->kept, doc_get_str(*child, "$kept")) : NULL;
        int64_t size = doc_get_int(*child, "$repeat", 0);
        if (size) *child = long_text(a, size);
        else if (kept) *child = doc_copy(a, kept);
        else expand(s, a, *child);
    }
}

static void keep(struct steps *s, const struct doc *wanted, struct doc *out)
{
    for (size_t i = 0; i < doc_count(wanted); i++) {
        const struct doc *found = follow(out, wanted->map.members[i].value);
        if (found) doc_put_span(s->kept, wanted->map.members[i].name, doc_copy(s->arena, found));
    }
}

static bool step_run(struct steps *s, const struct doc *step)
{
    const char *service = doc_get_cstr(step, "service");
    struct call *c = door_open(service ? service : s->service, doc_get_cstr(step, "op"), &identity_default,
                               SPAN("http://localhost:4566"));
    struct arena *a = s->arena;
    bool holds;

    assert_non_null(c);
    c->in = doc_copy(&c->arena, doc_get(step, "in"));
    expand(s, &c->arena, c->in);
    c->trace_id = doc_get_str(step, "trace");
    if (doc_get(step, "region")) snprintf(c->who.region, sizeof c->who.region, "%s", doc_get_cstr(step, "region"));
    world_advance(doc_get_int(step, "later_ms", 0));
    door_call(c);
    keep(s, doc_get(step, "keep"), c->out);
    holds = step_holds(step, c);
    if (!holds)
        fprintf(stderr, "%s\n  gave: %s\n", json_text(a, step).data,
                c->fault.kind ? arena_printf(a, "%s: %s", c->fault.kind->code, c->fault.message)
                              : json_text(a, c->out).data);
    call_free(c);
    return holds;
}

void steps_play(const char *service, const char *path, size_t at_least)
{
    struct arena a = { 0 };
    struct steps s = { service, &a, doc_map(&a) };
    struct doc *steps = doc_get(cases_read(&a, path), "steps");
    int failed = 0;

    assert_true(doc_count(steps) > at_least);
    for (size_t i = 0; i < doc_count(steps); i++)
        if (!step_run(&s, doc_at(steps, i))) failed++;
    arena_release(&a);
    assert_int_equal(failed, 0);
}
