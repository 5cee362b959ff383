/* Measuring data. */
#include "emulator/asl/run/asl_limits.h"

#include "emulator/asl/run/asl_fail.h"

struct span asl_data_limit_cause(struct asl_execution *x, struct span name)
{
    return arena_format(
        &x->arena,
        "The state/task '%.*s' returned a result with a size exceeding the maximum number of bytes service limit.",
        SPAN_ARG(name));
}

/* Deeper data could not be read back. */
static bool is_deeper(const struct doc *d, int depth)
{
    if (depth == 0) return true;
    for (size_t i = 0; doc_is(d, DOC_LIST) && i < doc_count(d); i++) {
        if (is_deeper(doc_at(d, i), depth - 1)) return true;
    }
    for (uint32_t i = 0; doc_is(d, DOC_MAP) && i < d->map.count; i++) {
        if (is_deeper(d->map.members[i].value, depth - 1)) return true;
    }
    return false;
}

bool asl_payload_fits(struct asl_execution *x, struct asl_payload *p)
{
    return !(p->doc && !p->text.data && is_deeper(p->doc, JSON_DEPTH_MAX - 8)) &&
           asl_payload_as_text(p, &x->arena).size <= ASL_DATA_BYTES_MAX;
}

bool asl_state_data_fits(struct asl_execution *x, struct asl_branch *b, struct asl_payload *data)
{
    bool fits = asl_payload_fits(x, data);

    if (!fits) asl_fail_limit(b, asl_data_limit_cause(x, b->state->name));
    return fits;
}
