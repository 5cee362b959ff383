/* Distributed Maps: the interpreter's side. The Map's branch waits, as for a task, for one thing after the other:
 *
 *     MapStateStarted, MapRunStarted ─▶ READS (asl_map_reads.c)
 *         ─▶ RUNS (one task: the service runs a child execution for each input and tells their results)
 *         ─▶ WRITES (asl_map_results.c, a task a file: S3's PutObject) ─▶ MapRunSucceeded, MapStateSucceeded
 *
 * What is not asked for is left out. All that is computed (items, selection, batches, the files' texts) is computed
 * here; a run's description is
 *
 *     {"mapRunArn", "label", "express", "detailed", "maxConcurrency", "toleratedFailureCount",
 *      "toleratedFailurePercentage", "inputs": [a child's input …], "counts": [how many items it holds …]}
 *
 * or, when it goes on after a redrive, {"mapRunArn", "redrive": true}; and its outcome's output the list of the
 * children's outputs, or, of those that did not succeed and of all when it was to be detailed, what
 * DescribeExecution tells.
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
#include "emulator/asl/run/asl_map_run.h"

#include "emulator/asl/run/asl_fail.h"
#include "emulator/asl/run/asl_history.h"
#include "emulator/asl/run/asl_map_items.h"
#include "emulator/asl/run/asl_map_reads.h"
#include "emulator/asl/run/asl_map_results.h"
#include "emulator/asl/run/asl_map_task.h"
#include "emulator/asl/run/asl_maps.h"
#include "emulator/asl/run/asl_queries.h"
#include "emulator/base/ids.h"

/* --- children ----------------------------------------------------------------------------------------------------- */

static enum asl_became children_run(struct asl_execution *x, struct asl_branch *b, struct doc *items, struct doc *parts)
{
    const struct asl_distributed *d = b->state->distributed;
    struct doc *run = doc_map(&x->arena), *inputs, *counts = doc_list(&x->arena);

    if (!(inputs = asl_map_items_select(x, b, items, parts)) || !(inputs = asl_map_items_batch(x, b, inputs, counts)))
        return ASL_FAILS;
    if (!doc_count(inputs)) return asl_map_children_done(x, b, SPAN("[]"));
    doc_put_str(run, "mapRunArn", b->run.arn);
    doc_put_str(run, "label", d->label);
    doc_put_bool(run, "express", d->express);
    doc_put_bool(run, "detailed", d->writer.service.data || d->writer_config);
    doc_put_int(run, "maxConcurrency", b->join.concurrency);
    doc_put_int(run, "toleratedFailureCount", b->run.tolerated_count);
    doc_put(run, "toleratedFailurePercentage", doc_double(&x->arena, b->run.tolerated_percentage));
    doc_put(run, "inputs", inputs);
    doc_put(run, "counts", counts);
    b->join.items = (struct asl_payload){ 0 };
    return asl_map_run_wait(x, b, MAP_RUNS, run);
}

/* AWS: a run that failed for its children goes on with those that had not succeeded; after any other failure there is a
 * new one. */
bool asl_map_run_can_redrive(const struct asl_branch *b)
{
    return b->state->distributed && b->run.arn.size && b->run.stage == MAP_RUNS &&
           (b->phase == PHASE_JOIN || b->phase == PHASE_TASK);
}

/* The rows of the run know the rest. */
void asl_map_run_redrive(struct asl_execution *x, struct asl_branch *b)
{
    struct doc *run = doc_map(&x->arena);

    asl_event_open(x, x->last_event, "MapRunRedriven");
    b->previous = b->decided = x->last_event;
    asl_event_details(x, "mapRunRedrivenEventDetails");
    asl_event_text(x, "mapRunArn", b->run.arn);
    asl_event_int(x, "redriveCount", ++b->run.redrives);
    asl_event_close(x);
    doc_put_str(run, "mapRunArn", b->run.arn);
    doc_put_bool(run, "redrive", true);
    asl_map_run_wait(x, b, MAP_RUNS, run);
}

/* --- its way
 * ------------------------------------------------------------------------------------------------------- */

static bool is_reading(const struct asl_branch *b)
{
    return b->run.stage == MAP_READS || b->run.stage == MAP_LOADS;
}

static enum asl_became step_failed(struct asl_execution *x, struct asl_branch *b, const struct asl_outcome *o)
{
    struct span error = arena_span(&x->arena, o->error), cause = arena_span(&x->arena, o->cause);

    if (is_reading(b)) error = SPAN("States.ItemReaderFailed");
    else if (b->run.stage != MAP_RUNS) error = SPAN("States.ResultWriterFailed");
    if (span_is(error, "States.DataLimitExceeded")) return asl_map_run_fail_limit(x, b);
    return asl_map_run_fail(x, b, error, cause);
}

enum asl_became asl_map_run_task_ended(struct asl_execution *x, struct asl_branch *b, const struct asl_outcome *o)
{
    struct asl_map_read read = { 0 };
    struct span output;
    enum asl_became became;

    b->decided = b->previous;
    if (o->failed) return step_failed(x, b, o);
    output = arena_span(&x->arena, o->output);
    if (b->run.stage == MAP_RUNS) return asl_map_children_done(x, b, output);
    if (!is_reading(b)) return asl_map_written(x, b);
    became = asl_map_read(x, b, output, &read);
    return became == ASL_GIVES ? children_run(x, b, read.items, read.parts) : became;
}

bool asl_map_run_tolerance(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    const struct asl_distributed *d = b->state->distributed;
    struct doc *percentage;

    b->run.tolerated_count = d->tolerated_count;
    b->run.tolerated_percentage = d->tolerated_percentage;
    if (!asl_field_integer(x, b, b->state->query.tolerated_count, 0, INT32_MAX, &b->run.tolerated_count)) return false;
    if (b->state->query.tolerated_percentage) {
        if (!(percentage = asl_field_value(x, b, b->state->query.tolerated_percentage, "number"))) return false;
        b->run.tolerated_percentage = doc_as_double(percentage);
    }
    if (d->tolerated_count_path &&
        !asl_map_integer(x, b, d->tolerated_count_path, "ToleratedFailureCountPath", input, &b->run.tolerated_count))
        return false;
    if (d->tolerated_percentage_path &&
        !asl_map_number(x, b, d->tolerated_percentage_path, "ToleratedFailurePercentagePath", input,
                        &b->run.tolerated_percentage))
        return false;
    if (b->run.tolerated_percentage >= 0 && b->run.tolerated_percentage <= 100) return true;
    asl_fail_format(x, b, "ToleratedFailurePercentage must be between 0 and 100.");
    return false;
}

static void event_run_started(struct asl_execution *x, struct asl_branch *b)
{
    struct span machine = x->facts.machine_name, account = x->facts.machine_arn, rest = account;
    char uuid[37];

    uuid_new(uuid);
    machine = span_sub(machine, 0, span_find(machine, '/')); /* of a nested one: the outermost machine */
    for (int colons = 0; colons < 5; colons++) {             /* arn:PARTITION:states:REGION:ACCOUNT */
        struct span part;

        span_split(&rest, ':', &part);
    }
    account = span_sub(account, 0, account.size - rest.size - 1);
    b->run.arn = arena_format(&x->arena, "%.*s:mapRun:%.*s/%.*s:%s", SPAN_ARG(account), SPAN_ARG(machine),
                              SPAN_ARG(b->state->distributed->label), uuid);
    b->run.redrives = 0;
    asl_event_open(x, b->previous, "MapRunStarted");
    b->previous = x->last_event;
    b->task.id = x->last_event;
    asl_event_details(x, "mapRunStartedEventDetails");
    asl_event_text(x, "mapRunArn", b->run.arn);
    asl_event_close(x);
    b->decided = b->previous;
}

/* AWS: a JSONata Map fails before it starts, a JSONPath one after. */
static bool start_prepare(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    const struct asl_distributed *d = b->state->distributed;

    b->join.child_count = 0;
    b->run.items_max = d->items_max;
    if (!asl_map_prepare(x, b, input)) return false;
    if (b->state->jsonata && !asl_map_run_tolerance(x, b, input)) return false;
    if (!asl_field_integer(x, b, b->state->query.items_max, 0, INT32_MAX, &b->run.items_max)) return false;
    asl_event_map_started(x, b);
    if (!b->state->jsonata && !asl_map_run_tolerance(x, b, input)) return false;
    return !d->items_max_path || asl_map_integer(x, b, d->items_max_path, "MaxItemsPath", input, &b->run.items_max);
}

enum asl_became asl_map_run_start(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    if (!start_prepare(x, b, &input)) return ASL_FAILS;
    event_run_started(x, b);
    if (b->state->distributed->reader.service.data) return asl_map_read_start(x, b);
    return children_run(x, b, asl_payload_as_doc(&b->join.items, &x->arena), NULL);
}
