/* Parallel states, before their branches begin. */
#include "emulator/asl/run/asl_parallel.h"

#include "emulator/asl/run/asl_limits.h"
#include "emulator/asl/run/asl_paths.h"
#include "emulator/asl/run/asl_queries.h"

bool asl_parallel_prepare(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    struct asl_payload made = *input;

    b->join.child_count = b->state->branch_count;
    b->parameters = (struct asl_payload){ 0 };
    if (!b->state->parameters && !b->state->query.arguments) return true;
    if (!asl_field_arguments(x, b, &made) || !asl_state_template(x, b, b->state->parameters, &made) ||
        !asl_state_data_fits(x, b, &made))
        return false;
    b->parameters = made;
    return true;
}
