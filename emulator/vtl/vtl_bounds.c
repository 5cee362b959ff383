/* Each step is counted, and what is printed and made is bounded: a template that loops or grows without end ends in an
 * error. */
#include "emulator/vtl/vtl_bounds.h"

void *vtl_run_fail(struct vtl_run *r, uint32_t at, const char *reason)
{
    if (!r->reason) {
        r->reason = reason;
        r->at = at;
    }
    return NULL;
}

bool vtl_run_spend(struct vtl_run *r, uint32_t at, size_t steps)
{
    r->steps += steps + 1;
    if (r->steps > VTL_STEPS_MAX) vtl_run_fail(r, at, "the template takes too long");
    if (r->world.arena->total - r->held > VTL_MEMORY_MAX) vtl_run_fail(r, at, "the template takes too much memory");
    if (r->out->overflowed || r->out->size > VTL_OUTPUT_BYTES_MAX) vtl_run_fail(r, at, "the output is too large");
    return !r->reason;
}
