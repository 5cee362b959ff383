/* Executions: what clients see of them. Running them is states_runs.c's. */
#include "emulator/services/states/api/states_executions.h"

#include "emulator/asl/definition/asl_definition.h"
#include "emulator/asl/run/asl_execution.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/core/service.h"
#include "emulator/services/states/api/states_find.h"
#include "emulator/services/states/run/states_express.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/run/states_ends.h"
#include "emulator/services/states/api/states_machines.h"
#include "emulator/services/states/run/states_map_runs.h"
#include "emulator/services/states/mocks/states_mocks.h"
#include "emulator/services/states/api/states_quotas.h"
#include "emulator/services/states/api/states_redrive.h"
#include "emulator/services/states/run/states_runs.h"
#include "emulator/services/states/states_shapes.h"
#include "emulator/services/states/api/states_versions.h"
#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/store/states_names.h"
#include "emulator/store/store.h"

#define LIST_DEFAULT 100

static struct span execution_arn(struct call *c, const struct states_execution *e)
{
    return states_execution_arn(&c->arena, e);
}

static struct span machine_arn(struct call *c, const struct states_execution *e)
{
    return states_execution_machine_arn(&c->arena, e);
}

/* The version and the alias it was started by, where it was. */
static void put_qualifiers(struct call *c, struct doc *out, const struct states_execution *e)
{
    struct span arn = machine_arn(c, e);

    doc_put_str(out, "stateMachineArn", arn);
    if (e->version) doc_put_format(out, "stateMachineVersionArn", "%.*s:%lld", SPAN_ARG(arn), (long long)e->version);
    if (e->alias.data) doc_put_format(out, "stateMachineAliasArn", "%.*s:%.*s", SPAN_ARG(arn), SPAN_ARG(e->alias));
}

/* --- starting ----------------------------------------------------------------------------------------------------- */

static struct span input_of(struct call *c)
{
    struct doc *input = doc_get(c->in, "input");

    return input ? doc_text(input) : SPAN("{}");
}

int states_start_check(struct call *c)
{
    const char *why = states_input_refusal(&c->arena, input_of(c));

    return why ? fault(c, &states_invalid_execution_input, "Invalid State Machine Execution Input: '%s'", why) : 0;
}

static void run_start(void *arg)
{
    states_run_start(*(int64_t *)arg);
}

/* AWS: the same name with the same input is the same execution while it runs; with another input, or once it ended, it
 * is taken. */
static int start_again(struct call *c, const struct states_execution *there, struct span input)
{
    if (there->status != STATES_RUNNING || !span_eq(there->input, input))
        return fault(c, &states_execution_already_exists, "Execution Already Exists: '%.*s'",
                     SPAN_ARG(execution_arn(c, there)));
    doc_put_str(c->out, "executionArn", execution_arn(c, there));
    doc_put_int(c->out, "startDate", there->started_ms);
    return 0;
}

/* What a start request asks for, but for the row. */
int states_execution_prepare(struct call *c, struct states_machine *m, struct states_execution *e)
{
    struct span arn = doc_get_str(c->in, "stateMachineArn"), name = doc_get_str(c->in, "name");
    struct span test_case = states_mocks_case_take(&arn);
    struct states_target t;
    char uuid[37];

    uuid_new(uuid);
    if (!name.data) name = arena_span(&c->arena, span_of(uuid));
    if (!states_name_is_valid(name)) return fault(c, &states_invalid_name, "Invalid Name: '%.*s'", SPAN_ARG(name));
    if (states_target_require(c, arn, true, &t)) return -1;
    *m = t.machine;
    if (states_machine_alive(c, m)) return -1;
    if (test_case.data && !states_mocks_begin(&c->arena, m->name, test_case).data)
        return fault(c, &fault_validation,
                     "The mock configuration has no test case '%.*s' for the state machine '%.*s'", SPAN_ARG(test_case),
                     SPAN_ARG(m->name));
    *e = (struct states_execution){
        .machine_id = m->id,
        .definition_id = m->definition_id,
        .started_ms = c->now_ms,
        .account = m->account,
        .region = m->region,
        .machine = m->name,
        .name = name,
        .role_arn = m->role_arn,
        .endpoint = c->endpoint,
        .input = input_of(c),
        .trace_header = doc_get_str(c->in, "traceHeader"),
        .version = t.version,
        .alias = t.alias,
        .mock = states_mocks_begin(&c->arena, m->name, test_case),
    };
    return 0;
}

static void express_start(void *arg)
{
    states_run_start_express(*(struct states_express **)arg);
}

static void express_drop(void *arg)
{
    states_express_free(*(struct states_express **)arg);
}

static int start_express(struct call *c, const struct states_execution *e)
{
    struct states_express *x = states_express_new(e, NULL, NULL);

    doc_put_str(c->out, "executionArn", states_execution_arn(&c->arena, &x->e));
    doc_put_int(c->out, "startDate", e->started_ms);
    call_after_commit_owning(c, express_start, express_drop, &x, sizeof x);
    return 0;
}

int states_start_execution(struct call *c)
{
    struct states_execution e, there;
    struct states_machine m;

    if (states_execution_prepare(c, &m, &e)) return -1;
    if (span_is(m.type, "EXPRESS")) return start_express(c, &e);
    if (doc_get(c->in, "name") &&
        states_execution_find(c->db, &c->arena, e.account, e.region, e.machine, e.name, &there))
        return start_again(c, &there, e.input);
    if (states_quota_open_execution(c, e.account, e.region)) return -1;
    e.id = states_execution_insert(c->db, &e);
    call_after_commit(c, run_start, &e.id, sizeof e.id);
    doc_put_str(c->out, "executionArn", execution_arn(c, &e));
    doc_put_int(c->out, "startDate", e.started_ms);
    return 0;
}

void states_start_execution_replay(struct call *c)
{
    struct states_execution there;
    struct states_arn machine;
    bool is_same = false;
    struct db *db;

    if (c->fault.kind != &states_execution_already_exists) return;
    if (!states_arn_parse(doc_get_str(c->in, "stateMachineArn"), &machine) || !(db = store_reader_take())) return;
    if (states_execution_find(db, &c->arena, machine.account, machine.region, machine.name, doc_get_str(c->in, "name"),
                              &there))
        is_same = span_eq(there.input, input_of(c));
    store_reader_give(db);
    if (!is_same) return;
    c->fault = (struct fault_raised){ 0 };
    doc_put_str(c->out, "executionArn", execution_arn(c, &there));
    doc_put_int(c->out, "startDate", there.started_ms);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static void put_included(struct doc *out, const char *name, const char *details, struct span value)
{
    if (!value.data) return;
    doc_put_str(out, name, value);
    doc_put_bool(doc_put_map(out, details), "included", true);
}

/* AWS: an EXPRESS execution is described where a Map Run has dispatched it. */
static bool express_child_find(struct call *c, struct states_execution *e)
{
    struct states_arn arn;
    struct span rest, name;

    if (!states_arn_parse(doc_get_str(c->in, "executionArn"), &arn) || !span_is(arn.type, "express")) return false;
    rest = arn.rest;
    return span_split(&rest, ':', &name) &&
           states_execution_find_express(c->db, &c->arena, arn.account, arn.region, arn.name, name, rest, e);
}

int states_describe_execution(struct call *c)
{
    struct states_execution e;

    if (!express_child_find(c, &e) && states_execution_require(c, &e)) return -1;
    doc_put_str(c->out, "executionArn", execution_arn(c, &e));
    put_qualifiers(c, c->out, &e);
    doc_put_str(c->out, "mapRunArn", states_map_run_arn(c->db, &c->arena, &e));
    doc_put_str(c->out, "name", e.name);
    doc_put_cstr(c->out, "status", states_status_names[e.status]);
    doc_put_int(c->out, "startDate", e.started_ms);
    if (e.status != STATES_RUNNING) doc_put_int(c->out, "stopDate", e.stopped_ms);
    if (states_data_wanted(c)) {
        put_included(c->out, "input", "inputDetails", e.input);
        put_included(c->out, "output", "outputDetails", e.output);
        doc_put_str(c->out, "error", e.error);
        doc_put_str(c->out, "cause", e.cause);
    }
    doc_put_str(c->out, "traceHeader", e.trace_header);
    states_put_redrive(c, &e);
    return 0;
}

int states_describe_state_machine_for_execution(struct call *c)
{
    struct states_execution e;
    struct states_machine m = { 0 };

    if (states_execution_require(c, &e)) return -1;
    states_machine_find(c->db, &c->arena, e.account, e.region, e.machine, &m);
    doc_put_str(c->out, "stateMachineArn", machine_arn(c, &e));
    doc_put_str(c->out, "name", e.machine);
    doc_put_str(c->out, "mapRunArn", states_map_run_arn(c->db, &c->arena, &e));
    if (e.machine_id < 0) doc_put_str(c->out, "label", span_sub(e.machine, span_find(e.machine, '/') + 1, SIZE_MAX));
    if (states_data_wanted(c)) states_put_definition(c, states_definition_text(c->db, &c->arena, e.definition_id));
    doc_put_str(c->out, "roleArn", e.role_arn);
    doc_put_int(c->out, "updateDate", m.id == e.machine_id ? m.updated_ms : e.started_ms);
    if (m.definition_id == e.definition_id) doc_put_str(c->out, "revisionId", m.revision_id);
    states_put_configuration(c, &m);
    return 0;
}

static int64_t status_wanted(struct call *c)
{
    struct span filter = doc_get_str(c->in, "statusFilter");

    if (!filter.data) return -1;
    for (int i = 0; i < 5; i++) {
        if (span_is(filter, states_status_names[i])) return i;
    }
    return 99; /* PENDING_REDRIVE: none is */
}

static void put_execution(struct call *c, struct doc *item, const struct states_execution *e)
{
    doc_put_str(item, "executionArn", execution_arn(c, e));
    put_qualifiers(c, item, e);
    doc_put_str(item, "mapRunArn", states_map_run_arn(c->db, &c->arena, e));
    doc_put_str(item, "name", e->name);
    doc_put_cstr(item, "status", states_status_names[e->status]);
    doc_put_int(item, "startDate", e->started_ms);
    if (e->status != STATES_RUNNING) doc_put_int(item, "stopDate", e->stopped_ms);
    doc_put_int(item, "redriveCount", e->redrive_count);
    if (e->redrive_count) doc_put_int(item, "redriveDate", e->redriven_ms);
}

/* Which executions are asked for: of a machine, of one of its versions, by one of its aliases. */
static int filter_read(struct call *c, struct states_execution_filter *f)
{
    struct span map_run = doc_get_str(c->in, "mapRunArn"), machine = doc_get_str(c->in, "stateMachineArn");
    struct states_map_run run;
    struct states_target t;

    if (!machine.data == !map_run.data)
        return fault(c, &fault_validation, "Must provide either a state machine ARN or a map run ARN%s",
                     map_run.data ? ", but not both" : "");
    if (map_run.data) {
        if (states_map_run_require(c, map_run, &run)) return -1;
        *f = (struct states_execution_filter){ .machine_id = -run.id, .status = status_wanted(c) };
        return 0;
    }
    if (doc_get(c->in, "redriveFilter"))
        return fault(c, &fault_validation, "redriveFilter can only be specified together with a map run ARN");
    if (states_target_require(c, machine, true, &t)) return -1;
    if (span_is(t.machine.type, "EXPRESS"))
        return fault(c, &states_machine_type_not_supported,
                     "This operation is not supported by this type of state machine");
    *f = (struct states_execution_filter){ t.machine.id, status_wanted(c), t.alias.data ? 0 : t.version, t.alias };
    return 0;
}

/* The latest first. */
int states_list_executions(struct call *c)
{
    int64_t limit = doc_get_int(c->in, "maxResults", 0), before;
    struct doc *list = doc_put_list(c->out, "executions");
    struct states_execution_filter filter;
    struct states_execution e = { 0 };
    struct rows *r;

    if (filter_read(c, &filter)) return -1;
    if (!states_token_read(&c->arena, doc_get_str(c->in, "nextToken"), &before))
        return fault(c, &states_invalid_token, "Invalid Token: 'Invalid token'");
    if (!limit) limit = LIST_DEFAULT;
    if (!before) before = INT64_MAX;
    for (r = states_executions_before(c->db, &filter, before, limit + 1); rows_next(r);) {
        if ((int64_t)doc_count(list) == limit) {
            doc_put_str(c->out, "nextToken", states_token_make(&c->arena, e.id));
            rows_close(r);
            break;
        }
        states_execution_read(r, &c->arena, &e);
        put_execution(c, doc_append_map(list), &e);
    }
    return 0;
}

/* --- stopping ----------------------------------------------------------------------------------------------------- */

int states_stop_execution(struct call *c)
{
    struct states_execution e;

    if (states_execution_require(c, &e)) return -1;
    if (e.status == STATES_RUNNING)
        states_execution_abort(c->db, &e, doc_get_str(c->in, "error"), doc_get_str(c->in, "cause"), c->now_ms,
                               states_aftermath_of(c));
    doc_put_int(c->out, "stopDate", e.stopped_ms);
    return 0;
}
