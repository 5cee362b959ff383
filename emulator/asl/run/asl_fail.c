/* A failure is noted once, by whoever finds it, and passed upwards as false, NULL or ASL_FAILS. */
#include "emulator/asl/run/asl_fail.h"

#include <stdarg.h>

#include "emulator/asl/run/asl_history.h"
#include "emulator/base/format.h"

enum asl_became asl_fail(struct asl_branch *b, struct span error, struct span cause)
{
    b->end = (struct asl_end){ .error = error, .cause = cause };
    return ASL_FAILS;
}

enum asl_became asl_fail_limit(struct asl_branch *b, struct span cause)
{
    b->is_over_limit = true;
    return asl_fail(b, SPAN("States.DataLimitExceeded"), cause);
}

struct span asl_error_explained(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e)
{
    struct span cause = arena_format(
        &x->arena, "An error occurred while executing the state '%.*s' (entered at the event id #%lld). %.*s",
        SPAN_ARG(b->state->name), (long long)b->entered_id, SPAN_ARG(e->cause));

    if (x->facts.trial) cause = e->cause; /* AWS: there it stands alone */
    if (span_is(e->name, ASL_ERROR_QUERY)) asl_event_evaluation_failed(x, b, e, cause);
    return cause;
}

enum asl_became asl_fail_runtime(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e)
{
    return asl_fail(b, e->name, asl_error_explained(x, b, e));
}

enum asl_became asl_fail_format(struct asl_execution *x, struct asl_branch *b, const char *format, ...)
{
    struct asl_error e = { .name = SPAN("States.Runtime") };
    va_list args;

    va_start(args, format);
    e.cause = format_span(&x->arena, format, args);
    va_end(args);
    return asl_fail_runtime(x, b, &e);
}

/* AWS: States.NoChoiceMatched is reserved, too. */
enum asl_became asl_fail_no_choice(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_error none = { .name = SPAN("States.Runtime"),
                              .cause = SPAN(
                                  "Failed to transition out of the state. The state does not point to a next state.") };

    return asl_fail_runtime(x, b, &none);
}
