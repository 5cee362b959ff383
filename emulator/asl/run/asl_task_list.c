/* A task in flight is a branch in PHASE_TASK; x->tasks are those to start once the stretch is durable. */
#include "emulator/asl/run/asl_task_list.h"

static const struct asl_resource run_resource = { .is_map_run = true };

/* Of what a distributed Map waits for. */
static const struct asl_resource *map_resource(const struct asl_branch *b)
{
    if (b->run.stage == MAP_RUNS) return &run_resource;
    if (b->run.stage == MAP_LOADS) return &b->state->distributed->loader;
    return b->run.stage == MAP_READS ? &b->state->distributed->reader : &b->state->distributed->writer;
}

void asl_task_give(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_task *t = ARENA_NEW(&x->arena, struct asl_task);

    *t = (struct asl_task){ .id = b->task.id,
                            .resource = b->state->type == ASL_MAP ? map_resource(b) : &b->state->resource,
                            .state = b->state->type == ASL_TASK ? b->state->name : (struct span){ 0 },
                            .parameters = b->parameters,
                            .role_arn = b->task.role_arn,
                            .branch = b };
    *x->tasks_end = t;
    x->tasks_end = &t->next;
}

int64_t asl_task_due(const struct asl_branch *b)
{
    if (!b->due_ms || !b->task.heartbeat_due_ms) return b->due_ms ? b->due_ms : b->task.heartbeat_due_ms;
    return b->due_ms < b->task.heartbeat_due_ms ? b->due_ms : b->task.heartbeat_due_ms;
}

struct asl_branch *asl_task_find(struct asl_branch *b, int64_t task)
{
    if (b->phase == PHASE_TASK && b->task.id == task) return b;
    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->join.started; i++) {
        struct asl_branch *found = b->join.children[i] ? asl_task_find(b->join.children[i], task) : NULL;

        if (found) return found;
    }
    return NULL;
}

/* A task of a branch that was given up in the same stretch is not started. */
void asl_tasks_prune(struct asl_execution *x)
{
    struct asl_task **at = &x->tasks;

    while (*at) {
        if ((*at)->branch->phase == PHASE_TASK && (*at)->branch->task.id == (*at)->id) at = &(*at)->next;
        else *at = (*at)->next;
    }
    x->tasks_end = at;
}

void asl_tasks_resume(struct asl_execution *x, struct asl_branch *b)
{
    if (b->phase == PHASE_TASK && !b->task.is_handed_over) asl_task_give(x, b);
    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->join.started; i++) {
        if (b->join.children[i]) asl_tasks_resume(x, b->join.children[i]);
    }
}

bool asl_tasks_in_flight(const struct asl_branch *b)
{
    if (b->phase == PHASE_TASK) return !b->task.is_handed_over;
    for (uint32_t i = 0; b->phase == PHASE_JOIN && i < b->join.started; i++) {
        if (b->join.children[i] && asl_tasks_in_flight(b->join.children[i])) return true;
    }
    return false;
}
