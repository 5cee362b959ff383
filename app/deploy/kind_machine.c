/* AWS::StepFunctions::StateMachine. The definition is a file: the template's Key is its name, the option tells where.
 * */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

enum { MACHINE_DEFINITION_MAX = 1024 * 1024 };

static cJSON *machine_call(struct deploy *deploy, const char *operation, cJSON *input)
{
    return kind_json(deploy, &aws_states, "AWSStepFunctions", operation, input);
}

static int machine_do(struct deploy *deploy, const char *operation, cJSON *input)
{
    return kind_json_do(deploy, &aws_states, "AWSStepFunctions", operation, input);
}

/* Copies the definition with its ${NAME}s replaced; false with the error set at one that is not known. */
static bool machine_substitute(struct deploy *deploy, const char *definition, const cJSON *substitutions,
                               struct text *out)
{
    const char *start;

    while ((start = strstr(definition, "${"))) {
        size_t length = strcspn(start + 2, "}");
        char name[128];
        const char *value;

        snprintf(name, sizeof name, "%.*s", (int)length, start + 2);
        value = aws_json_string(substitutions, name);
        if (!value) {
            aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "%s: nothing stands for ${%s}", deploy->options.definition,
                          name);
            return false;
        }
        text_append(out, definition, (size_t)(start - definition));
        text_put(out, value);
        definition = start + 2 + length + (start[2 + length] == '}');
    }
    text_put(out, definition);
    return true;
}

/* The definition itself takes the place of its location. */
static int machine_prepare(struct deploy *deploy, struct resource *r)
{
    struct text file, definition;
    bool is_read;

    text_init(&file, MACHINE_DEFINITION_MAX);
    text_init(&definition, MACHINE_DEFINITION_MAX);
    is_read = deploy_read_file(deploy, deploy->options.definition, &file) &&
              machine_substitute(deploy, text_string(&file), aws_json_member(r->wanted, "DefinitionSubstitutions"),
                                 &definition);
    cJSON_DeleteItemFromObjectCaseSensitive(r->wanted, "DefinitionS3Location");
    cJSON_DeleteItemFromObjectCaseSensitive(r->wanted, "DefinitionSubstitutions");
    if (is_read) cJSON_AddStringToObject(r->wanted, "DefinitionString", text_string(&definition));
    text_release(&definition);
    text_release(&file);
    return is_read ? 0 : -1;
}

static void machine_take(cJSON *found, const char *name, const cJSON *described, const char *member)
{
    const cJSON *value = aws_json_member(described, member);

    if (value) cJSON_AddItemToObject(found, name, kind_raised(value));
}

/* AWS: a machine that was deleted stays, DELETING, until its executions have ended; then its name can be used again. */
static bool machine_is_going(const cJSON *described)
{
    const char *status = aws_json_string(described, "status");

    return status && !strcmp(status, "DELETING");
}

static int machine_read(struct deploy *deploy, struct resource *r)
{
    const char *name = aws_json_string(r->wanted, "StateMachineName");
    char resource[DEPLOY_ARN_SIZE], arn[DEPLOY_ARN_SIZE];
    cJSON *output;

    snprintf(resource, sizeof resource, "stateMachine:%s", name);
    kind_arn(deploy, "states", resource, arn, sizeof arn);
    output = machine_call(deploy, "DescribeStateMachine", kind_object("stateMachineArn", arn));
    if (!output) return kind_error_is(deploy, "StateMachineDoesNotExist") ? 0 : -1;
    if (machine_is_going(output)) {
        cJSON_Delete(output);
        return 0;
    }
    r->found = kind_object("StateMachineName", name);
    machine_take(r->found, "StateMachineType", output, "type");
    machine_take(r->found, "RoleArn", output, "roleArn");
    machine_take(r->found, "DefinitionString", output, "definition");
    machine_take(r->found, "LoggingConfiguration", output, "loggingConfiguration");
    text_copy(r->reference, sizeof r->reference, arn);
    text_copy(r->arn, sizeof r->arn, arn);
    cJSON_Delete(output);
    output = machine_call(deploy, "ListTagsForResource", kind_object("resourceArn", arn));
    kind_owner_from_list(r, aws_json_member(output, "tags"), "key", "value");
    cJSON_Delete(output);
    return output ? 0 : -1;
}

static cJSON *machine_input(const struct resource *r)
{
    cJSON *input = kind_object("definition", aws_json_string(r->wanted, "DefinitionString"));
    const cJSON *logging = aws_json_member(r->wanted, "LoggingConfiguration");

    cJSON_AddStringToObject(input, "roleArn", aws_json_string(r->wanted, "RoleArn"));
    if (logging) cJSON_AddItemToObject(input, "loggingConfiguration", kind_lowered(logging));
    return input;
}

static int machine_create(struct deploy *deploy, struct resource *r)
{
    cJSON *input = machine_input(r);

    cJSON_AddStringToObject(input, "name", aws_json_string(r->wanted, "StateMachineName"));
    cJSON_AddStringToObject(input, "type", aws_json_string(r->wanted, "StateMachineType"));
    cJSON_AddItemToObject(input, "tags", kind_tag_list(deploy, "key", "value"));
    return machine_do(deploy, "CreateStateMachine", input);
}

static int machine_update(struct deploy *deploy, struct resource *r, const char *where)
{
    cJSON *input;

    if (!strcmp(where, "StateMachineType")) {
        aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "its type is another, and cannot be changed");
        return -1;
    }
    input = machine_input(r);
    cJSON_AddStringToObject(input, "stateMachineArn", r->arn);
    return machine_do(deploy, "UpdateStateMachine", input);
}

static int machine_remove(struct deploy *deploy, struct resource *r)
{
    return machine_do(deploy, "DeleteStateMachine", kind_object("stateMachineArn", r->arn));
}

const struct resource_kind kind_machine = {
    .type = "AWS::StepFunctions::StateMachine",
    .label = "state machine",
    .name = "StateMachineName",
    .has_tags = true,
    .prepare = machine_prepare,
    .read = machine_read,
    .create = machine_create,
    .update = machine_update,
    .remove = machine_remove,
};
