/* Distributed Maps: the interpreter's side. The Map's branch waits, as for a task, for one thing after the other:
 *
 *     MapStateStarted, MapRunStarted ─▶ READS (asl_map_reads.c) ─▶ RUNS (one task: the service runs a child execution for each
 *     input and tells their results) ─▶ WRITES (a task a file: S3's PutObject) ─▶ MapRunSucceeded, MapStateSucceeded
 *
 * What is not asked for is left out. All that is computed (items, selection, batches, the files' texts) is computed here; a run's description is
 *
 *     {"mapRunArn", "label", "express", "detailed", "maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage",
 *      "inputs": [a child's input …], "counts": [how many items it holds …]}
 *
 * or, when it goes on after a redrive, {"mapRunArn", "redrive": true}; and its outcome's output the list of the children's outputs, or, of those that did not succeed and of all when it was to be detailed, what DescribeExecution tells.
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
#include "emulator/asl/items/asl_items.h"
#include "emulator/asl/expression/asl_query.h"
#include "emulator/asl/run/asl_run.h"

#include "emulator/base/ids.h"

static const struct asl_resource run_resource = { .is_map_run = true };

const struct asl_resource *map_run_resource(const struct asl_branch *b)
{
    if (b->map_stage == MAP_RUNS) return &run_resource;
    if (b->map_stage == MAP_LOADS) return &b->state->distributed->loader;
    return b->map_stage == MAP_READS ? &b->state->distributed->reader : &b->state->distributed->writer;
}

/* --- its end ------------------------------------------------------------------------------------------------------ */

/* As a join of no children it fails with all that belongs to a Map's failure. */
void map_run_fail(struct asl_execution *x, struct asl_branch *b, struct span error, struct span cause)
{
    event_open(x, b->previous, "MapRunFailed");
    b->previous = x->last_event;
    event_details(x, "mapRunFailedEventDetails");
    event_text(x, "cause", cause);
    event_text(x, "error", error);
    event_close(x);
    if (!span_is(error, "States.ExceedToleratedFailureThreshold")) b->map_run_arn = (struct span){ 0 };
    b->phase = PHASE_JOIN;
    b->started = b->ended = b->child_count = 0;
    state_fail(x, b, error, cause);
}

static void run_succeed(struct asl_execution *x, struct asl_branch *b, struct asl_payload output)
{
    event_aside(x, b->previous, "MapRunSucceeded");
    b->previous = b->decided = x->last_event;
    event_aside(x, b->previous, "MapStateSucceeded");
    b->phase = PHASE_JOIN;
    b->started = b->ended = b->child_count = 0;
    state_complete(x, b, output);
}

void map_run_wait(struct asl_execution *x, struct asl_branch *b, enum map_stage stage, struct doc *parameters)
{
    b->phase = PHASE_TASK;
    b->map_stage = stage;
    b->is_handed_over = stage == MAP_RUNS; /* its row is made with the stretch */
    b->due_ms = b->heartbeat_due_ms = 0;
    b->parameters = asl_payload_doc(parameters);
    task_give(x, b);
}

/* --- results ------------------------------------------------------------------------------------------------------ */

static bool is_config(const struct asl_branch *b, const char *field, const char *value)
{
    return span_is(doc_get_str(b->state->distributed->writer_config, field), value);
}

enum chosen { SUCCEEDED, UNSUCCESSFUL, ALL };

/* With a detailed run: which of its children ended like this, as the writer's transformation shows them. AWS: what had failed is never transformed. */
static struct doc *results_of(struct asl_execution *x, struct asl_branch *b, struct doc *results, enum chosen which)
{
    bool plain = is_config(b, "Transformation", "COMPACT") || is_config(b, "Transformation", "FLATTEN");
    struct doc *chosen = doc_list(&x->arena);

    for (size_t i = 0; i < doc_count(results); i++) {
        struct doc *r = doc_at(results, i), *output;
        bool succeeded = span_is(doc_get_str(r, "Status"), "SUCCEEDED");

        if (which != ALL && succeeded != (which == SUCCEEDED)) continue;
        output = plain && succeeded ? json_parse(&x->arena, doc_get_str(r, "Output"), NULL) : r;
        if (is_config(b, "Transformation", "FLATTEN") && doc_is(output, DOC_LIST) && succeeded)
            for (size_t k = 0; k < doc_count(output); k++) doc_append(chosen, doc_at(output, k));
        else if (output) doc_append(chosen, output);
    }
    return chosen;
}

static struct span file_text(struct asl_execution *x, struct asl_branch *b, struct doc *list)
{
    struct buf lines = { 0 };
    struct span text;

    if (!is_config(b, "OutputType", "JSONL")) return json_text(&x->arena, list);
    for (size_t i = 0; i < doc_count(list); i++) {
        json_write(&lines, doc_at(list, i));
        buf_add_char(&lines, '\n');
    }
    text = arena_span(&x->arena, buf_span(&lines));
    buf_release(&lines);
    return text;
}

/* The run's UUID is the last part of its ARN; files lie in a folder of that name. */
static struct span file_key(struct asl_execution *x, struct asl_branch *b, const char *name)
{
    struct span uuid = span_sub(b->map_run_arn, b->map_run_arn.size - 36, 36),
                prefix = doc_get_str(asl_payload_as_doc(&b->items, &x->arena), "Prefix");
    bool slash = prefix.size && !span_ends(prefix, "/");

    return arena_format(&x->arena, "%.*s%s%.*s/%s", SPAN_ARG(prefix), slash ? "/" : "", SPAN_ARG(uuid), name);
}

static void write_file(struct asl_execution *x, struct asl_branch *b, enum map_stage stage, struct span key,
                       struct span body)
{
    struct doc *put = doc_map(&x->arena);

    doc_put_str(put, "Bucket", doc_get_str(asl_payload_as_doc(&b->items, &x->arena), "Bucket"));
    doc_put_str(put, "Key", key);
    doc_put_str(put, "Body", body);
    doc_put_str(put, "ContentType", SPAN("application/json"));
    map_run_wait(x, b, stage, put);
}

static const char *file_name(struct asl_execution *x, struct asl_branch *b, const char *what)
{
    return arena_printf(&x->arena, "%s_0.%s", what, is_config(b, "OutputType", "JSONL") ? "jsonl" : "json");
}

static void put_file(struct asl_execution *x, struct asl_branch *b, struct doc *files, const char *what,
                     struct doc *results, enum chosen which)
{
    struct doc *list = doc_put_list(files, what), *chosen = results_of(x, b, results, which), *file;

    if (!doc_count(chosen)) return;
    file = doc_append_map(list);
    doc_put_str(file, "Key", file_key(x, b, file_name(x, b, what)));
    doc_put_int(file, "Size", (int64_t)file_text(x, b, chosen).size);
}

static void write_manifest(struct asl_execution *x, struct asl_branch *b, struct doc *state)
{
    struct doc *manifest = doc_map(&x->arena), *files, *results = doc_get(state, "Results");

    doc_put_str(manifest, "DestinationBucket", doc_get_str(state, "Bucket"));
    doc_put_str(manifest, "MapRunArn", b->map_run_arn);
    files = doc_put_map(manifest, "ResultFiles");
    put_file(x, b, files, "FAILED", results, UNSUCCESSFUL);
    doc_put_list(files, "PENDING");
    put_file(x, b, files, "SUCCEEDED", results, SUCCEEDED);
    write_file(x, b, MAP_WRITES_MANIFEST, file_key(x, b, "manifest.json"), json_text(&x->arena, manifest));
}

/* The next file that is to be written, from this stage on. b->items: {"Bucket", "Prefix", "Results"}. */
static void write_from(struct asl_execution *x, struct asl_branch *b, enum map_stage stage)
{
    struct doc *state = asl_payload_as_doc(&b->items, &x->arena), *chosen;

    for (; stage < MAP_WRITES_MANIFEST; stage++) {
        bool succeeded = stage == MAP_WRITES_SUCCEEDED;

        chosen = results_of(x, b, doc_get(state, "Results"), succeeded ? SUCCEEDED : UNSUCCESSFUL);
        if (!doc_count(chosen)) continue;
        write_file(x, b, stage, file_key(x, b, file_name(x, b, succeeded ? "SUCCEEDED" : "FAILED")),
                   file_text(x, b, chosen));
        return;
    }
    write_manifest(x, b, state);
}

static void written(struct asl_execution *x, struct asl_branch *b)
{
    struct doc *output = doc_map(&x->arena), *details;

    if (b->map_stage < MAP_WRITES_MANIFEST) {
        write_from(x, b, b->map_stage + 1);
        return;
    }
    doc_put_str(output, "MapRunArn", b->map_run_arn);
    details = doc_put_map(output, "ResultWriterDetails");
    doc_put_str(details, "Bucket", doc_get_str(asl_payload_as_doc(&b->items, &x->arena), "Bucket"));
    doc_put_str(details, "Key", file_key(x, b, "manifest.json"));
    run_succeed(x, b, asl_payload_doc(output));
}

/* The value of the reader's or the writer's Parameters or Arguments; NULL with *e. */
struct doc *map_run_parameters(struct asl_execution *x, struct asl_branch *b, const struct asl_template *t,
                               const struct asl_query *q, struct asl_error *e)
{
    struct asl_payload input;
    struct scope_of_branch who;
    struct asl_scope s;
    struct doc *made = NULL;

    if (!state_input(x, b, &input)) return NULL;
    scope_open(&s, &who, x, b, asl_payload_as_doc(&input, &x->arena));
    if (q) made = asl_query_value(q, &s);
    else made = t ? asl_template_value(t, &s) : doc_map(&x->arena);
    *e = s.error;
    return made;
}

void map_run_fail_runtime(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e)
{
    map_run_fail(x, b, e->name, error_explained(x, b, e));
}

void map_run_fail_limit(struct asl_execution *x, struct asl_branch *b)
{
    b->is_over_limit = true;
    map_run_fail(x, b, SPAN("States.DataLimitExceeded"), span_of(data_limit_cause(x, b->state->name)));
    b->is_over_limit = false;
}

static void children_done(struct asl_execution *x, struct asl_branch *b, struct span output)
{
    const struct asl_distributed *d = b->state->distributed;
    struct doc *results, *where;
    struct asl_error e = { 0 };

    if (!d->writer.service.data && !d->writer_config) {
        run_succeed(x, b, asl_payload_text(output));
        return;
    }
    results = json_parse(&x->arena, output, NULL);
    if (!d->writer.service.data) {
        struct doc *chosen = results_of(x, b, results, ALL);

        if (!is_config(b, "OutputType", "JSONL")) run_succeed(x, b, asl_payload_doc(chosen));
        else run_succeed(x, b, asl_payload_doc(doc_string(&x->arena, file_text(x, b, chosen))));
        return;
    }
    if (!(where = map_run_parameters(x, b, d->writer_parameters, b->state->query.writer, &e))) {
        map_run_fail_runtime(x, b, &e);
        return;
    }
    where = doc_shallow(&x->arena, where);
    doc_put(where, "Results", results ? results : doc_list(&x->arena));
    b->items = asl_payload_doc(where);
    write_from(x, b, MAP_WRITES_SUCCEEDED);
}

/* --- children ----------------------------------------------------------------------------------------------------- */

void map_run_children(struct asl_execution *x, struct asl_branch *b, struct doc *items, struct doc *parts)
{
    const struct asl_distributed *d = b->state->distributed;
    struct doc *run = doc_map(&x->arena), *inputs, *counts = doc_list(&x->arena);

    if (!(inputs = map_items_select(x, b, items, parts)) || !(inputs = map_items_batch(x, b, inputs, counts))) return;
    if (!doc_count(inputs)) {
        children_done(x, b, SPAN("[]"));
        return;
    }
    doc_put_str(run, "mapRunArn", b->map_run_arn);
    doc_put_str(run, "label", d->label);
    doc_put_bool(run, "express", d->express);
    doc_put_bool(run, "detailed", d->writer.service.data || d->writer_config);
    doc_put_int(run, "maxConcurrency", b->concurrency);
    doc_put_int(run, "toleratedFailureCount", b->tolerated_count);
    doc_put(run, "toleratedFailurePercentage", doc_double(&x->arena, b->tolerated_percentage));
    doc_put(run, "inputs", inputs);
    doc_put(run, "counts", counts);
    b->items = (struct asl_payload){ 0 };
    map_run_wait(x, b, MAP_RUNS, run);
}

/* AWS: a run that failed for its children goes on with those that had not succeeded; after any other failure there is a new one. */
bool map_run_can_redrive(const struct asl_branch *b)
{
    return b->state->distributed && b->map_run_arn.size && b->map_stage == MAP_RUNS &&
           (b->phase == PHASE_JOIN || b->phase == PHASE_TASK);
}

/* The rows of the run know the rest. */
void map_run_redrive(struct asl_execution *x, struct asl_branch *b)
{
    struct doc *run = doc_map(&x->arena);

    event_open(x, x->last_event, "MapRunRedriven");
    b->previous = b->decided = x->last_event;
    event_details(x, "mapRunRedrivenEventDetails");
    event_text(x, "mapRunArn", b->map_run_arn);
    event_int(x, "redriveCount", ++b->map_redrives);
    event_close(x);
    doc_put_str(run, "mapRunArn", b->map_run_arn);
    doc_put_bool(run, "redrive", true);
    map_run_wait(x, b, MAP_RUNS, run);
}

/* --- its way ------------------------------------------------------------------------------------------------------- */

static bool is_reading(const struct asl_branch *b)
{
    return b->map_stage == MAP_READS || b->map_stage == MAP_LOADS;
}

void map_run_task_done(struct asl_execution *x, struct asl_branch *b, const struct asl_outcome *o)
{
    struct span error = arena_span(&x->arena, o->error), cause = arena_span(&x->arena, o->cause);

    b->decided = b->previous;
    if (o->failed) {
        if (is_reading(b)) error = SPAN("States.ItemReaderFailed");
        else if (b->map_stage != MAP_RUNS) error = SPAN("States.ResultWriterFailed");
        if (span_is(error, "States.DataLimitExceeded")) map_run_fail_limit(x, b);
        else map_run_fail(x, b, error, cause);
    } else if (is_reading(b)) {
        map_run_read(x, b, arena_span(&x->arena, o->output));
    } else if (b->map_stage == MAP_RUNS) {
        children_done(x, b, arena_span(&x->arena, o->output));
    } else {
        written(x, b);
    }
}

bool map_run_tolerance(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    const struct asl_distributed *d = b->state->distributed;
    struct doc *percentage;

    b->tolerated_count = d->tolerated_count;
    b->tolerated_percentage = d->tolerated_percentage;
    if (!query_integer(x, b, b->state->query.tolerated_count, 0, INT32_MAX, &b->tolerated_count)) return false;
    if (b->state->query.tolerated_percentage) {
        if (!(percentage = query_value(x, b, b->state->query.tolerated_percentage, "number"))) return false;
        b->tolerated_percentage = doc_as_double(percentage);
    }
    if (d->tolerated_count_path &&
        !map_integer(x, b, d->tolerated_count_path, "ToleratedFailureCountPath", input, &b->tolerated_count))
        return false;
    if (d->tolerated_percentage_path && !map_number(x, b, d->tolerated_percentage_path,
                                                    "ToleratedFailurePercentagePath", input, &b->tolerated_percentage))
        return false;
    if (b->tolerated_percentage >= 0 && b->tolerated_percentage <= 100) return true;
    state_fail_format(x, b, "ToleratedFailurePercentage must be between 0 and 100.");
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
    b->map_run_arn = arena_format(&x->arena, "%.*s:mapRun:%.*s/%.*s:%s", SPAN_ARG(account), SPAN_ARG(machine),
                                  SPAN_ARG(b->state->distributed->label), uuid);
    b->map_redrives = 0;
    event_open(x, b->previous, "MapRunStarted");
    b->previous = x->last_event;
    b->task = x->last_event;
    event_details(x, "mapRunStartedEventDetails");
    event_text(x, "mapRunArn", b->map_run_arn);
    event_close(x);
    b->decided = b->previous;
}

/* AWS: a JSONata Map fails before it starts, a JSONPath one after. */
void map_run_start(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    const struct asl_distributed *d = b->state->distributed;

    b->child_count = 0;
    b->items_max = d->items_max;
    if (!map_prepare(x, b, &input)) return;
    if (b->state->jsonata && !map_run_tolerance(x, b, &input)) return;
    if (!query_integer(x, b, b->state->query.items_max, 0, INT32_MAX, &b->items_max)) return;
    event_map_started(x, b);
    if (!b->state->jsonata && !map_run_tolerance(x, b, &input)) return;
    if (d->items_max_path && !map_integer(x, b, d->items_max_path, "MaxItemsPath", &input, &b->items_max)) return;
    event_run_started(x, b);
    if (d->reader.service.data) map_run_read_start(x, b);
    else map_run_children(x, b, asl_payload_as_doc(&b->items, &x->arena), NULL);
}
