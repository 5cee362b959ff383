/* Environment variables. AWS: their size is that of their JSON. */
#include "emulator/services/lambda/lambda_variables.h"

#include "emulator/base/json.h"
#include "emulator/services/lambda/lambda_faults.h"

#define ENVIRONMENT_BYTES_MAX 4096

/* AWS: names that Lambda sets itself. */
static bool is_reserved(struct span name)
{
    static const char *const names[] = { "_HANDLER",
                                         "_X_AMZN_TRACE_ID",
                                         "AWS_DEFAULT_REGION",
                                         "AWS_REGION",
                                         "AWS_EXECUTION_ENV",
                                         "AWS_LAMBDA_FUNCTION_NAME",
                                         "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                                         "AWS_LAMBDA_FUNCTION_VERSION",
                                         "AWS_LAMBDA_INITIALIZATION_TYPE",
                                         "AWS_LAMBDA_LOG_GROUP_NAME",
                                         "AWS_LAMBDA_LOG_STREAM_NAME",
                                         "AWS_ACCESS_KEY",
                                         "AWS_ACCESS_KEY_ID",
                                         "AWS_SECRET_ACCESS_KEY",
                                         "AWS_SESSION_TOKEN",
                                         "AWS_LAMBDA_RUNTIME_API",
                                         "LAMBDA_TASK_ROOT",
                                         "LAMBDA_RUNTIME_DIR" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(name, names[i])) return true;
    return false;
}

static bool is_variable_name(struct span name)
{
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!letter && !(i && ((c >= '0' && c <= '9') || c == '_'))) return false;
    }
    return name.size >= 2;
}

int lambda_variables_check(struct call *c, const struct doc *variables)
{
    struct span text = variables ? json_text(&c->arena, variables) : SPAN("");

    for (size_t i = 0; i < doc_count(variables); i++) {
        struct span name = variables->map.members[i].name;
        if (is_reserved(name))
            return fault(
                c, &lambda_invalid_parameter_value,
                "Lambda was unable to configure your environment variables because the environment variables you have provided "
                "contains reserved keys that are currently not supported for modification. Reserved keys used in this request: %.*s",
                SPAN_ARG(name));
        if (!is_variable_name(name))
            return fault(
                c, &fault_validation,
                "1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy "
                "constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]");
    }
    if (text.size <= ENVIRONMENT_BYTES_MAX) return 0;
    return fault(
        c, &lambda_invalid_parameter_value,
        "Lambda was unable to configure your environment variables because the environment variables you have provided exceeded "
        "the 4KB limit. String measured: %.*s",
        SPAN_ARG(text));
}
