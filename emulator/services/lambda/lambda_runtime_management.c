/* Kept and shown: a runtime is what the machine has. */
#include "emulator/services/lambda/lambda_runtime_management.h"

#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_names.h"

/* AWS: the ARN with its version, also of $LATEST. */
static void put_management(struct call *c, struct lambda_function *f)
{
    const struct doc *kept = doc_get(f->settings, "RuntimeManagement");
    struct span mode = doc_get_str(kept, "UpdateRuntimeOn");

    lambda_function_qualify(&c->arena, f, f->version);
    doc_put_str(c->out, "UpdateRuntimeOn", mode.data ? mode : SPAN("Auto"));
    doc_put_str(c->out, "RuntimeVersionArn", doc_get_str(kept, "RuntimeVersionArn"));
    doc_put_str(c->out, "FunctionArn", f->invoked_arn);
}

static int arn_check(struct call *c, struct span mode, struct span arn)
{
    if (span_is(mode, "Manual") == (arn.data != NULL)) return 0;
    return fault(c, &lambda_invalid_parameter_value,
                 arn.data ? "You can specify a Runtime Version ARN only in Manual mode."
                          : "You must specify a Runtime Version ARN in Manual mode.");
}

int lambda_put_runtime_management_config(struct call *c)
{
    struct span mode = doc_get_str(c->in, "UpdateRuntimeOn"), arn = doc_get_str(c->in, "RuntimeVersionArn");
    struct lambda_function f;
    struct doc *kept;

    if (lambda_function_require(c, &f) || arn_check(c, mode, arn)) return -1;
    if (!f.settings) f.settings = doc_map(&c->arena);
    kept = doc_put_map(f.settings, "RuntimeManagement");
    doc_put_str(kept, "UpdateRuntimeOn", mode);
    doc_put_str(kept, "RuntimeVersionArn", arn);
    lambda_function_revise(c, &f);
    lambda_store_update(c, &f);
    put_management(c, &f);
    return 0;
}

int lambda_get_runtime_management_config(struct call *c)
{
    struct lambda_function f;

    if (lambda_function_require(c, &f)) return -1;
    put_management(c, &f);
    return 0;
}
