/* An execution, stretch by stretch, with what its tasks give. */
#include "tests/support/emulator/asl_harness.h"

#include <string.h>

#include "emulator/asl/run/asl_saved.h"
#include "emulator/base/json.h"

#define WAITING_MAX 64

/* An execution that is played. */
struct stage {
    struct harness *h;
    struct asl_facts facts;
    struct asl_execution *x;
    int64_t waiting[WAITING_MAX]; /* tasks, those that came first first */
    size_t count;
    struct span parameters; /* of the latest */
    struct doc *map_run;    /* a distributed Map that is to be run */
};

struct span harness_text(struct arena *a, const struct doc *d)
{
    return !d ? (struct span){ 0 } : doc_is(d, DOC_STRING) ? doc_text(d) : json_text(a, d);
}

static void collect(struct harness *h, struct asl_execution *x)
{
    if (x->history.size && h->history.size) buf_add_char(&h->history, ',');
    buf_add_span(&h->history, buf_span(&x->history));
    buf_clear(&x->history);
}

static struct span token(struct arena *a, void *arg, int64_t task)
{
    (void)arg;
    return arena_format(a, "token-%lld", (long long)task);
}

/* --- tasks -------------------------------------------------------------------------------------------------------- */

static bool has_outcome(const struct stage *s)
{
    return s->count && s->h->used < doc_count(s->h->outcomes);
}

/* Something happens to the first task on its way. */
static bool go_on_the_way(struct stage *s)
{
    struct harness *h = s->h;
    struct doc *o = doc_at(h->outcomes, h->used);

    if (!s->count) return false;
    h->now_ms += doc_get_int(o, "heartbeat", 0) * 1000;
    if (doc_get(o, "submitted"))
        asl_execution_task_submitted(s->x, s->waiting[0], json_text(h->arena, doc_get(o, "submitted")), h->now_ms);
    else if (doc_get(o, "worker")) asl_execution_task_started(s->x, s->waiting[0], doc_get_str(o, "worker"), h->now_ms);
    else if (doc_get(o, "heartbeat")) asl_execution_task_heartbeat(s->x, s->waiting[0], h->now_ms);
    else return false;
    h->used++;
    return true;
}

static void look_at_wanted(struct stage *s, const struct doc *outcome)
{
    struct doc *wants = doc_get(outcome, "wants");

    if (wants && !doc_equal(wants, json_parse(s->h->arena, s->parameters, NULL)))
        s->h->unexpected = arena_printf(s->h->arena, "a task that wants %.*s", SPAN_ARG(s->parameters));
}

static struct asl_outcome outcome_of(struct arena *a, const struct doc *o)
{
    struct doc *output = doc_get(o, "output");

    return (struct asl_outcome){ .failed = output == NULL,
                                 .never_began = doc_get_bool(o, "never_began", false),
                                 .output = !output              ? (struct span){ 0 }
                                           : doc_get(o, "text") ? doc_text(output)
                                                                : json_text(a, output),
                                 .error = harness_text(a, doc_get(o, "error")),
                                 .cause = harness_text(a, doc_get(o, "cause")) };
}

/* The task that waits longest gets the next outcome. */
static void outcome_give(struct stage *s)
{
    struct doc *o = doc_at(s->h->outcomes, s->h->used++);
    struct asl_outcome outcome = outcome_of(s->h->arena, o);
    int64_t id = s->waiting[0];

    look_at_wanted(s, o);
    memmove(s->waiting, s->waiting + 1, --s->count * sizeof *s->waiting);
    asl_execution_task_done(s->x, id, &outcome, s->h->now_ms);
}

/* Time passes until something is due; a task whose outcome is a timeout is over then. */
static void time_pass(struct stage *s)
{
    struct harness *h = s->h;

    if (has_outcome(s)) {
        h->used++;
        s->count--;
    }
    h->now_ms = asl_execution_due(s->x) > h->now_ms ? asl_execution_due(s->x) : h->now_ms;
    asl_execution_wake(s->x, h->now_ms);
}

/* --- a distributed Map -------------------------------------------------------------------------------------------- */

static void play_part(struct harness *h, const struct asl_definition *d, struct span label, struct span input,
                      int limit);

static void child_play(struct harness *child, const struct harness *h, struct doc *run, size_t i)
{
    *child = (struct harness){ .arena = h->arena,
                               .now_ms = h->now_ms,
                               .outcomes = doc_get(doc_at(h->outcomes, i), "child"),
                               .echoes = h->echoes };
    play_part(child, h->definition, doc_get_str(run, "label"), json_text(h->arena, doc_at(doc_get(run, "inputs"), i)),
              1000);
    buf_release(&child->history);
}

static void child_tell(const struct harness *child, bool is_detailed, struct doc *results)
{
    struct doc *result;

    if (child->status == ASL_SUCCEEDED && !is_detailed) {
        doc_append(results, json_parse(child->arena, child->output, NULL));
        return;
    }
    result = doc_append_map(results);
    doc_put_cstr(result, "Status", child->status == ASL_SUCCEEDED ? "SUCCEEDED" : "FAILED");
    if (child->status == ASL_SUCCEEDED) doc_put_str(result, "Output", child->output);
}

/* Its children, one after the other, as the service runs them; each sees the outcomes from the first on. */
static struct asl_outcome map_run_play(struct harness *h, struct doc *run)
{
    struct doc *results = doc_list(h->arena);
    double failed = 0, total = (double)doc_count(doc_get(run, "inputs")),
           tolerated = doc_as_double(doc_get(run, "toleratedFailureCount")),
           percentage = doc_as_double(doc_get(run, "toleratedFailurePercentage"));

    for (size_t i = 0; i < doc_count(doc_get(run, "inputs")); i++) {
        struct harness child;
        child_play(&child, h, run, i);
        failed += child.status != ASL_SUCCEEDED;
        child_tell(&child, doc_get_bool(run, "detailed", false), results);
    }
    if (failed > tolerated && failed * 100 / total > percentage)
        return (struct asl_outcome){ .failed = true,
                                     .error = SPAN("States.ExceedToleratedFailureThreshold"),
                                     .cause = SPAN("The specified tolerated failure threshold was exceeded") };
    return (struct asl_outcome){ .output = json_text(h->arena, results) };
}

/* --- stretches ---------------------------------------------------------------------------------------------------- */

static void tasks_take(struct stage *s)
{
    struct arena *a = s->h->arena;

    for (struct asl_task *t = s->x->tasks; t && s->count < WAITING_MAX; t = t->next) {
        s->waiting[s->count++] = t->id;
        s->parameters = arena_span(a, asl_payload_as_text(&t->parameters, a));
        if (t->resource->is_map_run) s->map_run = doc_copy(a, asl_payload_as_doc(&t->parameters, a));
    }
}

static void restore(struct stage *s)
{
    struct asl_execution *fresh =
        asl_execution_restore(s->h->definition, &s->facts, asl_execution_save(s->x), s->x->last_event);

    assert_non_null(fresh);
    asl_execution_free(s->x);
    s->x = fresh;
    asl_execution_resume_tasks(s->x);
}

static void last_task_done(struct stage *s, struct asl_outcome outcome)
{
    asl_execution_task_done(s->x, s->waiting[--s->count], &outcome, s->h->now_ms);
}

/* False: nothing can happen any more. */
static bool stretch(struct stage *s)
{
    struct harness *h = s->h;
    struct doc *map_run = s->map_run;

    if (asl_execution_is_ready(s->x)) {
        asl_execution_advance(s->x, h->now_ms);
    } else if (map_run) {
        s->map_run = NULL;
        last_task_done(s, map_run_play(h, map_run));
    } else if (go_on_the_way(s)) {
        return true;
    } else if (has_outcome(s) && !doc_get(doc_at(h->outcomes, h->used), "timeout")) {
        outcome_give(s);
    } else if (s->count && h->echoes && !has_outcome(s)) {
        last_task_done(s, (struct asl_outcome){ .output = s->parameters });
    } else if (asl_execution_due(s->x)) {
        time_pass(s);
    } else {
        return false;
    }
    return true;
}

static void play_part(struct harness *h, const struct asl_definition *d, struct span label, struct span input,
                      int limit)
{
    struct stage s = { .h = h,
                       .facts = { SPAN("arn:aws:states:us-east-1:000000000000:execution:machine:run"), SPAN("run"),
                                  SPAN("arn:aws:iam::000000000000:role/r"),
                                  SPAN("arn:aws:states:us-east-1:000000000000:stateMachine:machine"), SPAN("machine"),
                                  SPAN("us-east-1"), input, h->now_ms, .map_label = label, .task_token = token } };
    bool goes_on = true;

    h->definition = d;
    s.x = asl_execution_new(d, &s.facts);
    asl_execution_start(s.x, h->now_ms);
    collect(h, s.x);
    while (goes_on && s.x->status == ASL_RUNNING && limit-- > 0) {
        tasks_take(&s);
        if (h->restore_often) restore(&s);
        s.x->tasks = NULL;
        s.x->tasks_end = &s.x->tasks;
        goes_on = stretch(&s);
        collect(h, s.x);
    }
    h->status = s.x->status;
    h->output = arena_span(h->arena, s.x->output);
    h->last_event = s.x->last_event;
    asl_execution_free(s.x);
}

void harness_play(struct harness *h, const struct asl_definition *d, struct span input, int limit)
{
    play_part(h, d, (struct span){ 0 }, input, limit);
}

struct doc *harness_events(struct harness *h)
{
    struct span text = arena_format(h->arena, "[%.*s]", SPAN_ARG(buf_span(&h->history)));
    struct doc *events = json_parse(h->arena, text, NULL);

    buf_release(&h->history);
    assert_non_null(events);
    return events;
}
