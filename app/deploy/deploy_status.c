/* How the shop stands: its queues, its pipe, its executions; and the redrive. */
#include "app/deploy/deploy_status.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/deploy/deploy_orders.h"
#include "app/deploy/kind_calls.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

enum { STATUS_SHOWN_MAX = 10, STATUS_FAILED_MAX = 100 };

static cJSON *status_sqs(struct deploy *deploy, const char *operation, cJSON *input)
{
    return kind_json(deploy, &aws_sqs, "AmazonSQS", operation, input);
}

/* The resource of the template, which must be there and this deployment's; NULL with the error set. */
static const struct resource *status_require(struct deploy *deploy, const char *id)
{
    for (size_t i = 0; i < deploy->count; i++) {
        const struct resource *r = &deploy->resources[i];

        if (!strcmp(r->id, id) && r->found && !strcmp(r->owner, deploy->options.name)) return r;
    }
    aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "%s is not here: the shop is not deployed", id);
    return NULL;
}

static const char *status_attribute(const struct resource *r, const char *name)
{
    const char *value = aws_json_string(r->found, name);

    return value ? value : "0";
}

/* --- what is parked ------------------------------------------------------------------------------------------- */

/* "parked: {"orderId":…} (Error: States.Timeout; Reason: …)" */
static void status_print_parked(const cJSON *message)
{
    const char *body = aws_json_string(message, "Body"), *separator = " (";
    const cJSON *attribute;

    printf("parked: %s", body ? body : "");
    cJSON_ArrayForEach(attribute, aws_json_member(message, "MessageAttributes"))
    {
        const char *value = aws_json_string(attribute, "StringValue");

        printf("%s%s: %s", separator, attribute->string, value ? value : "");
        separator = "; ";
    }
    puts(*separator == ';' ? ")" : "");
}

/* Looks at some of it without taking it away: it is visible again at once. */
static int status_show_parked(struct deploy *deploy, const struct resource *queue)
{
    cJSON *input = kind_object("QueueUrl", queue->reference), *output;
    const cJSON *message;

    cJSON_AddNumberToObject(input, "MaxNumberOfMessages", STATUS_SHOWN_MAX);
    cJSON_AddNumberToObject(input, "VisibilityTimeout", 0);
    cJSON_AddNumberToObject(input, "WaitTimeSeconds", 0);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(input, "MessageAttributeNames"), cJSON_CreateString("All"));
    output = status_sqs(deploy, "ReceiveMessage", input);
    cJSON_ArrayForEach(message, aws_json_member(output, "Messages"))
    {
        status_print_parked(message);
    }
    cJSON_Delete(output);
    return output ? 0 : -1;
}

static int status_show_queues(struct deploy *deploy, bool *needs_help)
{
    const struct resource *queue = status_require(deploy, "OrderQueue");
    const struct resource *dead = queue ? status_require(deploy, "DeadLetterQueue") : NULL;

    if (!dead) return -1;
    printf("waiting: %s\n", status_attribute(queue, "ApproximateNumberOfMessages"));
    printf("at work: %s\n", status_attribute(queue, "ApproximateNumberOfMessagesNotVisible"));
    printf("parked orders: %s\n", status_attribute(dead, "ApproximateNumberOfMessages"));
    if (!strcmp(status_attribute(dead, "ApproximateNumberOfMessages"), "0")) return 0;
    *needs_help = true;
    return status_show_parked(deploy, dead);
}

/* --- the pipe, the executions --------------------------------------------------------------------------------- */

static int status_show_pipe(struct deploy *deploy, bool *needs_help)
{
    const struct resource *pipe = status_require(deploy, "OrderPipe");
    const char *state = pipe ? aws_json_string(pipe->found, "CurrentState") : NULL;

    if (!pipe) return -1;
    printf("pipe: %s\n", state ? state : "");
    if (!state || strcmp(state, "RUNNING") != 0) *needs_help = true;
    return 0;
}

/* Of those that failed, how many, up to a hundred, and the newest. */
static int status_show_executions(struct deploy *deploy)
{
    const struct resource *machine = status_require(deploy, "OrderWorkflow");
    const cJSON *executions;
    cJSON *input, *output;
    int count;

    if (!machine) return -1;
    input = kind_object("stateMachineArn", machine->arn);
    cJSON_AddStringToObject(input, "statusFilter", "FAILED");
    cJSON_AddNumberToObject(input, "maxResults", STATUS_FAILED_MAX);
    output = kind_json(deploy, &aws_states, "AWSStepFunctions", "ListExecutions", input);
    executions = aws_json_member(output, "executions");
    count = cJSON_GetArraySize(executions);
    if (output) printf("failed executions: %d%s\n", count, count == STATUS_FAILED_MAX ? " or more" : "");
    if (count) printf("newest: %s\n", aws_json_string(executions->child, "executionArn"));
    cJSON_Delete(output);
    return output ? 0 : -1;
}

int deploy_status(struct deploy *deploy, bool *needs_help)
{
    *needs_help = false;
    if (deploy_survey(deploy, false)) return -1;
    if (status_show_queues(deploy, needs_help) || status_show_pipe(deploy, needs_help)) return -1;
    return status_show_executions(deploy) || deploy_orders_show(deploy, needs_help) ? -1 : 0;
}

/* --- redrive -------------------------------------------------------------------------------------------------- */

/* AWS: the newest task stands first. */
static int redrive_state(struct deploy *deploy, const struct resource *dead, char state[32], double *moved)
{
    cJSON *output = status_sqs(deploy, "ListMessageMoveTasks", kind_object("SourceArn", dead->arn));
    const cJSON *task = cJSON_GetArrayItem(aws_json_member(output, "Results"), 0);
    const cJSON *count = aws_json_member(task, "ApproximateNumberOfMessagesMoved");

    text_copy_prefix(state, 32, aws_json_string(task, "Status"));
    *moved = cJSON_IsNumber(count) ? count->valuedouble : 0;
    cJSON_Delete(output);
    return output ? 0 : -1;
}

int deploy_redrive(struct deploy *deploy)
{
    const struct resource *queue, *dead;
    unsigned polls = 0;
    char state[32];
    double moved;
    cJSON *input, *output;

    if (deploy_survey(deploy, false)) return -1;
    queue = status_require(deploy, "OrderQueue");
    dead = queue ? status_require(deploy, "DeadLetterQueue") : NULL;
    if (!dead) return -1;
    input = kind_object("SourceArn", dead->arn);
    cJSON_AddStringToObject(input, "DestinationArn", queue->arn); /* what the workflow has sent there has no other */
    output = status_sqs(deploy, "StartMessageMoveTask", input);
    cJSON_Delete(output);
    if (!output) return -1;
    do {
        if (redrive_state(deploy, dead, state, &moved)) return -1;
        if (strcmp(state, "RUNNING") != 0) break;
    } while (kind_wait(deploy, &polls, "moved"));
    printf("redriven: %.0f\n", moved);
    if (!strcmp(state, "COMPLETED")) return deploy_orders_send(deploy);
    aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "the move is %s", state);
    return -1;
}
