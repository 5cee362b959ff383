/* Amazon EventBridge Pipes over its REST API, version 2015-10-07. */
#include "app/sdk/pipes_client.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/aws_protocol.h"

enum { PIPES_PATH_SIZE = 128, PIPES_POLLS_MAX = 120, PIPES_POLL_MS_MAX = 1000 };
enum { PIPES_ROLE_ATTEMPTS = 12, PIPES_ROLE_PAUSE_MS = 2500 };

static const struct aws_service pipes = { "PIPES", "pipes", "pipes", NULL };

static cJSON *pipes_call(struct aws_client *client, const char *method, const char *name, cJSON *input,
                         struct aws_error *error)
{
    char path[PIPES_PATH_SIZE];

    snprintf(path, sizeof path, "/v1/pipes/%s", name);
    return aws_rest_call(client, &pipes, method, path, NULL, input, error);
}

/* The members that creation and update have in common. */
static cJSON *pipes_input(const struct pipes_pipe *pipe)
{
    cJSON *input = cJSON_CreateObject(), *source, *target;

    cJSON_AddStringToObject(input, "DesiredState", "RUNNING");
    cJSON_AddStringToObject(input, "RoleArn", pipe->role_arn);
    cJSON_AddStringToObject(input, "Target", pipe->state_machine_arn);
    source = cJSON_AddObjectToObject(cJSON_AddObjectToObject(input, "SourceParameters"), "SqsQueueParameters");
    cJSON_AddNumberToObject(source, "BatchSize", 1);
    target = cJSON_AddObjectToObject(input, "TargetParameters");
    cJSON_AddStringToObject(target, "InputTemplate", pipe->input_template);
    cJSON_AddStringToObject(cJSON_AddObjectToObject(target, "StepFunctionStateMachineParameters"), "InvocationType",
                            "FIRE_AND_FORGET");
    return input;
}

/* Waits for CurrentState RUNNING; the ARN comes along. */
static int pipes_wait(struct aws_client *client, const char *name, char arn[PIPES_ARN_SIZE], struct aws_error *error)
{
    unsigned poll, pause_ms = 20;
    char state[64] = "";

    for (poll = 0; poll < PIPES_POLLS_MAX; poll++) {
        cJSON *pipe = pipes_call(client, "GET", name, NULL, error);

        text_copy_prefix(state, sizeof state, aws_json_string(pipe, "CurrentState"));
        text_copy(arn, PIPES_ARN_SIZE, aws_json_string(pipe, "Arn"));
        cJSON_Delete(pipe);
        if (!pipe) return -1;
        if (!strcmp(state, "RUNNING")) return 0;
        if (strstr(state, "FAILED")) break;
        aws_client_pause(pause_ms);
        pause_ms = pause_ms * 2 < PIPES_POLL_MS_MAX ? pause_ms * 2 : PIPES_POLL_MS_MAX;
    }
    aws_error_set(error, AWS_ERROR_CLIENT, "pipe %s does not run: it is %s", name, state);
    return -1;
}

/* A role of a moment ago cannot be used yet; AWS says so with a ValidationException that speaks of the role. */
static int pipes_create(struct aws_client *client, const struct pipes_pipe *pipe, struct aws_error *error)
{
    unsigned attempt;

    for (attempt = 1;; attempt++) {
        cJSON *input = pipes_input(pipe), *output;

        cJSON_AddStringToObject(input, "Source", pipe->queue_arn);
        output = pipes_call(client, "POST", pipe->name, input, error);
        cJSON_Delete(output);
        if (output) return 0;
        if (attempt == PIPES_ROLE_ATTEMPTS || !aws_error_is(error, "ValidationException") ||
            !strstr(error->message, "ole"))
            return -1;
        aws_client_pause(PIPES_ROLE_PAUSE_MS);
    }
}

static bool pipes_string_is(const cJSON *object, const char *name, const char *expected)
{
    const char *value = aws_json_string(object, name);

    return value && !strcmp(value, expected);
}

/* Is the pipe already what it is to be? An update, also one that changes nothing, stops a pipe for a while. */
static bool pipes_is_up_to_date(const cJSON *existing, const struct pipes_pipe *pipe)
{
    const cJSON *source = aws_json_member(aws_json_member(existing, "SourceParameters"), "SqsQueueParameters");
    const cJSON *target = aws_json_member(existing, "TargetParameters");
    const cJSON *batch_size = aws_json_member(source, "BatchSize");

    return pipes_string_is(existing, "CurrentState", "RUNNING") &&
           pipes_string_is(existing, "RoleArn", pipe->role_arn) &&
           pipes_string_is(existing, "Target", pipe->state_machine_arn) &&
           pipes_string_is(target, "InputTemplate", pipe->input_template) && cJSON_IsNumber(batch_size) &&
           batch_size->valueint == 1;
}

static int pipes_update(struct aws_client *client, const struct pipes_pipe *pipe, struct aws_error *error)
{
    cJSON *output = pipes_call(client, "PUT", pipe->name, pipes_input(pipe), error);

    cJSON_Delete(output);
    return output ? 0 : -1;
}

int pipes_ensure_pipe(struct aws_client *client, const struct pipes_pipe *pipe, char arn[PIPES_ARN_SIZE],
                      struct aws_error *error)
{
    cJSON *existing = pipes_call(client, "GET", pipe->name, NULL, error);
    int failed = 0;

    if (!existing && !aws_error_is(error, "NotFoundException")) return -1;
    if (!existing) failed = pipes_create(client, pipe, error);
    else if (!pipes_is_up_to_date(existing, pipe)) failed = pipes_update(client, pipe, error);
    cJSON_Delete(existing);
    return failed ? -1 : pipes_wait(client, pipe->name, arn, error);
}
