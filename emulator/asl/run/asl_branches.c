/* Parallel and Map: starting children, collecting their results, and failing with the first that fails.
 *
 * A child's first event follows the parent's latest; when a child ends, the parent's next event follows the child's last. So an iteration that starts
 * when another has ended follows it, as AWS has it.
 */
#include "emulator/asl/run/asl_run.h"

static void event_iteration(struct asl_execution *x, int64_t previous, const char *how, const struct asl_branch *child)
{
    event_open(x, previous, arena_printf(&x->arena, "MapIteration%s", how));
    event_details(x, arena_printf(&x->arena, "mapIteration%sEventDetails", how));
    event_int(x, "index", child->index);
    event_text(x, "name", child->parent->state->name);
    event_close(x);
}

static bool is_map(const struct asl_branch *b)
{
    return b->state->type == ASL_MAP;
}

static void join_finish(struct asl_execution *x, struct asl_branch *b)
{
    struct buf text = { 0 };
    struct span output;

    buf_add_char(&text, '[');
    for (uint32_t i = 0; i < b->child_count; i++) {
        if (i) buf_add_char(&text, ',');
        buf_add_span(&text, asl_payload_as_text(&b->results[i], &x->arena));
    }
    buf_add_char(&text, ']');
    output = arena_span(&x->arena, buf_span(&text));
    buf_release(&text);
    event_aside(x, b->previous, is_map(b) ? "MapStateSucceeded" : "ParallelStateSucceeded");
    b->decided = b->previous;
    state_complete(x, b, asl_payload_text(output));
}

static bool child_start(struct asl_execution *x, struct asl_branch *b, struct asl_payload *effective)
{
    uint32_t index = b->started;
    struct asl_branch *child = branch_new(x, b, b->state->branches[is_map(b) ? 0 : index], index);
    struct asl_error e = { 0 };

    child->previous = b->previous;
    if (is_map(b)) {
        child->item = child->input = asl_payload_doc(doc_at(asl_payload_as_doc(&b->items, &x->arena), index));
        if (!map_item_select(x, b, child, b->state->parameters ? asl_payload_as_doc(effective, &x->arena) : NULL, &e)) {
            state_fail_runtime(x, b, &e);
            return false;
        }
        if (!state_data_fits(x, b, &child->input)) return false;
        event_iteration(x, child->previous, "Started", child);
        child->previous = x->last_event;
    } else {
        child->input = *effective;
    }
    child->state = child->machine->start;
    b->children[index] = child;
    b->started++;
    branch_ready(x, child);
    return true;
}

/* Starts as many children as may run at once. */
static void children_start(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_payload effective = { 0 };
    int64_t most = is_map(b) ? b->concurrency : b->child_count;

    if (b->started == b->child_count) return;
    if ((!is_map(b) || b->state->parameters) && !state_input(x, b, &effective)) return;
    if (!is_map(b) && (b->parameters.text.data || b->parameters.doc)) effective = b->parameters;
    while (b->started < b->child_count && b->started - b->ended < most) {
        if (!child_start(x, b, &effective)) return;
    }
}

bool parallel_prepare(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    struct asl_payload made = *input;

    b->child_count = b->state->branch_count;
    b->parameters = (struct asl_payload){ 0 };
    if (!b->state->parameters && !b->state->query.arguments) return true;
    if (!arguments_make(x, b, &made) || !state_template(x, b, b->state->parameters, &made) ||
        !state_data_fits(x, b, &made))
        return false;
    b->parameters = made;
    return true;
}

void join_start(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    if (trial_mocks(x)) {
        trial_join(x, b, input);
        return;
    }
    if (b->state->distributed) {
        map_run_start(x, b, input);
        return;
    }
    if (!(is_map(b) ? map_prepare(x, b, &input) : parallel_prepare(x, b, &input))) return;
    if (is_map(b) && (!b->concurrency || b->concurrency > ASL_MAP_BRANCHES_MAX)) b->concurrency = ASL_MAP_BRANCHES_MAX;
    b->phase = PHASE_JOIN;
    b->started = b->ended = 0;
    b->children = ARENA_ARRAY(&x->arena, struct asl_branch *, b->child_count + 1);
    b->results = ARENA_ARRAY(&x->arena, struct asl_payload, b->child_count + 1);
    if (is_map(b)) {
        event_map_started(x, b);
    } else {
        event_aside(x, b->previous, "ParallelStateStarted");
        b->previous = x->last_event;
    }
    b->decided = b->previous;
    if (b->child_count) children_start(x, b);
    else join_finish(x, b);
}

void join_child_ended(struct asl_execution *x, struct asl_branch *child, struct asl_payload output)
{
    struct asl_branch *b = child->parent;

    if (is_map(b)) event_iteration(x, child->previous, "Succeeded", child);
    b->previous = child->previous;
    b->results[child->index] = output;
    b->children[child->index] = NULL;
    b->ended++;
    if (b->ended < b->child_count) {
        children_start(x, b);
        return;
    }
    if (is_map(b)) b->previous = x->last_event; /* AWS: the end of the whole follows the last iteration's own end */
    join_finish(x, b);
}

/* Nothing below `b` runs on: whoever finds it ended leaves it alone. */
void join_abandon(struct asl_branch *b)
{
    for (uint32_t i = 0; i < b->started; i++) {
        if (!b->children[i]) continue;
        if (b->children[i]->phase == PHASE_ENDED) continue;
        if (b->children[i]->phase == PHASE_JOIN) join_abandon(b->children[i]);
        b->children[i]->left = b->children[i]->phase;
        b->children[i]->phase = PHASE_ENDED;
    }
}

void join_child_failed(struct asl_execution *x, struct asl_branch *child, struct span error, struct span cause)
{
    struct asl_branch *b = child->parent;

    if (is_map(b)) event_iteration(x, child->previous, "Failed", child);
    b->previous = child->previous;
    for (uint32_t i = 0; is_map(b) && i < b->started; i++) {
        if (b->children[i] && b->children[i] != child)
            event_iteration(x, b->children[i]->previous, "Aborted", b->children[i]);
    }
    b->branch_failed = !is_map(b);
    state_fail(x, b, error, cause);
}
