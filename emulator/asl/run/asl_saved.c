/* The saved form of an execution: its tree of branches as a flat text of numbers and counted strings, read back
 * without parsing any payload.
 *
 *     form    := "3 " branch
 *     branch  := state phase index previous entered_id entered_ms due_ms retries is_again task       numbers
 *                attempts[retriers of the state]                                                     numbers
 *                input parameters variables item                                                     counted
 *                [ phase TASK; not in form "1 ":
 *                  timeout_seconds heartbeat_seconds heartbeat_due_ms is_handed_over                 numbers
 *                  role_arn                                                                          counted ]
 *                [ a Map's phase TASK:
 *                  stage items_max concurrency tolerated_count tolerated_percentage                  numbers
 *                  arn items                                                                         counted
 *                  redrives, not in form "2 "                                                        number ]
 *                [ phase JOIN:
 *                  child_count started ended concurrency                                             numbers
 *                  items                                                                             counted
 *                  per child: "0 " or "1 " branch or "2 " result ]
 *                [ a distributed Map's phase JOIN; not in form "2 ":
 *                  stage redrives                                                                    numbers
 *                  arn                                                                               counted ]
 *     number  := decimal digits and a blank
 *     counted := size ":" bytes;  an absent one is "-1:"
 *
 * The state is its index in its machine, so a form fits one revision of a definition only.
 */
#include "emulator/asl/run/asl_saved.h"

#include "emulator/asl/run/asl_branch.h"

#define CHILDREN_MAX    300000
#define PERCENTAGE_UNIT 1000000.0

enum { CHILD_NOT_STARTED, CHILD_RUNS, CHILD_ENDED };

static void put_int(struct buf *out, int64_t value)
{
    char digits[24];
    char *at = digits + sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    *--at = ' ';
    do *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0) *--at = '-';
    buf_add(out, at, (size_t)(digits + sizeof digits - at));
}

static void put_span(struct buf *out, struct span s)
{
    if (!s.data) {
        buf_add_text(out, "-1:");
        return;
    }
    buf_printf(out, "%zu:", s.size);
    buf_add_span(out, s);
}

static void put_payload(struct asl_execution *x, struct buf *out, struct asl_payload *p)
{
    put_span(out, p->text.data || p->doc ? asl_payload_as_text(p, &x->arena) : (struct span){ 0 });
}

static void put_branch(struct asl_execution *x, struct buf *out, struct asl_branch *b);

static void put_children(struct asl_execution *x, struct buf *out, struct asl_branch *b)
{
    put_int(out, b->join.child_count);
    put_int(out, b->join.started);
    put_int(out, b->join.ended);
    put_int(out, b->join.concurrency);
    put_payload(x, out, &b->join.items);
    for (uint32_t i = 0; i < b->join.child_count; i++) {
        put_int(out, i >= b->join.started ? CHILD_NOT_STARTED : b->join.children[i] ? CHILD_RUNS : CHILD_ENDED);
        if (i < b->join.started && b->join.children[i]) put_branch(x, out, b->join.children[i]);
        else if (i < b->join.started) put_payload(x, out, &b->join.results[i]);
    }
}

static void put_task(struct buf *out, const struct asl_branch *b)
{
    put_int(out, b->task.timeout_seconds);
    put_int(out, b->task.heartbeat_seconds);
    put_int(out, b->task.heartbeat_due_ms);
    put_int(out, b->task.is_handed_over);
    put_span(out, b->task.role_arn);
}

static bool is_map_task(const struct asl_branch *b, enum asl_phase phase)
{
    return phase == PHASE_TASK && b->state->type == ASL_MAP;
}

static void put_map_task(struct asl_execution *x, struct buf *out, struct asl_branch *b)
{
    put_int(out, b->run.stage);
    put_int(out, b->run.items_max);
    put_int(out, b->join.concurrency);
    put_int(out, b->run.tolerated_count);
    put_int(out, (int64_t)(b->run.tolerated_percentage * PERCENTAGE_UNIT));
    put_span(out, b->run.arn);
    put_payload(x, out, &b->join.items);
    put_int(out, b->run.redrives);
}

/* Of one that failed, for a redrive. */
static void put_map_run(struct buf *out, const struct asl_branch *b)
{
    put_int(out, b->run.stage);
    put_int(out, b->run.redrives);
    put_span(out, b->run.arn);
}

static void put_branch(struct asl_execution *x, struct buf *out, struct asl_branch *b)
{
    enum asl_phase phase = b->phase == PHASE_ENDED ? b->left : b->phase;
    const int64_t numbers[] = { b->state->index, phase,     b->index,   b->previous, b->entered_id,
                                b->entered_ms,   b->due_ms, b->retries, b->is_again, b->task.id };

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) put_int(out, numbers[i]);
    for (uint32_t i = 0; i < b->state->retrier_count; i++) put_int(out, b->attempts ? b->attempts[i] : 0);
    put_payload(x, out, &b->input);
    if (is_map_task(b, phase) && b->task.is_handed_over) put_span(out, (struct span){ 0 }); /* the run's rows have it */
    else put_payload(x, out, &b->parameters);
    put_span(out, b->variables ? json_text(&x->arena, b->variables) : (struct span){ 0 });
    put_payload(x, out, &b->item);
    if (phase == PHASE_TASK) put_task(out, b);
    if (is_map_task(b, phase)) put_map_task(x, out, b);
    if (phase == PHASE_JOIN) put_children(x, out, b);
    if (phase == PHASE_JOIN && b->state->distributed) put_map_run(out, b);
}

struct span asl_execution_save(struct asl_execution *x)
{
    struct buf out = { 0 };
    struct span saved;

    put_int(&out, 3);
    put_branch(x, &out, x->root);
    saved = arena_span(&x->arena, buf_span(&out));
    buf_release(&out);
    return saved;
}

struct form {
    struct asl_execution *x;
    struct span rest;
    int64_t version;
    bool bad;
};

static int64_t take_number(struct form *f, char end)
{
    size_t size = span_find(f->rest, end);
    int64_t value = 0;

    if (size == f->rest.size || !span_int(span_sub(f->rest, 0, size), &value)) f->bad = true;
    f->rest = span_sub(f->rest, size + 1, SIZE_MAX);
    return value;
}

static int64_t take_int(struct form *f, int64_t least, int64_t most)
{
    int64_t value = take_number(f, ' ');

    if (value < least || value > most) f->bad = true;
    return f->bad ? least : value;
}

static struct span take_span(struct form *f)
{
    int64_t size = take_number(f, ':');
    struct span s;

    if (f->bad || size < 0) return (struct span){ 0 };
    if ((uint64_t)size > f->rest.size) {
        f->bad = true;
        return (struct span){ 0 };
    }
    s = span_sub(f->rest, 0, (size_t)size);
    f->rest = span_sub(f->rest, (size_t)size, SIZE_MAX);
    return s;
}

static struct asl_branch *take_branch(struct form *f, struct asl_branch *parent, const struct asl_machine *m);

static void take_children(struct form *f, struct asl_branch *b)
{
    bool is_map = b->state->type == ASL_MAP;

    b->join.child_count = (uint32_t)take_int(f, 0, CHILDREN_MAX);
    b->join.started = (uint32_t)take_int(f, 0, b->join.child_count);
    b->join.ended = (uint32_t)take_int(f, 0, b->join.started);
    b->join.concurrency = take_int(f, 0, INT64_MAX);
    b->join.items = asl_payload_text(take_span(f));
    if (!b->state->branch_count || (!is_map && b->join.child_count > b->state->branch_count)) f->bad = true;
    b->join.children = ARENA_ARRAY(&f->x->arena, struct asl_branch *, b->join.child_count + 1);
    b->join.results = ARENA_ARRAY(&f->x->arena, struct asl_payload, b->join.child_count + 1);
    for (uint32_t i = 0; i < b->join.child_count && !f->bad; i++) {
        int64_t how = take_int(f, CHILD_NOT_STARTED, CHILD_ENDED);

        if (how == CHILD_RUNS) b->join.children[i] = take_branch(f, b, b->state->branches[is_map ? 0 : i]);
        if (how == CHILD_ENDED) b->join.results[i] = asl_payload_text(take_span(f));
    }
}

static void take_task(struct form *f, struct asl_branch *b)
{
    b->task.timeout_seconds = take_int(f, 0, INT64_MAX);
    b->task.heartbeat_seconds = take_int(f, 0, INT64_MAX);
    b->task.heartbeat_due_ms = take_int(f, INT64_MIN, INT64_MAX);
    b->task.is_handed_over = take_int(f, 0, 1) != 0;
    b->task.role_arn = take_span(f);
}

static void take_map_task(struct form *f, struct asl_branch *b)
{
    if (!b->state->distributed) f->bad = true;
    b->run.stage = (enum asl_map_stage)take_int(f, MAP_READS, MAP_LOADS);
    b->run.items_max = take_int(f, 0, INT64_MAX);
    b->join.concurrency = take_int(f, 0, INT64_MAX);
    b->run.tolerated_count = take_int(f, 0, INT64_MAX);
    b->run.tolerated_percentage = (double)take_int(f, 0, INT64_MAX) / PERCENTAGE_UNIT;
    b->run.arn = take_span(f);
    b->join.items = asl_payload_text(take_span(f));
    if (f->version >= 3) b->run.redrives = take_int(f, 0, INT64_MAX);
    if (b->run.arn.size < 36) f->bad = true;
}

static void take_map_run(struct form *f, struct asl_branch *b)
{
    b->run.stage = (enum asl_map_stage)take_int(f, MAP_READS, MAP_LOADS);
    b->run.redrives = take_int(f, 0, INT64_MAX);
    b->run.arn = take_span(f);
}

static void take_variables(struct form *f, struct asl_branch *b, struct span text)
{
    b->variables = json_parse(&f->x->arena, text, NULL);
    if (!doc_is(b->variables, DOC_MAP)) f->bad = true;
    b->variables_bytes = text.size - 1;
}

static struct asl_branch *take_branch(struct form *f, struct asl_branch *parent, const struct asl_machine *m)
{
    struct asl_branch *b = asl_branch_new(f->x, parent, m, 0);
    struct span variables;

    b->state = &m->states[take_int(f, 0, (int64_t)m->count - 1)];
    b->phase = (enum asl_phase)take_int(f, PHASE_READY, PHASE_ENDED);
    b->index = (uint32_t)take_int(f, 0, CHILDREN_MAX);
    b->previous = take_int(f, 0, INT64_MAX);
    b->entered_id = take_int(f, 0, INT64_MAX);
    b->entered_ms = take_int(f, INT64_MIN, INT64_MAX);
    b->due_ms = take_int(f, INT64_MIN, INT64_MAX);
    b->retries = (uint32_t)take_int(f, 0, UINT32_MAX);
    b->is_again = take_int(f, 0, 1) != 0;
    b->task.id = take_int(f, 0, INT64_MAX);
    b->attempts = ARENA_ARRAY(&f->x->arena, uint32_t, b->state->retrier_count + 1);
    for (uint32_t i = 0; i < b->state->retrier_count; i++) b->attempts[i] = (uint32_t)take_int(f, 0, UINT32_MAX);
    b->input = asl_payload_text(take_span(f));
    b->parameters = asl_payload_text(take_span(f));
    variables = take_span(f);
    if (variables.data) take_variables(f, b, variables);
    b->item = asl_payload_text(take_span(f));
    if (!f->bad && b->phase == PHASE_TASK && f->version >= 2) take_task(f, b);
    if (!f->bad && is_map_task(b, b->phase)) take_map_task(f, b);
    if (!f->bad && b->phase == PHASE_JOIN) take_children(f, b);
    if (!f->bad && b->phase == PHASE_JOIN && b->state->distributed && f->version >= 3) take_map_run(f, b);
    if (!f->bad && b->phase == PHASE_READY) asl_branch_ready(f->x, b);
    return b;
}

struct asl_execution *asl_execution_restore(const struct asl_definition *definition, const struct asl_facts *facts,
                                            struct span saved, int64_t last_event)
{
    struct form f = { .x = asl_execution_new(definition, facts) };

    f.x->last_event = last_event;
    f.rest = arena_span(&f.x->arena, saved);
    f.version = take_int(&f, 1, 3);
    if (!f.bad) f.x->root = take_branch(&f, NULL, f.x->machine);
    if (!f.bad) return f.x;
    asl_execution_free(f.x);
    return NULL;
}
