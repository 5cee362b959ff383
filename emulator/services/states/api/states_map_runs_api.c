/* What clients see of map runs. */
#include "emulator/services/states/api/states_find.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/run/states_ends.h"
#include "emulator/services/states/run/states_map_runs.h"
#include "emulator/services/states/store/states_map_runs_store.h"
#include "emulator/services/states/api/states_redrive.h"
#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/states_rules.h"
#include "emulator/services/states/store/states_names.h"

#define MILLIONTHS 1000000

static const char *const statuses[] = { "RUNNING", "SUCCEEDED", "FAILED", "ABORTED" }; /* ORDER states_map_status */

enum { PENDING = 5, AGAIN, COUNTS }; /* after the names' */

static void counts_put(struct call *c, const struct states_map_run *run)
{
    static const char *const names[] = { "running", "succeeded", "failed", "timedOut",
                                         "aborted" }; /* ORDER states_status */
    struct doc *items = doc_put_map(c->out, "itemCounts"), *executions = doc_put_map(c->out, "executionCounts");
    int64_t of_items[COUNTS] = { 0 }, of_executions[COUNTS] = { 0 }, lost_items = 0, lost_executions = 0;
    bool written = run->status == MAP_RUN_SUCCEEDED;
    struct rows *r;

    for (r = states_map_item_counts(c->db, run->id); rows_next(r);) {
        int64_t at = rows_int(r, 1) ? AGAIN : rows_int(r, 0) < 0 ? PENDING : rows_int(r, 0);

        of_executions[at] = rows_int(r, 2);
        of_items[at] = rows_int(r, 3);
    }
    states_map_items_not_redrivable(c->db, run->id, c->now_ms - STATES_REDRIVE_PERIOD_MS, &lost_executions,
                                    &lost_items);
    for (int i = 0; i < PENDING; i++) {
        doc_put_int(items, names[i], of_items[i]);
        doc_put_int(executions, names[i], of_executions[i]);
    }
    doc_put_int(items, "pending", of_items[PENDING]);
    doc_put_int(executions, "pending", of_executions[PENDING]);
    doc_put_int(items, "pendingRedrive", of_items[AGAIN]);
    doc_put_int(executions, "pendingRedrive", of_executions[AGAIN]);
    doc_put_int(items, "failuresNotRedrivable", lost_items);
    doc_put_int(executions, "failuresNotRedrivable", lost_executions);
    doc_put_int(items, "total", run->items);
    doc_put_int(executions, "total", run->total);
    /* AWS: counts what has come out, whether it was written to a file or not. */
    doc_put_int(items, "resultsWritten", written ? of_items[STATES_SUCCEEDED] : 0);
    doc_put_int(executions, "resultsWritten", written ? of_executions[STATES_SUCCEEDED] : 0);
}

int states_describe_map_run(struct call *c)
{
    struct states_map_run run;
    struct states_execution parent;

    if (states_map_run_require(c, doc_get_str(c->in, "mapRunArn"), &run)) return -1;
    doc_put_str(c->out, "mapRunArn", run.arn);
    if (states_execution_by_id(c->db, &c->arena, run.execution, &parent))
        doc_put_str(c->out, "executionArn", states_execution_arn(&c->arena, &parent));
    doc_put_cstr(c->out, "status", statuses[run.status]);
    doc_put_int(c->out, "startDate", run.started_ms);
    if (run.stopped_ms) doc_put_int(c->out, "stopDate", run.stopped_ms);
    doc_put_int(c->out, "maxConcurrency", run.concurrency);
    doc_put(c->out, "toleratedFailurePercentage", doc_double(&c->arena, (double)run.tolerated_millionths / MILLIONTHS));
    doc_put_int(c->out, "toleratedFailureCount", run.tolerated_count);
    counts_put(c, &run);
    doc_put_int(c->out, "redriveCount", run.redrive_count);
    if (run.redrive_count) doc_put_int(c->out, "redriveDate", run.redriven_ms);
    return 0;
}

static void run_put(struct call *c, struct doc *list, const struct states_map_run *run, struct span execution_arn)
{
    struct doc *item = doc_append_map(list);
    struct states_arn arn;

    states_arn_parse(run->arn, &arn);
    doc_put_str(item, "executionArn", execution_arn);
    doc_put_str(item, "mapRunArn", run->arn);
    doc_put_str(item, "stateMachineArn",
                arena_format(&c->arena, "arn:aws:states:%.*s:%.*s:stateMachine:%.*s", SPAN_ARG(arn.region),
                             SPAN_ARG(arn.account), SPAN_ARG(arn.name)));
    doc_put_int(item, "startDate", run->started_ms);
    if (run->stopped_ms) doc_put_int(item, "stopDate", run->stopped_ms);
}

int states_list_map_runs(struct call *c)
{
    struct span text = doc_get_str(c->in, "executionArn");
    struct doc *list = doc_put_list(c->out, "mapRuns");
    int64_t limit = doc_get_int(c->in, "maxResults", 0), after;
    struct states_execution e;
    struct states_map_run run;
    struct states_arn arn;
    struct rows *r;

    if (states_arn_require(c, text, "execution", &arn)) return -1;
    if (!states_token_read(&c->arena, doc_get_str(c->in, "nextToken"), &after))
        return fault(c, &states_invalid_token, "Invalid Token: 'Invalid token'");
    if (!states_execution_find(c->db, &c->arena, arn.account, arn.region, arn.name, arn.rest, &e))
        return fault(c, &states_execution_does_not_exist, "Execution Does Not Exist: '%.*s'", SPAN_ARG(text));
    if (!limit) limit = 100;
    for (r = states_map_runs_after(c->db, e.id, after, limit + 1); rows_next(r);) {
        if ((int64_t)doc_count(list) == limit) {
            doc_put_str(c->out, "nextToken", states_token_make(&c->arena, run.id));
            rows_close(r);
            break;
        }
        states_map_run_read(r, &c->arena, &run);
        run_put(c, list, &run, text);
    }
    return 0;
}

/* AWS: of a run that has ended nothing changes. */
int states_update_map_run(struct call *c)
{
    struct states_map_run run;
    struct doc *percentage = doc_get(c->in, "toleratedFailurePercentage");
    struct states_aftermath *after;

    if (states_map_run_require(c, doc_get_str(c->in, "mapRunArn"), &run)) return -1;
    if (!percentage && !doc_get(c->in, "maxConcurrency") && !doc_get(c->in, "toleratedFailureCount"))
        return fault(c, &fault_validation, "Must provide at least one parameter to update");
    if (run.status != MAP_RUN_RUNNING)
        return fault(c, &fault_validation, "Map Run '%.*s' is not running", SPAN_ARG(run.arn));
    run.concurrency = doc_get_int(c->in, "maxConcurrency", run.concurrency);
    run.tolerated_count = doc_get_int(c->in, "toleratedFailureCount", run.tolerated_count);
    if (percentage) run.tolerated_millionths = (int64_t)(doc_as_double(percentage) * MILLIONTHS);
    after = states_aftermath_of(c);
    states_map_run_judge(c->db, &run, c->now_ms, after);
    states_executions_stop(c->db, c->now_ms, after);
    return 0;
}
