/* AWS Step Functions over AWS JSON 1.0. */
#include "app/sdk/states_client.h"

#include <cjson/cJSON.h>
#include <stdio.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/aws_protocol.h"
#include "app/sdk/aws_services.h"

static cJSON *states_call(struct aws_client *client, const char *operation, cJSON *input, struct aws_error *error)
{
    char target[64];

    snprintf(target, sizeof target, "AWSStepFunctions.%s", operation);
    return aws_json_call(client, &aws_states, target, input, 0, error);
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

int states_start_execution(struct aws_client *client, const char *machine_arn, const char *name, const char *input_json,
                           char execution_arn[STATES_ARN_SIZE], struct aws_error *error)
{
    cJSON *input = cJSON_CreateObject();

    cJSON_AddStringToObject(input, "stateMachineArn", machine_arn);
    cJSON_AddStringToObject(input, "input", input_json);
    if (name) cJSON_AddStringToObject(input, "name", name);
    return states_call_for(client, "StartExecution", input, "executionArn", execution_arn, STATES_ARN_SIZE, error);
}
