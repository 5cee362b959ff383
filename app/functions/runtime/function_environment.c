/* A function's settings and its client of AWS. */
#include "app/functions/runtime/function_environment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/functions/runtime/function_loop.h"
#include "app/sdk/aws_client.h"

enum { FUNCTION_CONNECT_TIMEOUT_MS = 1500, FUNCTION_TIMEOUT_MS = 6000, FUNCTION_BUDGET_MS = 8000 };

bool function_environment_read(const struct function_variable *variables)
{
    for (; variables->name; variables++) {
        char message[128];

        *variables->value = getenv(variables->name);
        if (*variables->value && **variables->value) continue;
        snprintf(message, sizeof message, "The environment variable %s is not set.", variables->name);
        function_loop_fail_init("Function.ConfigurationInvalid", message);
        return false;
    }
    return true;
}

const char *function_environment_get(const char *name, const char *otherwise)
{
    const char *value = getenv(name);

    return value && *value ? value : otherwise;
}

static bool function_preload(void)
{
    const char *endpoint = getenv("AWS_ENDPOINT_URL");
    char message[AWS_HTTP_MESSAGE_SIZE];

    if (endpoint && !strncmp(endpoint, "http://", 7)) return true;
    if (aws_http_load(message)) return true;
    function_loop_fail_init("Function.LibraryMissing", message);
    return false;
}

struct aws_client *function_client_new(void)
{
    struct aws_error error;
    struct aws_client *client;

    if (!function_preload()) return NULL;
    client = aws_client_new(&error);
    if (!client) function_loop_fail_init("Function.ConfigurationInvalid", error.message);
    if (!client) return NULL;
    aws_client_set_timeouts(client, FUNCTION_CONNECT_TIMEOUT_MS, FUNCTION_TIMEOUT_MS);
    aws_client_set_budget(client, FUNCTION_BUDGET_MS);
    return client;
}
