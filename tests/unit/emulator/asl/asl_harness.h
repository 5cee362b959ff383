/* Running executions against played tasks: shared by the tests of the interpreter. */
#ifndef NUBE_ASL_HARNESS_H
#define NUBE_ASL_HARNESS_H

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "emulator/asl/run/asl_execution.h"
#include "emulator/asl/run/asl_saved.h"
#include "emulator/base/json.h"

/* Reads a whole file into the arena; absent when there is none. */
static inline struct span harness_file(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    char *data;
    long size;

    if (!f) return (struct span){ 0 };
    fseek(f, 0, SEEK_END);
    size = ftell(f);
    rewind(f);
    data = arena_alloc(a, (size_t)size + 1);
    size = (long)fread(data, 1, (size_t)size, f);
    fclose(f);
    return (struct span){ data, (size_t)size };
}

/* How the play goes: outcomes in the order tasks ask for them. */
struct harness {
    struct arena *arena;
    struct doc *
        outcomes; /* list of {"output": …} | {"error":…, "cause":…} | {"timeout": true}; on the way {"submitted": …} | {"worker": …} | {"heartbeat": seconds} */
    size_t used;
    bool restore_often; /* saves and restores between all stretches: the result must be the same */
    struct buf history;
    int64_t now_ms;
    int64_t last_event;
    enum asl_status status;
    const struct asl_definition *definition;
    bool echoes;            /* a task without an outcome gives its parameters */
    struct span output;     /* of one that succeeded */
    const char *unexpected; /* a task asked for other than its outcome's "wants" */
};

static inline struct span harness_text(struct arena *a, const struct doc *d)
{
    return !d ? (struct span){ 0 } : doc_is(d, DOC_STRING) ? doc_text(d) : json_text(a, d);
}

static inline void harness_collect(struct harness *h, struct asl_execution *x)
{
    if (x->history.size && h->history.size) buf_add_char(&h->history, ',');
    buf_add_span(&h->history, buf_span(&x->history));
    buf_clear(&x->history);
}

static inline struct span harness_token(struct arena *a, void *arg, int64_t task)
{
    (void)arg;
    return arena_format(a, "token-%lld", (long long)task);
}

/* Something happens to a task on its way. */
static inline bool harness_on_the_way(struct harness *h, struct asl_execution *x, int64_t task)
{
    struct doc *o = doc_at(h->outcomes, h->used);

    h->now_ms += doc_get_int(o, "heartbeat", 0) * 1000;
    if (doc_get(o, "submitted"))
        asl_execution_task_submitted(x, task, json_text(h->arena, doc_get(o, "submitted")), h->now_ms);
    else if (doc_get(o, "worker")) asl_execution_task_started(x, task, doc_get_str(o, "worker"), h->now_ms);
    else if (doc_get(o, "heartbeat")) asl_execution_task_heartbeat(x, task, h->now_ms);
    else return false;
    h->used++;
    return true;
}

static inline void harness_wants(struct harness *h, const struct doc *outcome, struct span parameters)
{
    struct doc *wants = doc_get(outcome, "wants");

    if (wants && !doc_equal(wants, json_parse(h->arena, parameters, NULL)))
        h->unexpected = arena_printf(h->arena, "a task that wants %.*s", SPAN_ARG(parameters));
}

static inline void harness_play_part(struct harness *h, const struct asl_definition *d, struct span label,
                                     struct span input, int limit);

/* A distributed Map's children, one after the other, as the service runs them; each sees the outcomes from the first
 * on. */
static inline struct asl_outcome harness_map_run(struct harness *h, struct doc *run)
{
    struct doc *inputs = doc_get(run, "inputs"), *results = doc_list(h->arena);
    bool detailed = doc_get_bool(run, "detailed", false);
    double failed = 0, total = (double)doc_count(inputs),
           tolerated = doc_as_double(doc_get(run, "toleratedFailureCount")),
           percentage = doc_as_double(doc_get(run, "toleratedFailurePercentage"));

    for (size_t i = 0; i < doc_count(inputs); i++) {
        struct harness child = { .arena = h->arena,
                                 .now_ms = h->now_ms,
                                 .outcomes = doc_get(doc_at(h->outcomes, i), "child"),
                                 .echoes = h->echoes };
        struct doc *result;

        harness_play_part(&child, h->definition, doc_get_str(run, "label"), json_text(h->arena, doc_at(inputs, i)),
                          1000);
        buf_release(&child.history);
        failed += child.status != ASL_SUCCEEDED;
        if (child.status == ASL_SUCCEEDED && !detailed) {
            doc_append(results, json_parse(h->arena, child.output, NULL));
            continue;
        }
        result = doc_append_map(results);
        doc_put_cstr(result, "Status", child.status == ASL_SUCCEEDED ? "SUCCEEDED" : "FAILED");
        if (child.status == ASL_SUCCEEDED) doc_put_str(result, "Output", child.output);
    }
    if (failed > tolerated && failed * 100 / total > percentage)
        return (struct asl_outcome){ .failed = true,
                                     .error = SPAN("States.ExceedToleratedFailureThreshold"),
                                     .cause = SPAN("The specified tolerated failure threshold was exceeded") };
    return (struct asl_outcome){ .output = json_text(h->arena, results) };
}

/* Plays the execution to its end, at most `limit` stretches. The history is then h->history, without its brackets. */
static inline void harness_play(struct harness *h, const struct asl_definition *d, struct span input, int limit)
{
    harness_play_part(h, d, (struct span){ 0 }, input, limit);
}

static inline void harness_play_part(struct harness *h, const struct asl_definition *d, struct span label,
                                     struct span input, int limit)
{
    struct asl_facts facts = { SPAN("arn:aws:states:us-east-1:000000000000:execution:machine:run"),
                               SPAN("run"),
                               SPAN("arn:aws:iam::000000000000:role/r"),
                               SPAN("arn:aws:states:us-east-1:000000000000:stateMachine:machine"),
                               SPAN("machine"),
                               SPAN("us-east-1"),
                               input,
                               h->now_ms,
                               .map_label = label,
                               .task_token = harness_token };
    struct asl_execution *x = asl_execution_new(d, &facts);
    int64_t waiting[64];            /* tasks */
    struct span parameters = { 0 }; /* of the latest */
    size_t count = 0;

    struct doc *map_run = NULL;

    h->definition = d;
    asl_execution_start(x, h->now_ms);
    harness_collect(h, x);
    while (x->status == ASL_RUNNING && limit-- > 0) {
        for (struct asl_task *t = x->tasks; t && count < 64; t = t->next) {
            waiting[count++] = t->id;
            parameters = arena_span(h->arena, asl_payload_as_text(&t->parameters, h->arena));
            if (t->resource->is_map_run) map_run = doc_copy(h->arena, asl_payload_as_doc(&t->parameters, h->arena));
        }
        if (h->restore_often) {
            struct asl_execution *fresh = asl_execution_restore(d, &facts, asl_execution_save(x), x->last_event);

            assert_non_null(fresh);
            asl_execution_free(x);
            x = fresh;
            asl_execution_resume_tasks(x);
        }
        x->tasks = NULL;
        x->tasks_end = &x->tasks;
        if (asl_execution_is_ready(x)) {
            asl_execution_advance(x, h->now_ms);
        } else if (map_run) {
            struct asl_outcome outcome = harness_map_run(h, map_run);

            map_run = NULL;
            asl_execution_task_done(x, waiting[--count], &outcome, h->now_ms);
        } else if (count && harness_on_the_way(h, x, waiting[0])) {
            /* goes on waiting */
        } else if (count && h->used < doc_count(h->outcomes) && !doc_get(doc_at(h->outcomes, h->used), "timeout")) {
            struct doc *o = doc_at(h->outcomes, h->used++);
            struct asl_outcome outcome = { .failed = doc_get(o, "output") == NULL,
                                           .never_began = doc_get_bool(o, "never_began", false),
                                           .output =
                                               doc_get(o, "output")
                                                   ? (doc_get(o, "text") ? doc_get_str(o, "output")
                                                                         : json_text(h->arena, doc_get(o, "output")))
                                                   : (struct span){ 0 },
                                           .error = harness_text(h->arena, doc_get(o, "error")),
                                           .cause = harness_text(h->arena, doc_get(o, "cause")) };

            int64_t id = waiting[0];

            harness_wants(h, o, parameters);
            memmove(waiting, waiting + 1, --count * sizeof *waiting);
            asl_execution_task_done(x, id, &outcome, h->now_ms);
        } else if (count && h->echoes && h->used >= doc_count(h->outcomes)) {
            struct asl_outcome outcome = { .output = parameters };

            asl_execution_task_done(x, waiting[--count], &outcome, h->now_ms);
        } else if (asl_execution_due(x)) {
            if (count && h->used < doc_count(h->outcomes)) {
                h->used++;
                count--;
            }
            h->now_ms = asl_execution_due(x) > h->now_ms ? asl_execution_due(x) : h->now_ms;
            asl_execution_wake(x, h->now_ms);
        } else {
            break;
        }
        harness_collect(h, x);
    }
    h->status = x->status;
    h->output = arena_span(h->arena, x->output);
    h->last_event = x->last_event;
    asl_execution_free(x);
}

/* The whole history as a list. */
static inline struct doc *harness_events(struct harness *h)
{
    struct span text = arena_format(h->arena, "[%.*s]", SPAN_ARG(buf_span(&h->history)));
    struct doc *events = json_parse(h->arena, text, NULL);

    buf_release(&h->history);
    assert_non_null(events);
    return events;
}

#endif
