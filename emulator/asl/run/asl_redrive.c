/* Redriving an execution: its tree of branches stands as it did when it ended, and every branch that had not succeeded
 * enters its state anew.
 *
 *   root ──(Parallel)──┬─ child 0, ended: its result stays
 *                      ├─ child 1, failed in state X: runs X again
 *                      └─ child 2, given up in state Y: runs Y again
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html: retries count from nothing, a Fail
 * state is entered again.
 */
#include "emulator/asl/run/asl_redrive.h"

#include "emulator/asl/run/asl_advance.h"
#include "emulator/asl/run/asl_history.h"
#include "emulator/asl/run/asl_map_run.h"

static void branch_redrive(struct asl_execution *x, struct asl_branch *b);

/* Are there branches below that can go on? Otherwise it was the state itself that failed. */
static bool children_can(const struct asl_branch *b)
{
    bool any = false;

    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->join.started; i++) any = any || b->join.children[i];
    return any;
}

static void state_again(struct asl_execution *x, struct asl_branch *b)
{
    bool was_entered = b->phase != PHASE_READY || b->is_again;

    b->is_again = was_entered && b->state->type != ASL_FAIL;
    b->attempts = ARENA_ARRAY(&x->arena, uint32_t, b->state->retrier_count + 1);
    b->retries = 0;
    b->due_ms = 0;
    if (asl_map_run_can_redrive(b)) {
        asl_map_run_redrive(x, b);
        return;
    }
    b->previous = x->last_event;
    asl_branch_ready(x, b);
}

static void branch_redrive(struct asl_execution *x, struct asl_branch *b)
{
    if (!children_can(b)) {
        state_again(x, b);
        return;
    }
    for (uint32_t i = 0; i < b->join.started; i++) {
        if (b->join.children[i]) branch_redrive(x, b->join.children[i]);
    }
}

void asl_execution_redrive(struct asl_execution *x, int64_t last_event, int64_t now_ms)
{
    x->now_ms = now_ms;
    x->last_event = last_event;
    x->ready = NULL;
    x->ready_end = &x->ready;
    asl_event_open(x, last_event, "ExecutionRedriven");
    asl_event_details(x, "executionRedrivenEventDetails");
    asl_event_int(x, "redriveCount", x->facts.redrive_count);
    asl_event_close(x);
    if (!x->root) {
        x->root = asl_branch_new(x, NULL, x->machine, 0);
        x->root->state = x->machine->start;
        x->root->input = asl_payload_text(x->facts.input);
    }
    branch_redrive(x, x->root);
    asl_execution_run(x);
}
