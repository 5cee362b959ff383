/* AWS::Pipes::Pipe. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

static cJSON *pipe_call(struct deploy *deploy, const char *method, const struct resource *r, cJSON *input)
{
    char path[256];

    snprintf(path, sizeof path, "/v1/pipes/%s", aws_json_string(r->wanted, "Name"));
    return kind_rest(deploy, &aws_pipes, method, path, NULL, input);
}

/* The state, and in `reason` what AWS says of it: "the role does not have permissions to call ReceiveMessage". */
static int pipe_state(struct deploy *deploy, const struct resource *r, char state[64], char reason[512])
{
    cJSON *output = pipe_call(deploy, "GET", r, NULL);

    text_copy_prefix(state, 64, aws_json_string(output, "CurrentState"));
    text_copy_prefix(reason, 512, aws_json_string(output, "StateReason"));
    cJSON_Delete(output);
    return output ? 0 : -1;
}

/* Waits until the pipe does not change any more. */
static int pipe_wait(struct deploy *deploy, const struct resource *r, char state[64])
{
    char reason[512];
    unsigned polls = 0;

    do {
        if (pipe_state(deploy, r, state, reason)) return -1;
        if (strstr(state, "FAILED")) {
            aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "it is %s: %s", state,
                          *reason ? reason : "AWS gives no reason");
            return -1;
        }
        if (!strcmp(state, "RUNNING") || !strcmp(state, "STOPPED")) return 0;
    } while (kind_wait(deploy, &polls, "RUNNING"));
    return -1;
}

static int pipe_wait_running(struct deploy *deploy, const struct resource *r)
{
    char state[64];

    return pipe_wait(deploy, r, state);
}

static int pipe_wait_gone(struct deploy *deploy, const struct resource *r)
{
    char state[64], reason[512];
    unsigned polls = 0;

    while (!pipe_state(deploy, r, state, reason))
        if (!kind_wait(deploy, &polls, "removed")) return -1;
    return kind_error_is(deploy, "NotFoundException") ? 0 : -1;
}

static int pipe_read(struct deploy *deploy, struct resource *r)
{
    static const char *const members[] = { "Name",         "RoleArn",          "Source",
                                           "Target",       "SourceParameters", "TargetParameters",
                                           "DesiredState", "CurrentState",     NULL };
    cJSON *output = pipe_call(deploy, "GET", r, NULL);

    if (!output) return kind_error_is(deploy, "NotFoundException") ? 0 : -1;
    r->found = kind_pick(output, members);
    text_copy(r->reference, sizeof r->reference, aws_json_string(output, "Name"));
    text_copy(r->arn, sizeof r->arn, aws_json_string(output, "Arn"));
    kind_owner_from_map(r, aws_json_member(output, "Tags"));
    cJSON_Delete(output);
    return 0;
}

/* A pipe that runs is in the state that is wanted of it. */
static int pipe_prepare(struct deploy *deploy, struct resource *r)
{
    const char *state = aws_json_string(r->wanted, "DesiredState");

    (void)deploy;
    if (state) cJSON_AddStringToObject(r->wanted, "CurrentState", state);
    return 0;
}

static cJSON *pipe_input(const struct resource *r)
{
    static const char *const members[] = { "RoleArn",          "Target",       "SourceParameters",
                                           "TargetParameters", "DesiredState", NULL };

    return kind_pick(r->wanted, members);
}

static int pipe_remove(struct deploy *deploy, struct resource *r)
{
    cJSON *output = pipe_call(deploy, "DELETE", r, NULL);

    cJSON_Delete(output);
    if (!output && !kind_error_is(deploy, "NotFoundException")) return -1;
    return pipe_wait_gone(deploy, r);
}

static int pipe_create(struct deploy *deploy, struct resource *r)
{
    cJSON *input = pipe_input(r), *output;

    cJSON_AddStringToObject(input, "Source", aws_json_string(r->wanted, "Source"));
    cJSON_AddItemToObject(input, "Tags", kind_tag_map(deploy));
    output = pipe_call(deploy, "POST", r, input);
    cJSON_Delete(output);
    return !output || pipe_wait_running(deploy, r) ? -1 : 0;
}

/* A pipe whose making failed cannot be changed, and none gets another source: it is made anew. */
static int pipe_update(struct deploy *deploy, struct resource *r, const char *where)
{
    const char *state = aws_json_string(r->found, "CurrentState");
    cJSON *output;

    if (!strcmp(where, "Source") || (state && !strcmp(state, "CREATE_FAILED")))
        return pipe_remove(deploy, r) || pipe_create(deploy, r) ? -1 : 0;
    output = pipe_call(deploy, "PUT", r, pipe_input(r));
    cJSON_Delete(output);
    return !output || pipe_wait_running(deploy, r) ? -1 : 0;
}

const struct resource_kind kind_pipe = {
    .type = "AWS::Pipes::Pipe",
    .label = "pipe",
    .name = "Name",
    .has_tags = true,
    .prepare = pipe_prepare,
    .read = pipe_read,
    .create = pipe_create,
    .update = pipe_update,
    .remove = pipe_remove,
};
