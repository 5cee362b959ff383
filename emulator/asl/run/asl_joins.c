/* Parallel and Map: starting children, collecting their results, and failing with the first that fails.
 *
 * A child's first event follows the parent's latest; when a child ends, the parent's next event follows the child's
 * last. So an iteration that starts when another has ended follows it, as AWS has it.
 */
#include "emulator/asl/run/asl_joins.h"

#include "emulator/asl/run/asl_fail.h"
#include "emulator/asl/run/asl_history.h"
#include "emulator/asl/run/asl_limits.h"
#include "emulator/asl/run/asl_map_run.h"
#include "emulator/asl/run/asl_maps.h"
#include "emulator/asl/run/asl_parallel.h"
#include "emulator/asl/run/asl_paths.h"
#include "emulator/asl/run/asl_trial_join.h"
#include "emulator/asl/run/asl_trial_notes.h"

static enum asl_became join_finish(struct asl_execution *x, struct asl_branch *b)
{
    struct buf text = { 0 };
    struct span output;

    buf_add_char(&text, '[');
    for (uint32_t i = 0; i < b->join.child_count; i++) {
        if (i) buf_add_char(&text, ',');
        buf_add_span(&text, asl_payload_as_text(&b->join.results[i], &x->arena));
    }
    buf_add_char(&text, ']');
    output = arena_span(&x->arena, buf_span(&text));
    buf_release(&text);
    asl_event_aside(x, b->previous, asl_branch_is_map(b) ? "MapStateSucceeded" : "ParallelStateSucceeded");
    b->decided = b->previous;
    return asl_gives(b, asl_payload_text(output));
}

static bool child_start(struct asl_execution *x, struct asl_branch *b, struct asl_payload *effective)
{
    uint32_t index = b->join.started;
    struct asl_branch *child = asl_branch_new(x, b, b->state->branches[asl_branch_is_map(b) ? 0 : index], index);
    struct asl_error e = { 0 };

    child->previous = b->previous;
    if (asl_branch_is_map(b)) {
        child->item = child->input = asl_payload_doc(doc_at(asl_payload_as_doc(&b->join.items, &x->arena), index));
        if (!asl_map_item_select(x, b, child, b->state->parameters ? asl_payload_as_doc(effective, &x->arena) : NULL,
                                 &e)) {
            asl_fail_runtime(x, b, &e);
            return false;
        }
        if (!asl_state_data_fits(x, b, &child->input)) return false;
        asl_event_iteration(x, child->previous, "Started", child);
        child->previous = x->last_event;
    } else {
        child->input = *effective;
    }
    child->state = child->machine->start;
    b->join.children[index] = child;
    b->join.started++;
    asl_branch_ready(x, child);
    return true;
}

/* Starts as many children as may run at once. False: the state has failed. */
static bool children_start(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_payload effective = { 0 };
    int64_t most = asl_branch_is_map(b) ? b->join.concurrency : b->join.child_count;

    if (b->join.started == b->join.child_count) return true;
    if ((!asl_branch_is_map(b) || b->state->parameters) && !asl_state_input(x, b, &effective)) return false;
    if (!asl_branch_is_map(b) && (b->parameters.text.data || b->parameters.doc)) effective = b->parameters;
    while (b->join.started < b->join.child_count && b->join.started - b->join.ended < most) {
        if (!child_start(x, b, &effective)) return false;
    }
    return true;
}

/* The children it has room for; it may have none. */
static enum asl_became join_begin(struct asl_execution *x, struct asl_branch *b)
{
    b->phase = PHASE_JOIN;
    b->join.started = b->join.ended = 0;
    b->join.children = ARENA_ARRAY(&x->arena, struct asl_branch *, b->join.child_count + 1);
    b->join.results = ARENA_ARRAY(&x->arena, struct asl_payload, b->join.child_count + 1);
    if (asl_branch_is_map(b)) {
        asl_event_map_started(x, b);
    } else {
        asl_event_aside(x, b->previous, "ParallelStateStarted");
        b->previous = x->last_event;
    }
    b->decided = b->previous;
    if (!b->join.child_count) return join_finish(x, b);
    return children_start(x, b) ? ASL_WAITS : ASL_FAILS;
}

enum asl_became asl_join_start(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    if (asl_trial_mocks(x)) return asl_trial_join(x, b, input);
    if (b->state->distributed) return asl_map_run_start(x, b, input);
    if (!(asl_branch_is_map(b) ? asl_map_prepare(x, b, &input) : asl_parallel_prepare(x, b, &input))) return ASL_FAILS;
    if (asl_branch_is_map(b) && (!b->join.concurrency || b->join.concurrency > ASL_MAP_BRANCHES_MAX))
        b->join.concurrency = ASL_MAP_BRANCHES_MAX;
    return join_begin(x, b);
}

enum asl_became asl_join_child_ended(struct asl_execution *x, struct asl_branch *child, struct asl_payload output)
{
    struct asl_branch *b = child->parent;

    if (asl_branch_is_map(b)) asl_event_iteration(x, child->previous, "Succeeded", child);
    b->previous = child->previous;
    b->join.results[child->index] = output;
    b->join.children[child->index] = NULL;
    b->join.ended++;
    if (b->join.ended < b->join.child_count) return children_start(x, b) ? ASL_WAITS : ASL_FAILS;
    if (asl_branch_is_map(b))
        b->previous = x->last_event; /* AWS: the end of the whole follows the last iteration's own end */
    return join_finish(x, b);
}

/* Whoever finds a branch ended leaves it alone. */
void asl_join_abandon(struct asl_branch *b)
{
    for (uint32_t i = 0; i < b->join.started; i++) {
        if (!b->join.children[i]) continue;
        if (b->join.children[i]->phase == PHASE_ENDED) continue;
        if (b->join.children[i]->phase == PHASE_JOIN) asl_join_abandon(b->join.children[i]);
        b->join.children[i]->left = b->join.children[i]->phase;
        b->join.children[i]->phase = PHASE_ENDED;
    }
}

enum asl_became asl_join_child_failed(struct asl_execution *x, struct asl_branch *child, struct span error,
                                      struct span cause)
{
    struct asl_branch *b = child->parent;

    if (asl_branch_is_map(b)) asl_event_iteration(x, child->previous, "Failed", child);
    b->previous = child->previous;
    for (uint32_t i = 0; asl_branch_is_map(b) && i < b->join.started; i++) {
        if (b->join.children[i] && b->join.children[i] != child)
            asl_event_iteration(x, b->join.children[i]->previous, "Aborted", b->join.children[i]);
    }
    b->join.branch_failed = !asl_branch_is_map(b);
    return asl_fail(b, error, cause);
}
