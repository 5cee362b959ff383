/* Map runs on their way. All of this is on the writer, in the transaction of whoever brings the news. */
#include "emulator/services/states/run/states_map_runs.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"
#include "emulator/services/states/store/states_callbacks_store.h"
#include "emulator/services/states/run/states_job_outcome.h"
#include "emulator/services/states/store/states_map_runs_store.h"
#include "emulator/services/states/mocks/states_mocks.h"
#include "emulator/services/states/run/states_aftermath.h"

#define CHILDREN_AT_ONCE_MAX 1000 /* DIFFERS: AWS: 10,000 */
#define MILLIONTHS           1000000

/* --- its end ------------------------------------------------------------------------------------------------------ */

/* AWS: dates are texts here, and there are details of an output that is not there. */
static struct span result_detailed(struct arena *a, const struct states_execution *e)
{
    struct doc *d = states_job_description(a, e, false);

    if (!e->output.data) doc_put_bool(doc_put_map(d, "OutputDetails"), "Included", true);
    doc_put_str(d, "StartDate", time_iso8601(a, e->started_ms));
    doc_put_str(d, "StopDate", time_iso8601(a, e->stopped_ms));
    return json_text(a, d);
}

/* The results of the children, as the Map wants them: their outputs, or all of what is known of each. AWS: that also in
 * place of an output that is not there. */
static struct span results(struct db *db, struct arena *a, const struct states_map_run *run)
{
    struct buf list = { 0 };
    struct states_execution e;
    struct span text;
    struct rows *r;

    buf_add_char(&list, '[');
    for (r = states_map_run_children(db, run->id); rows_next(r);) {
        states_execution_read(r, a, &e);
        if (list.size > 1) buf_add_char(&list, ',');
        buf_add_span(&list, run->detailed || e.status != STATES_SUCCEEDED ? result_detailed(a, &e) : e.output);
    }
    buf_add_char(&list, ']');
    text = arena_span(a, buf_span(&list));
    buf_release(&list);
    return text;
}

static void end(struct db *db, struct states_map_run *run, enum states_map_status status, int64_t now_ms)
{
    run->status = status;
    run->stopped_ms = now_ms;
    states_map_run_update(db, run);
}

static void succeed(struct db *db, struct states_map_run *run, int64_t now_ms, struct states_aftermath *after)
{
    struct span output = results(db, &after->arena, run);

    if (!run->detailed && output.size > ASL_DATA_BYTES_MAX) {
        end(db, run, MAP_RUN_FAILED, now_ms);
        states_callback_answer(db, run->execution, run->task, ANSWER_FAILURE, (struct span){ 0 },
                               SPAN("States.DataLimitExceeded"), (struct span){ 0 }, false);
    } else {
        end(db, run, MAP_RUN_SUCCEEDED, now_ms);
        states_callback_answer(db, run->execution, run->task, ANSWER_SUCCESS, output, (struct span){ 0 },
                               (struct span){ 0 }, false);
    }
    states_after_news(after, run->execution);
}

/* Children that still run are to be stopped, others never begin. */
static void children_stop(struct db *db, struct states_map_run *run, struct states_aftermath *after)
{
    struct rows *r;

    for (r = states_map_items_running(db, run->id); rows_next(r);) states_after_stop(after, rows_int(r, 0));
    states_map_items_abort(db, run->id);
    run->running = 0;
}

static void fail(struct db *db, struct states_map_run *run, int64_t now_ms, struct states_aftermath *after)
{
    children_stop(db, run, after);
    end(db, run, MAP_RUN_FAILED, now_ms);
    states_callback_answer(db, run->execution, run->task, ANSWER_FAILURE, (struct span){ 0 },
                           SPAN("States.ExceedToleratedFailureThreshold"),
                           SPAN("The specified tolerated failure threshold was exceeded"), false);
    states_after_news(after, run->execution);
}

void states_map_run_abandon(struct db *db, int64_t execution, int64_t task, int64_t now_ms,
                            struct states_aftermath *after)
{
    struct states_map_run run;

    if (!states_map_run_by_task(db, &after->arena, execution, task, &run) || run.status != MAP_RUN_RUNNING) return;
    children_stop(db, &run, after);
    end(db, &run, MAP_RUN_ABORTED, now_ms);
}

/* --- its children ------------------------------------------------------------------------------------------------- */

/* arn:aws:states:REGION:ACCOUNT:mapRun:NAME/LABEL:UUID: the children's machine is NAME/LABEL. */
static struct span machine_of(const struct states_map_run *run)
{
    struct span rest = run->arn, part = { 0 };

    for (int i = 0; i < 7; i++) span_split(&rest, ':', &part);
    return part;
}

static void child_redrive(struct db *db, const struct states_map_run *run, int64_t index, int64_t child, int64_t now_ms,
                          struct states_aftermath *after)
{
    struct states_execution e = { .id = child, .redriven_ms = now_ms };

    states_execution_redrive(db, &e);
    states_map_item_set_child(db, run->id, index, child);
    states_after_news(after, child);
}

/* The input of one that starts; that of one that starts anew is in the row of its first attempt, which goes. */
static struct span input_take(struct db *db, struct arena *a, const struct states_map_run *run, int64_t index,
                              int64_t before)
{
    struct states_execution e;

    if (!before || !states_execution_by_id(db, a, before, &e)) return states_map_item_input(db, a, run->id, index);
    states_execution_delete(db, before);
    return e.input;
}

static void child_start(struct db *db, const struct states_execution *parent, const struct states_map_run *run,
                        int64_t index, int64_t before, int64_t now_ms, struct states_aftermath *after)
{
    struct states_execution e = { .machine_id = -run->id,
                                  .definition_id = parent->definition_id,
                                  .account = parent->account,
                                  .region = parent->region,
                                  .role_arn = parent->role_arn,
                                  .endpoint = parent->endpoint,
                                  .started_ms = now_ms };
    char uuid[37], express[37];

    uuid_new(uuid);
    uuid_new(express);
    e.machine = machine_of(run);
    e.mock = states_mocks_of_child(&after->arena, parent);
    e.name = span_of(uuid);
    if (run->express) e.express_uuid = span_of(express);
    e.input = input_take(db, &after->arena, run, index, before);
    e.id = states_execution_insert(db, &e);
    states_map_item_set_child(db, run->id, index, e.id);
    states_after_news(after, e.id);
}

/* Starts the child of the next item that waits. */
static void item_begin(struct db *db, const struct states_execution *parent, struct states_map_run *run, int64_t now_ms,
                       struct states_aftermath *after)
{
    int64_t index, before;

    run->begun++;
    if (!states_map_item_next(db, run->id, &index, &before)) return;
    run->running++;
    if (before && !run->express) child_redrive(db, run, index, before, now_ms, after);
    else child_start(db, parent, run, index, before, now_ms, after);
}

/* Starts as many more as may run. */
static void fill(struct db *db, struct states_map_run *run, int64_t now_ms, struct states_aftermath *after)
{
    int64_t most =
        run->concurrency && run->concurrency < CHILDREN_AT_ONCE_MAX ? run->concurrency : CHILDREN_AT_ONCE_MAX;
    struct states_execution parent;

    if (run->begun < run->total && run->running < most &&
        states_execution_by_id(db, &after->arena, run->execution, &parent)) {
        while (run->begun < run->total && run->running < most) item_begin(db, &parent, run, now_ms, after);
    }
    states_map_run_update(db, run);
}

/* AWS: either threshold fails the run; where none is given nothing may fail. */
static bool is_exceeded(const struct states_map_run *run)
{
    bool by_count = run->tolerated_count && run->items_failed > run->tolerated_count;
    bool by_percentage =
        run->tolerated_millionths &&
        (double)run->items_failed * 100 * MILLIONTHS / (double)run->items > (double)run->tolerated_millionths;

    if (!run->tolerated_count && !run->tolerated_millionths) return run->items_failed > 0;
    return by_count || by_percentage;
}

void states_map_run_judge(struct db *db, struct states_map_run *run, int64_t now_ms, struct states_aftermath *after)
{
    if (is_exceeded(run)) fail(db, run, now_ms, after);
    else if (run->ended == run->total) succeed(db, run, now_ms, after);
    else fill(db, run, now_ms, after);
}

void states_map_run_child_ended(struct db *db, const struct states_execution *child, int64_t now_ms,
                                struct states_aftermath *after)
{
    struct states_map_run run;
    int64_t items;

    if (!states_map_run_by_id(db, &after->arena, -child->machine_id, &run) || run.status != MAP_RUN_RUNNING) return;
    if (!(items = states_map_item_end(db, run.id, child->id, (int64_t)child->status))) return;
    run.running--;
    run.ended++;
    if (child->status != STATES_SUCCEEDED) run.items_failed += items;
    states_map_run_judge(db, &run, now_ms, after);
}

static void redrive(struct db *db, struct states_map_run *run, int64_t now_ms, struct states_aftermath *after)
{
    run->status = MAP_RUN_RUNNING;
    run->stopped_ms = 0;
    run->redrive_count++;
    run->redriven_ms = now_ms;
    run->begun = run->ended = states_map_items_redrive(db, run->id);
    run->running = run->items_failed = 0;
    states_map_run_judge(db, run, now_ms, after);
}

void states_map_run_begin(struct db *db, const struct states_execution *parent, int64_t task, struct span description,
                          int64_t now_ms, struct states_aftermath *after)
{
    struct doc *d = json_parse(&after->arena, description, NULL), *inputs = doc_get(d, "inputs"),
               *counts = doc_get(d, "counts");
    struct states_map_run run = { .execution = parent->id, .task = task, .started_ms = now_ms };

    if (states_map_run_by_task(db, &after->arena, parent->id, task, &run)) {
        if (doc_get_bool(d, "redrive", false) && run.status != MAP_RUN_RUNNING) redrive(db, &run, now_ms, after);
        return;
    }
    run = (struct states_map_run){ .execution = parent->id, .task = task, .started_ms = now_ms };
    run.arn = doc_get_str(d, "mapRunArn");
    run.express = doc_get_bool(d, "express", false);
    run.detailed = doc_get_bool(d, "detailed", false);
    run.concurrency = doc_get_int(d, "maxConcurrency", 0);
    run.tolerated_count = doc_get_int(d, "toleratedFailureCount", 0);
    run.tolerated_millionths = (int64_t)(doc_as_double(doc_get(d, "toleratedFailurePercentage")) * MILLIONTHS);
    run.total = (int64_t)doc_count(inputs);
    for (size_t i = 0; i < doc_count(counts); i++) run.items += doc_at(counts, i)->integer;
    states_map_run_insert(db, &run);
    for (size_t i = 0; i < doc_count(inputs); i++)
        states_map_item_insert(db, run.id, (int64_t)i, doc_at(counts, i)->integer,
                               json_text(&after->arena, doc_at(inputs, i)));
    fill(db, &run, now_ms, after);
}
