/* Pipes: from an SQS queue to a state machine. A pipe's poller follows what is committed. */
#include "emulator/services/pipes/pipes_pipes.h"

#include <stdlib.h>
#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/core/page.h"
#include "emulator/patterns/event_pattern.h"
#include "emulator/services/pipes/pipes_pollers.h"
#include "emulator/services/pipes/pipes_rules.h"

static const struct fault_kind pipes_not_found = { "NotFoundException", 404, SENDER };
static const struct fault_kind pipes_conflict = { "ConflictException", 409, SENDER };
static const struct fault_kind pipes_validation = { "ValidationException", 400, SENDER };

#define LIST_DEFAULT 100

static struct span pipe_arn(struct call *c, const struct pipes_pipe *p)
{
    return arn_make(&c->arena, "pipes", p->region, p->account, "pipe/%.*s", SPAN_ARG(p->name));
}

static int pipe_require(struct call *c, struct pipes_pipe *p)
{
    struct span name = doc_get_str(c->in, "Name");

    if (pipes_store_find(c->db, &c->arena, span_of(c->who.account), span_of(c->who.region), name, p)) return 0;
    return fault(c, &pipes_not_found, "Pipe %.*s does not exist.", SPAN_ARG(name));
}

static const char *desired_of(const struct pipes_pipe *p)
{
    return p->is_stopped ? "STOPPED" : "RUNNING";
}

static const char *state_of(const struct pipes_pipe *p)
{
    /* ORDER pipes_failure */
    static const char *const failed[] = { NULL, "CREATE_FAILED", "UPDATE_FAILED", "START_FAILED" };

    return p->failure ? failed[p->failure] : desired_of(p);
}

static void put_summary(struct call *c, struct doc *out, const struct pipes_pipe *p, const char *current)
{
    doc_put_str(out, "Arn", pipe_arn(c, p));
    doc_put_str(out, "Name", p->name);
    doc_put_cstr(out, "DesiredState", desired_of(p));
    doc_put_cstr(out, "CurrentState", current);
    doc_put_int(out, "CreationTime", p->created_ms);
    doc_put_int(out, "LastModifiedTime", p->modified_ms);
}

/* --- the poller follows ------------------------------------------------------------------------------------------- */

struct change {
    struct arena arena;
    struct pipes_pipe pipe;
};

static void change_drop(void *value)
{
    struct change *change = *(struct change **)value;

    arena_release(&change->arena);
    free(change);
}

static void change_apply(void *value)
{
    pipes_poller_start(&(*(struct change **)value)->pipe);
    change_drop(value);
}

static void poller_follow(struct call *c, const struct pipes_pipe *p)
{
    struct change *change = memory_new(1, sizeof *change);

    change->pipe = *p;
    change->pipe.account = arena_span(&change->arena, p->account);
    change->pipe.region = arena_span(&change->arena, p->region);
    change->pipe.name = arena_span(&change->arena, p->name);
    change->pipe.endpoint = arena_span(&change->arena, p->endpoint);
    change->pipe.config = doc_copy(&change->arena, p->config);
    call_after_commit_owning(c, change_apply, change_drop, &change, sizeof change);
}

static void poller_end(void *arg)
{
    pipes_poller_stop(*(int64_t *)arg);
}

/* --- what a pipe may be ------------------------------------------------------------------------------------------- */

/* Raises NotImplemented for the first member that is not among those named. */
static int members_only(struct call *c, const struct doc *d, const char *where, const char *const *known)
{
    for (uint32_t i = 0; i < doc_count(d); i++) {
        bool found = false;

        for (int k = 0; known[k]; k++) found = found || span_is(d->map.members[i].name, known[k]);
        if (!found)
            return fault(c, &fault_not_implemented, "Nube does not emulate %.*s of %s",
                         SPAN_ARG(d->map.members[i].name), where);
    }
    return 0;
}

static int in_bounds(struct call *c, const struct doc *d, const char *name, int64_t least, int64_t most)
{
    struct doc *value = doc_get(d, name);

    if (!value || (doc_is(value, DOC_INT) && value->integer >= least && value->integer <= most)) return 0;
    return fault(c, &pipes_validation, "%s must be between %lld and %lld", name, (long long)least, (long long)most);
}

static int source_check(struct call *c, const struct doc *config)
{
    static const char *const known[] = { "SqsQueueParameters", "FilterCriteria", NULL };
    static const char *const queue_known[] = { "BatchSize", "MaximumBatchingWindowInSeconds", NULL };
    struct doc *source = doc_get(config, "SourceParameters"), *queue = doc_get(source, "SqsQueueParameters");
    struct doc *filters = doc_get(doc_get(source, "FilterCriteria"), "Filters");
    bool is_valid;

    if (!span_starts(doc_get_str(config, "Source"), "arn:aws:sqs:"))
        return fault(c, &fault_not_implemented, "Nube emulates pipes whose source is an SQS queue, not %.*s",
                     SPAN_ARG(doc_get_str(config, "Source")));
    if (members_only(c, source, "SourceParameters", known) || members_only(c, queue, "SqsQueueParameters", queue_known))
        return -1;
    if (in_bounds(c, queue, "BatchSize", 1, 10000) || in_bounds(c, queue, "MaximumBatchingWindowInSeconds", 0, 300))
        return -1;
    event_patterns_read(&c->arena, filters, &is_valid);
    return is_valid ? 0 : fault(c, &pipes_validation, "Event pattern is not valid. Reason: Filter is not an object");
}

/* Is the target an EXPRESS state machine? Only that can be waited for. */
static bool is_express(struct call *c, struct span machine)
{
    struct call *describe = door_open("states", "DescribeStateMachine", &c->who, c->endpoint);
    bool express;

    if (!describe) return false;
    doc_put_str(describe->in, "stateMachineArn", machine);
    express = !door_call_within(c, describe) && span_is(doc_get_str(describe->out, "type"), "EXPRESS");
    call_free(describe);
    return express;
}

static int target_check(struct call *c, const struct doc *config)
{
    static const char *const known[] = { "InputTemplate", "StepFunctionStateMachineParameters", NULL };
    struct doc *target = doc_get(config, "TargetParameters");
    struct span how = doc_get_str(doc_get(target, "StepFunctionStateMachineParameters"), "InvocationType"),
                arn = doc_get_str(config, "Target");

    if (!span_starts(arn, "arn:aws:states:"))
        return fault(c, &fault_not_implemented, "Nube emulates pipes whose target is a state machine, not %.*s",
                     SPAN_ARG(arn));
    if (members_only(c, target, "TargetParameters", known)) return -1;
    /* AWS: a STANDARD state machine can only be started, not waited for; waiting is the default. */
    if (!span_is(how, "FIRE_AND_FORGET") && !is_express(c, arn))
        return fault(
            c, &pipes_validation,
            "Target %.*s of type STANDARD does not support invocation type REQUEST_RESPONSE. Use FIRE_AND_FORGET.",
            SPAN_ARG(arn));
    if (doc_get(config, "Enrichment"))
        return fault(c, &fault_not_implemented, "Nube does not emulate enrichment in pipes");
    return 0;
}

static int config_check(struct call *c, const struct doc *config)
{
    return source_check(c, config) || target_check(c, config) ? -1 : 0;
}

/* --- its role ----------------------------------------------------------------------------------------------------- */

/* May the role receive from the pipe's queue? */
static bool role_may_receive(struct call *c, const struct pipes_pipe *p)
{
    struct span source = doc_get_str(p->config, "Source");
    struct identity who;
    struct call *receive;
    struct arn queue;
    bool allows;

    if (!identity_of_role(doc_get_str(p->config, "RoleArn"), arena_string(&c->arena, p->name), c->who.region, &who) ||
        !arn_parse(source, &queue))
        return true;
    receive = door_open("sqs", "ReceiveMessage", &who, c->endpoint);
    if (!receive) return true;
    doc_put_format(receive->in, "QueueUrl", "%.*s/%.*s/%.*s", SPAN_ARG(c->endpoint), SPAN_ARG(queue.account),
                   SPAN_ARG(queue.resource));
    allows = door_allows(c, receive);
    call_free(receive);
    return allows;
}

/* AWS: seen with roles whose policies come late. DIFFERS: the words for a role that does not trust Pipes are not known;
 * it is told alike. */
static void role_check(struct call *c, struct pipes_pipe *p, enum pipes_failure failure)
{
    p->failure = PIPES_WELL;
    p->reason = (struct span){ NULL, 0 };
    if (door_may_assume(c, "pipes", doc_get_str(p->config, "RoleArn"), pipe_arn(c, p)) && role_may_receive(c, p))
        return;
    p->failure = failure;
    p->reason = SPAN("Input parameter is invalid from the request due to : The provided customer role does not have "
                     "permissions to call ReceiveMessage on SQS");
}

/* --- operations --------------------------------------------------------------------------------------------------- */

int pipes_create_pipe(struct call *c)
{
    struct pipes_pipe p = { .account = span_of(c->who.account),
                            .region = span_of(c->who.region),
                            .name = doc_get_str(c->in, "Name"),
                            .endpoint = c->endpoint,
                            .created_ms = c->now_ms,
                            .modified_ms = c->now_ms },
                      there;

    p.is_stopped = span_is(doc_get_str(c->in, "DesiredState"), "STOPPED");
    p.config = doc_shallow(&c->arena, c->in);
    doc_remove(p.config, SPAN("Name"));
    if (config_check(c, p.config)) return -1;
    if (pipes_store_find(c->db, &c->arena, p.account, p.region, p.name, &there))
        return fault(c, &pipes_conflict, "Pipe %.*s already exists.", SPAN_ARG(p.name));
    role_check(c, &p, PIPES_CREATE_FAILED);
    pipes_store_insert(c->db, &c->arena, &p);
    poller_follow(c, &p);
    put_summary(c, c->out, &p, "CREATING");
    return 0;
}

struct doc *pipes_resource_tags(struct call *c, struct span text)
{
    struct pipes_pipe p;
    struct arn arn;

    if (!arn_parse(text, &arn) || !pipes_store_find(c->db, &c->arena, arn.account, arn.region, arn_last(text), &p))
        return NULL;
    return doc_get(p.config, "Tags");
}

int pipes_describe_pipe(struct call *c)
{
    static const char *const told[] = { "Description",          "Source", "SourceParameters", "Enrichment",
                                        "EnrichmentParameters", "Target", "TargetParameters", "RoleArn",
                                        "LogConfiguration" };
    struct pipes_pipe p;
    struct doc *tags;

    if (pipe_require(c, &p)) return -1;
    put_summary(c, c->out, &p, state_of(&p));
    doc_put_str(c->out, "StateReason", p.reason);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        if (doc_get(p.config, told[i])) doc_put(c->out, told[i], doc_get(p.config, told[i]));
    }
    tags = doc_get(p.config, "Tags");
    doc_put(c->out, "Tags", tags ? tags : doc_map(&c->arena));
    return 0;
}

/* What is given replaces what was. */
int pipes_update_pipe(struct call *c)
{
    struct pipes_pipe p;

    if (pipe_require(c, &p)) return -1;
    for (uint32_t i = 0; i < c->in->map.count; i++) {
        if (!span_is(c->in->map.members[i].name, "Name"))
            doc_put_span(p.config, c->in->map.members[i].name, c->in->map.members[i].value);
    }
    if (doc_get(c->in, "DesiredState")) p.is_stopped = span_is(doc_get_str(c->in, "DesiredState"), "STOPPED");
    if (config_check(c, p.config)) return -1;
    p.modified_ms = c->now_ms;
    p.endpoint = c->endpoint;
    role_check(c, &p, PIPES_UPDATE_FAILED);
    pipes_store_update(c->db, &c->arena, &p);
    poller_follow(c, &p);
    put_summary(c, c->out, &p, "UPDATING");
    return 0;
}

static int pipe_turn(struct call *c, bool stop, const char *current)
{
    struct pipes_pipe p;

    if (pipe_require(c, &p)) return -1;
    p.is_stopped = stop;
    p.modified_ms = c->now_ms;
    if (!stop) role_check(c, &p, PIPES_START_FAILED);
    pipes_store_update(c->db, &c->arena, &p);
    poller_follow(c, &p);
    put_summary(c, c->out, &p, current);
    return 0;
}

int pipes_start_pipe(struct call *c)
{
    return pipe_turn(c, false, "STARTING");
}

int pipes_stop_pipe(struct call *c)
{
    return pipe_turn(c, true, "STOPPING");
}

int pipes_delete_pipe(struct call *c)
{
    struct pipes_pipe p;

    if (pipe_require(c, &p)) return -1;
    pipes_store_delete(c->db, p.id);
    call_after_commit(c, poller_end, &p.id, sizeof p.id);
    put_summary(c, c->out, &p, "DELETING");
    doc_put_cstr(c->out, "DesiredState", "DELETED");
    return 0;
}

static bool is_listed(struct call *c, const struct pipes_pipe *p)
{
    const char *name = doc_get_cstr(c->in, "NamePrefix"), *source = doc_get_cstr(c->in, "SourcePrefix"),
               *target = doc_get_cstr(c->in, "TargetPrefix");
    struct span current = doc_get_str(c->in, "CurrentState"), desired = doc_get_str(c->in, "DesiredState");

    if (name && !span_starts(p->name, name)) return false;
    if (source && !span_starts(doc_get_str(p->config, "Source"), source)) return false;
    if (target && !span_starts(doc_get_str(p->config, "Target"), target)) return false;
    return (!current.data || span_is(current, state_of(p))) && (!desired.data || span_is(desired, desired_of(p)));
}

int pipes_list_pipes(struct call *c)
{
    struct doc *list = doc_put_list(c->out, "Pipes");
    int64_t limit = doc_get_int(c->in, "Limit", LIST_DEFAULT), after;
    struct pipes_pipe p = { 0 };
    struct rows *r;

    if (!page_after_number(c, "NextToken", &after)) return fault(c, &pipes_validation, "Invalid NextToken");
    for (r = pipes_store_after(c->db, span_of(c->who.account), span_of(c->who.region), after, INT64_MAX);
         rows_next(r);) {
        struct doc *item;

        if ((int64_t)doc_count(list) == limit) {
            page_continue_number(c, "NextToken", p.id);
            rows_close(r);
            break;
        }
        pipes_store_read(r, &c->arena, &p);
        if (!is_listed(c, &p)) continue;
        item = doc_append_map(list);
        put_summary(c, item, &p, state_of(&p));
        doc_put_str(item, "Source", doc_get_str(p.config, "Source"));
        doc_put_str(item, "Target", doc_get_str(p.config, "Target"));
        doc_put_str(item, "StateReason", p.reason);
    }
    return 0;
}
