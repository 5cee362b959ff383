/* Executions: what clients see of them. Running them is states_runs.c's. */
#include "emulator/services/states/states_executions.h"

#include "emulator/asl/asl_definition.h"
#include "emulator/asl/asl_execution.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/core/service.h"
#include "emulator/services/states/states_express.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/states_jobs.h"
#include "emulator/services/states/states_machines.h"
#include "emulator/services/states/states_runs.h"
#include "emulator/services/states/states_shapes.h"
#include "emulator/services/states/states_versions.h"

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

static int execution_require(struct call *c, struct states_execution *e)
{
    struct span text = doc_get_str(c->in, "executionArn");
    struct states_arn arn;

    if (states_arn_require(c, text, "execution", &arn)) return -1;
    if (arn.rest.data && states_execution_find(c->db, &c->arena, arn.account, arn.region, arn.name, arn.rest, e))
        return 0;
    return fault(c, &states_execution_does_not_exist, "Execution Does Not Exist: '%.*s'", SPAN_ARG(text));
}

/* --- starting ----------------------------------------------------------------------------------------------------- */

static struct span input_of(struct call *c)
{
    struct doc *input = doc_get(c->in, "input");

    return input ? doc_text(input) : SPAN("{}");
}

int states_before(struct call *c)
{
    const char *why;

    if (c->operation->input == &StatesCreateStateMachineInput) return states_create_check(c);
    if (c->operation->input != &StatesStartExecutionInput) return 0;
    why = states_input_refusal(&c->arena, input_of(c));
    return why ? fault(c, &states_invalid_execution_input, "Invalid State Machine Execution Input: '%s'", why) : 0;
}

static void run_start(void *arg)
{
    states_run_start((int64_t)(intptr_t)arg);
}

/* AWS: the same name with the same input is the same execution while it runs; with another input, or once it ended, it is taken. */
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
    struct states_target t;
    char uuid[37];

    uuid_new(uuid);
    if (!name.data) name = arena_span(&c->arena, span_of(uuid));
    if (!states_name_is_valid(name)) return fault(c, &states_invalid_name, "Invalid Name: '%.*s'", SPAN_ARG(name));
    if (states_target_require(c, arn, true, &t)) return -1;
    *m = t.machine;
    if (states_machine_alive(c, m)) return -1;
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
    };
    return 0;
}

static void express_start(void *arg)
{
    states_run_start_express(arg);
}

static void express_drop(void *arg)
{
    states_express_free(arg);
}

static int start_express(struct call *c, const struct states_execution *e)
{
    struct states_express *x = states_express_new(e, NULL);

    doc_put_str(c->out, "executionArn", states_express_arn(&c->arena, x));
    doc_put_int(c->out, "startDate", e->started_ms);
    call_after_commit(c, express_start, express_drop, x);
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
    e.id = states_execution_insert(c->db, &e);
    call_after_commit(c, run_start, NULL, (void *)(intptr_t)e.id);
    doc_put_str(c->out, "executionArn", execution_arn(c, &e));
    doc_put_int(c->out, "startDate", e.started_ms);
    return 0;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static void put_included(struct doc *out, const char *name, const char *details, struct span value)
{
    if (!value.data) return;
    doc_put_str(out, name, value);
    doc_put_bool(doc_put_map(out, details), "included", true);
}

/* AWS: what has failed, timed out or was aborted may be redriven; the rest says why not. */
static void put_redrive(struct call *c, const struct states_execution *e)
{
    bool redrivable = e->status == STATES_FAILED || e->status == STATES_TIMED_OUT || e->status == STATES_ABORTED;

    doc_put_int(c->out, "redriveCount", 0);
    doc_put_cstr(c->out, "redriveStatus", redrivable ? "REDRIVABLE" : "NOT_REDRIVABLE");
    if (!redrivable)
        doc_put_format(c->out, "redriveStatusReason", "Execution is %s and cannot be redriven",
                       states_status_names[e->status]);
}

int states_describe_execution(struct call *c)
{
    struct states_execution e;

    if (execution_require(c, &e)) return -1;
    doc_put_str(c->out, "executionArn", execution_arn(c, &e));
    put_qualifiers(c, c->out, &e);
    doc_put_str(c->out, "name", e.name);
    doc_put_cstr(c->out, "status", states_status_names[e.status]);
    doc_put_int(c->out, "startDate", e.started_ms);
    if (e.status != STATES_RUNNING) doc_put_int(c->out, "stopDate", e.stopped_ms);
    put_included(c->out, "input", "inputDetails", e.input);
    put_included(c->out, "output", "outputDetails", e.output);
    doc_put_str(c->out, "traceHeader", e.trace_header);
    doc_put_str(c->out, "error", e.error);
    doc_put_str(c->out, "cause", e.cause);
    put_redrive(c, &e);
    return 0;
}

int states_describe_state_machine_for_execution(struct call *c)
{
    struct states_execution e;
    struct states_machine m = { 0 };

    if (execution_require(c, &e)) return -1;
    states_machine_find(c->db, &c->arena, e.account, e.region, e.machine, &m);
    doc_put_str(c->out, "stateMachineArn", machine_arn(c, &e));
    doc_put_str(c->out, "name", e.machine);
    doc_put_str(c->out, "definition", states_definition_text(c->db, &c->arena, e.definition_id));
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
    doc_put_str(item, "name", e->name);
    doc_put_cstr(item, "status", states_status_names[e->status]);
    doc_put_int(item, "startDate", e->started_ms);
    if (e->status != STATES_RUNNING) doc_put_int(item, "stopDate", e->stopped_ms);
    doc_put_int(item, "redriveCount", 0);
}

/* The latest first. */
int states_list_executions(struct call *c)
{
    int64_t limit = doc_get_int(c->in, "maxResults", 0), before;
    struct doc *list = doc_put_list(c->out, "executions");
    struct states_execution e = { 0 };
    struct states_machine m;
    struct rows *r;

    if (!doc_get(c->in, "stateMachineArn"))
        return fault(c, &fault_validation, "Must provide either a state machine ARN or a map run ARN");
    if (states_machine_require(c, doc_get_str(c->in, "stateMachineArn"), &m)) return -1;
    if (span_is(m.type, "EXPRESS"))
        return fault(c, &states_machine_type_not_supported,
                     "This operation is not supported by this type of state machine");
    if (!states_token_read(&c->arena, doc_get_str(c->in, "nextToken"), &before))
        return fault(c, &states_invalid_token, "Invalid Token: 'Invalid token'");
    if (!limit) limit = LIST_DEFAULT;
    if (!before) before = INT64_MAX;
    for (r = states_executions_before(c->db, m.id, before, status_wanted(c), limit + 1); rows_next(r);) {
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

    if (execution_require(c, &e)) return -1;
    if (e.status == STATES_RUNNING)
        states_execution_abort(c->db, &e, doc_get_str(c->in, "error"), doc_get_str(c->in, "cause"), c->now_ms,
                               states_aftermath_of(c));
    doc_put_int(c->out, "stopDate", e.stopped_ms);
    return 0;
}

/* --- history ------------------------------------------------------------------------------------------------------ */

/* AWS: without the data, inputs, outputs and causes are left out. */
static void data_strip(struct doc *event)
{
    static const char *const data[] = { "input",         "inputDetails",      "output",
                                        "outputDetails", "parameters",        "error",
                                        "cause",         "assignedVariables", "assignedVariablesDetails" };

    for (uint32_t i = 0; i < event->map.count; i++) {
        struct doc_member *m = &event->map.members[i];

        if (!span_ends(m->name, "EventDetails")) continue;
        for (size_t k = 0; k < sizeof data / sizeof *data; k++) doc_remove(m->value, span_of(data[k]));
    }
}

struct page {
    struct doc *events;
    int64_t from, limit;
    bool backwards, with_data, full;
    int64_t next;
};

/* Takes what belongs on the page from one stretch. */
static void page_fill(struct page *p, struct doc *stretch)
{
    size_t count = doc_count(stretch);

    for (size_t i = 0; i < count && !p->full; i++) {
        struct doc *event = doc_at(stretch, p->backwards ? count - 1 - i : i);
        int64_t id = doc_get_int(event, "id", 0);

        if (p->backwards ? id > p->from : id < p->from) continue;
        if ((int64_t)doc_count(p->events) == p->limit) {
            p->next = id;
            p->full = true;
            break;
        }
        if (!p->with_data) data_strip(event);
        doc_append(p->events, event);
    }
}

int states_get_execution_history(struct call *c)
{
    struct page p = { .events = doc_put_list(c->out, "events"), .limit = doc_get_int(c->in, "maxResults", 0) };
    struct states_execution e;
    struct rows *r;

    if (execution_require(c, &e)) return -1;
    if (!states_token_read(&c->arena, doc_get_str(c->in, "nextToken"), &p.from))
        return fault(c, &states_invalid_token, "Invalid Token: 'Invalid token'");
    if (!p.limit) p.limit = LIST_DEFAULT;
    p.backwards = doc_get_bool(c->in, "reverseOrder", false);
    p.with_data = doc_get_bool(c->in, "includeExecutionData", true);
    if (!p.from) p.from = p.backwards ? INT64_MAX : 1;
    for (r = states_history(c->db, e.id, p.from, p.backwards); rows_next(r);) {
        page_fill(&p, json_parse(&c->arena, rows_copy(r, 1, &c->arena), NULL));
        if (!p.full) continue;
        rows_close(r);
        break;
    }
    if (!e.last_event) doc_append(p.events, json_parse(&c->arena, states_started_event(&c->arena, &e), NULL));
    if (p.full) doc_put_str(c->out, "nextToken", states_token_make(&c->arena, p.next));
    return 0;
}
