/* AWS Step Functions over AWS JSON 1.0. */
#include "app/sdk/states_client.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/aws_pages.h"
#include "app/sdk/aws_protocol.h"

enum { STATES_ROLE_ATTEMPTS = 12, STATES_ROLE_PAUSE_MS = 2500 };

static const struct aws_service states = { "SFN", "states", "states", NULL };

static cJSON *states_call(struct aws_client *client, const char *operation, cJSON *input, struct aws_error *error)
{
    char target[64];

    snprintf(target, sizeof target, "AWSStepFunctions.%s", operation);
    return aws_json_call(client, &states, target, input, 0, error);
}

/* Calls and copies one string of the answer. */
static int states_call_for(struct aws_client *client, const char *operation, cJSON *input, const char *member,
                           char *value, size_t size, struct aws_error *error)
{
    cJSON *output = states_call(client, operation, input, error);
    bool has_value = text_copy(value, size, aws_json_string(output, member)) && *value;

    cJSON_Delete(output);
    if (!output) return -1;
    if (!has_value) aws_error_set(error, AWS_ERROR_CLIENT, "Step Functions answered %s without %s", operation, member);
    return has_value ? 0 : -1;
}

/* Finds a machine by its name; "" in `arn` where there is none. */
static int states_find_machine(struct aws_client *client, const char *name, char arn[STATES_ARN_SIZE],
                               struct aws_error *error)
{
    struct aws_pages pages = { 0 };

    arn[0] = '\0';
    while (!*arn && aws_pages_next(&pages)) {
        cJSON *input = cJSON_CreateObject(), *output;
        const cJSON *machine;

        if (*pages.token) cJSON_AddStringToObject(input, "nextToken", pages.token);
        output = states_call(client, "ListStateMachines", input, error);
        if (!output) return -1;
        cJSON_ArrayForEach(machine, aws_json_member(output, "stateMachines"))
        {
            const char *found = aws_json_string(machine, "name");

            if (found && !strcmp(found, name))
                text_copy(arn, STATES_ARN_SIZE, aws_json_string(machine, "stateMachineArn"));
        }
        aws_pages_advance(&pages, aws_json_string(output, "nextToken"));
        cJSON_Delete(output);
    }
    return 0;
}

static cJSON *states_machine_input(const struct states_machine *machine)
{
    cJSON *input = cJSON_CreateObject();

    cJSON_AddStringToObject(input, "definition", machine->definition);
    cJSON_AddStringToObject(input, "roleArn", machine->role_arn);
    return input;
}

/* A role of a moment ago: "Neither the global service principal states.amazonaws.com, nor the regional one is
 * authorized to assume the provided role." Creation is repeated for half a minute while Step Functions says so. */
static bool states_role_is_unknown(const struct aws_error *error)
{
    return aws_error_is(error, "AccessDeniedException") && strstr(error->message, "assume the provided role");
}

static int states_create(struct aws_client *client, const struct states_machine *machine, char arn[STATES_ARN_SIZE],
                         struct aws_error *error)
{
    unsigned attempt;

    for (attempt = 1;; attempt++) {
        cJSON *input = states_machine_input(machine);

        cJSON_AddStringToObject(input, "name", machine->name);
        cJSON_AddStringToObject(input, "type", "STANDARD");
        if (!states_call_for(client, "CreateStateMachine", input, "stateMachineArn", arn, STATES_ARN_SIZE, error))
            return 0;
        if (attempt == STATES_ROLE_ATTEMPTS || !states_role_is_unknown(error)) return -1;
        aws_client_pause(STATES_ROLE_PAUSE_MS);
    }
}

int states_ensure_machine(struct aws_client *client, const struct states_machine *machine, char arn[STATES_ARN_SIZE],
                          struct aws_error *error)
{
    cJSON *input, *output;

    if (states_find_machine(client, machine->name, arn, error)) return -1;
    if (!*arn) return states_create(client, machine, arn, error);
    input = states_machine_input(machine);
    cJSON_AddStringToObject(input, "stateMachineArn", arn);
    output = states_call(client, "UpdateStateMachine", input, error);
    cJSON_Delete(output);
    return output ? 0 : -1;
}

int states_start_execution(struct aws_client *client, const char *machine_arn, const char *name, const char *input_json,
                           char execution_arn[STATES_ARN_SIZE], struct aws_error *error)
{
    cJSON *input = cJSON_CreateObject();

    cJSON_AddStringToObject(input, "stateMachineArn", machine_arn);
    cJSON_AddStringToObject(input, "input", input_json);
    if (name) cJSON_AddStringToObject(input, "name", name);
    return states_call_for(client, "StartExecution", input, "executionArn", execution_arn, STATES_ARN_SIZE, error);
}
