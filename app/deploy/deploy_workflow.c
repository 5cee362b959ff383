/* The state machine, and the pipe that starts it for every message of the queue. */
#include <stdio.h>
#include <string.h>

#include "app/deploy/deploy.h"

enum { WORKFLOW_DEFINITION_MAX = 1024 * 1024 };

/* What the definition may name as ${NAME}. */
struct workflow_substitution {
    const char *name;
    const char *value;
};

/* Copies the definition with its ${NAME}s replaced; false with `error` set at one that is not known. */
static bool workflow_substitute(struct deploy *deploy, const char *definition,
                                const struct workflow_substitution *substitutions, struct text *out)
{
    const char *start;

    while ((start = strstr(definition, "${"))) {
        size_t length = strcspn(start + 2, "}");
        const struct workflow_substitution *row = substitutions;

        while (row->name && (strlen(row->name) != length || strncmp(row->name, start + 2, length))) row++;
        if (!row->name) {
            aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "%s: nothing stands for %.*s}", deploy->options.definition,
                          (int)length + 2, start);
            return false;
        }
        text_append(out, definition, (size_t)(start - definition));
        text_put(out, row->value);
        definition = start + 2 + length + (start[2 + length] == '}');
    }
    text_put(out, definition);
    return true;
}

int deploy_state_machine(struct deploy *deploy)
{
    const struct workflow_substitution substitutions[] = {
        { "ProcessOrderFunctionArn", deploy->process_arn },
        { 0 },
    };
    struct states_machine machine = {
        .name = DEPLOY_STATE_MACHINE,
        .role_arn = deploy->role_arns[DEPLOY_ROLE_WORKFLOW],
    };
    struct text file, definition;
    int failed = -1;

    text_init(&file, WORKFLOW_DEFINITION_MAX);
    text_init(&definition, WORKFLOW_DEFINITION_MAX);
    if (!deploy_read_file(deploy, deploy->options.definition, &file)) goto out;
    if (!workflow_substitute(deploy, text_string(&file), substitutions, &definition)) goto out;
    machine.definition = text_string(&definition);
    failed = states_ensure_machine(deploy->client, &machine, deploy->state_machine_arn, &deploy->error);
out:
    text_release(&definition);
    text_release(&file);
    return failed;
}

int deploy_pipe(struct deploy *deploy)
{
    /* AWS: a pipe parses JSON in a message's body by itself, so that the path goes on into it. */
    struct pipes_pipe pipe = {
        .name = DEPLOY_PIPE,
        .queue_arn = deploy->queue_arn,
        .state_machine_arn = deploy->state_machine_arn,
        .role_arn = deploy->role_arns[DEPLOY_ROLE_PIPE],
        .input_template = "{\"orderId\": <$.body.orderId>}",
    };

    return pipes_ensure_pipe(deploy->client, &pipe, deploy->pipe_arn, &deploy->error);
}
