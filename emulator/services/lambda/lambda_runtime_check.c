/* AWS's words for what AWS refuses, and Nube's for what Nube does. */
#include "emulator/services/lambda/lambda_runtime_check.h"

#include "emulator/base/buf.h"
#include "emulator/core/service.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_interpreter.h"

static int raise_unknown(struct call *c, struct span runtime)
{
    struct buf names = { 0 };
    const char *list;

    for (const struct lambda_runtime_row *row = lambda_runtime_rows; row->name; row++)
        if (row->state != LAMBDA_IS_OVER) buf_printf(&names, "%s%s", names.size ? ", " : "", row->name);
    list = arena_string(&c->arena, buf_span(&names));
    buf_release(&names);
    return fault(
        c, &lambda_invalid_parameter_value,
        "Value %.*s at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [%s] or be a valid ARN",
        SPAN_ARG(runtime), list);
}

static int interpreter_check(struct call *c, struct span runtime, const struct lambda_runtime_kind *kind)
{
    if (kind->language == LAMBDA_PROVIDED || lambda_interpreter_exists(runtime, kind)) return 0;
    return fault(c, &fault_not_implemented,
                 "The runtime %.*s needs %s, which is not in Nube's PATH: install it, or start Nube with "
                 "--lambda-runtime %.*s=FILE",
                 SPAN_ARG(runtime), lambda_interpreter_name(kind->language), SPAN_ARG(runtime));
}

int lambda_runtime_check(struct call *c, struct span runtime)
{
    const struct lambda_runtime_row *row = lambda_runtime_find(runtime);

    if (!runtime.size)
        return fault(c, &lambda_invalid_parameter_value,
                     "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
    if (!row) return raise_unknown(c, runtime);
    if (row->state == LAMBDA_IS_OVER)
        return fault(
            c, &lambda_invalid_parameter_value,
            "The runtime parameter of %.*s is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.",
            SPAN_ARG(runtime));
    if (row->state == LAMBDA_RUNS_NOT)
        return fault(c, &fault_not_implemented,
                     "The runtime %.*s is not emulated by Nube: use provided.al2023, python3.x, nodejsNN.x or ruby3.x",
                     SPAN_ARG(runtime));
    return interpreter_check(c, runtime, &row->kind);
}
