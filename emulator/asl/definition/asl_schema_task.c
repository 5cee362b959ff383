/* What only Tasks have: a resource, what it is given, and on whose behalf.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
#include "emulator/asl/definition/asl_schema.h"

/* AWS: what the optimised integrations are not called without. */
static const struct {
    const char *service, *action, *field;
} needed[] = {
    { "lambda", "invoke", "FunctionName" },
    { "sqs", "sendMessage", "QueueUrl" },
    { "sqs", "sendMessage", "MessageBody" },
    { "sns", "publish", "Message" },
    { "dynamodb", "putItem", "TableName" },
    { "dynamodb", "putItem", "Item" },
    { "dynamodb", "getItem", "TableName" },
    { "dynamodb", "getItem", "Key" },
    { "states", "startExecution", "StateMachineArn" },
    { "events", "putEvents", "Entries" },
    { "ecs", "runTask", "TaskDefinition" },
    { "glue", "startJobRun", "JobName" },
};

static bool has_field(struct check *c, struct doc *parameters, const char *name)
{
    return doc_get(parameters, name) || doc_get(parameters, arena_printf(c->report->arena, "%s.$", name));
}

/* An integration is given something; a function or an activity gets the state's input otherwise. Looked at where
 * nothing else is wrong with the state. */
static void parameters_check(struct check *c, struct doc *state, const struct asl_resource *r, bool jsonata,
                             const char *at)
{
    const char *field = jsonata ? "Arguments" : "Parameters";
    struct doc *parameters = doc_get(state, field);

    if (r->is_function || r->is_activity || c->report->errors > c->errors) return;
    if (!parameters)
        asl_report_error(c->report, SCHEMA, asl_schema_check_below(c, at, "Resource"),
                         "%s field is required for resource ARN: %.*s", field, SPAN_ARG(r->arn));
    for (size_t i = 0; doc_is(parameters, DOC_MAP) && !r->is_sdk && i < sizeof needed / sizeof *needed; i++) {
        if (span_is(r->service, needed[i].service) && span_is(r->action, needed[i].action) &&
            !has_field(c, parameters, needed[i].field))
            asl_report_error(c->report, SCHEMA, asl_schema_check_below(c, at, field),
                             "The field '%s' is required but was missing", needed[i].field);
    }
}

static void express_check(struct check *c, const struct asl_resource *r, const char *at)
{
    if (r->is_activity) asl_report_error(c->report, SCHEMA, at, "Express state machine does not support Activity ARN");
    else if (r->pattern == ASL_SYNC || r->pattern == ASL_SYNC_2)
        asl_report_error(c->report, SCHEMA, at, "Express state machine does not support '.sync' service integration");
    else if (r->pattern == ASL_WAIT_TOKEN)
        asl_report_error(c->report, SCHEMA, at,
                         "Express state machine does not support '.waitForTaskToken' service integration ");
}

static void resource_check(struct check *c, struct doc *state, bool jsonata, const char *at)
{
    struct asl_resource r = { 0 };
    struct span arn = doc_get_str(state, "Resource");
    const char *here = asl_schema_check_below(c, at, "Resource");

    if (!asl_schema_required(c, state, "Resource", at) || !arn.data) return;
    if (!span_starts(arn, "arn:")) {
        asl_report_error(c->report, SCHEMA, here, "Value is not a valid resource ARN");
        return;
    }
    if (!asl_resource_parse(c->report->arena, arn, &r)) {
        asl_report_error(
            c->report, SCHEMA, here,
            "The resource provided %.*s is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.",
            SPAN_ARG(arn));
        return;
    }
    if (c->express) express_check(c, &r, here);
    if (doc_get(state, "Credentials") && r.is_activity)
        asl_report_error(c->report, SCHEMA, asl_schema_check_below(c, at, "Credentials"),
                         "The field 'Credentials' is not supported for activities");
    parameters_check(c, state, &r, jsonata, at);
}

static void credentials_check(struct check *c, struct doc *state, const char *at)
{
    struct doc *credentials = doc_get(state, "Credentials");

    if (!credentials || doc_get(credentials, "RoleArn") || doc_get(credentials, "RoleArn.$")) return;
    if (span_starts(doc_text(credentials), "{%")) return;
    asl_report_error(c->report, SCHEMA, asl_schema_check_below(c, at, "Credentials"),
                     "The field 'RoleArn' is required but was missing");
}

void asl_schema_task_check(struct check *c, struct doc *state, bool jsonata, const char *at)
{
    static const char *const timeouts[] = { "TimeoutSeconds", "TimeoutSecondsPath", NULL };
    static const char *const heartbeats[] = { "HeartbeatSeconds", "HeartbeatSecondsPath", NULL };

    asl_schema_at_most_one(c, state, timeouts, at);
    asl_schema_at_most_one(c, state, heartbeats, at);
    resource_check(c, state, jsonata, at);
    credentials_check(c, state, at);
}
