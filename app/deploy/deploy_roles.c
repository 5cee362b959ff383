/* The roles: who may assume each, and the least that it needs. */
#include <cjson/cJSON.h>
#include <stdio.h>

#include "app/deploy/deploy.h"
#include "app/sdk/aws_json.h"

enum { ROLES_DOCUMENT_MAX = 16 * 1024, ROLES_STATEMENTS_MAX = 4, ROLES_ACTIONS_MAX = 6, ROLES_RESOURCES_MAX = 2 };

/* A statement of an inline policy. A resource is the service and the resource of an ARN. */
struct role_statement {
    const char *actions[ROLES_ACTIONS_MAX];
    struct {
        const char *service;
        const char *resource;
    } resources[ROLES_RESOURCES_MAX];
};

struct role_row {
    const char *name;
    const char *principal;
    struct role_statement statements[ROLES_STATEMENTS_MAX];
};

/* ORDER enum deploy_role */
static const struct role_row role_rows[DEPLOY_ROLES] = {
    {
        "order-app-server-role",
        "lambda.amazonaws.com",
        {
            { { "dynamodb:PutItem", "dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:Scan" },
              { { "dynamodb", "table/" DEPLOY_TABLE } } },
            { { "dynamodb:Query" }, { { "dynamodb", "table/" DEPLOY_TABLE "/index/" DEPLOY_CUSTOMER_INDEX } } },
            { { "sqs:SendMessage" }, { { "sqs", DEPLOY_QUEUE } } },
            { { "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents" },
              { { "logs", "log-group:/aws/lambda/" DEPLOY_SERVER },
                { "logs", "log-group:/aws/lambda/" DEPLOY_SERVER ":*" } } },
        },
    },
    {
        "order-process-order-role",
        "lambda.amazonaws.com",
        {
            { { "dynamodb:GetItem", "dynamodb:UpdateItem" }, { { "dynamodb", "table/" DEPLOY_TABLE } } },
            { { "sns:Publish" }, { { "sns", DEPLOY_TOPIC } } },
            { { "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents" },
              { { "logs", "log-group:/aws/lambda/" DEPLOY_PROCESS },
                { "logs", "log-group:/aws/lambda/" DEPLOY_PROCESS ":*" } } },
        },
    },
    {
        "order-workflow-role",
        "states.amazonaws.com",
        { { { "lambda:InvokeFunction" }, { { "lambda", "function:" DEPLOY_PROCESS } } } },
    },
    {
        "order-pipe-role",
        "pipes.amazonaws.com",
        {
            { { "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes" }, { { "sqs", DEPLOY_QUEUE } } },
            { { "states:StartExecution" }, { { "states", "stateMachine:" DEPLOY_STATE_MACHINE } } },
        },
    },
};

static cJSON *roles_document_new(cJSON **statements)
{
    cJSON *document = cJSON_CreateObject();

    cJSON_AddStringToObject(document, "Version", "2012-10-17");
    *statements = cJSON_AddArrayToObject(document, "Statement");
    return document;
}

static cJSON *roles_statement_add(cJSON *statements)
{
    cJSON *statement = cJSON_CreateObject();

    cJSON_AddStringToObject(statement, "Effect", "Allow");
    cJSON_AddItemToArray(statements, statement);
    return statement;
}

/* Prints the document and deletes it. */
static void roles_document_print(cJSON *document, struct text *out)
{
    text_clear(out);
    aws_json_print(document, out);
    cJSON_Delete(document);
}

static void roles_write_trust(const struct role_row *row, struct text *out)
{
    cJSON *statements, *document = roles_document_new(&statements), *statement = roles_statement_add(statements);

    cJSON_AddStringToObject(cJSON_AddObjectToObject(statement, "Principal"), "Service", row->principal);
    cJSON_AddStringToObject(statement, "Action", "sts:AssumeRole");
    roles_document_print(document, out);
}

static void roles_add_statement(const struct deploy *deploy, cJSON *statements, const struct role_statement *row)
{
    cJSON *statement = roles_statement_add(statements), *actions, *resources;
    int i;

    actions = cJSON_AddArrayToObject(statement, "Action");
    for (i = 0; i < ROLES_ACTIONS_MAX && row->actions[i]; i++)
        cJSON_AddItemToArray(actions, cJSON_CreateString(row->actions[i]));
    resources = cJSON_AddArrayToObject(statement, "Resource");
    for (i = 0; i < ROLES_RESOURCES_MAX && row->resources[i].service; i++) {
        char arn[512];

        deploy_arn(deploy, row->resources[i].service, row->resources[i].resource, arn, sizeof arn);
        cJSON_AddItemToArray(resources, cJSON_CreateString(arn));
    }
}

static void roles_write_policy(const struct deploy *deploy, const struct role_row *row, struct text *out)
{
    cJSON *statements, *document = roles_document_new(&statements);
    int i;

    for (i = 0; i < ROLES_STATEMENTS_MAX && row->statements[i].actions[0]; i++)
        roles_add_statement(deploy, statements, &row->statements[i]);
    roles_document_print(document, out);
}

int deploy_roles(struct deploy *deploy)
{
    struct text document;
    int i, failed = 0;

    text_init(&document, ROLES_DOCUMENT_MAX);
    for (i = 0; !failed && i < DEPLOY_ROLES; i++) {
        roles_write_trust(&role_rows[i], &document);
        failed = iam_ensure_role(deploy->client, role_rows[i].name, text_string(&document), deploy->role_arns[i],
                                 &deploy->error);
        if (failed) break;
        roles_write_policy(deploy, &role_rows[i], &document);
        failed = iam_put_role_policy(deploy->client, role_rows[i].name, "least-privilege", text_string(&document),
                                     &deploy->error);
    }
    text_release(&document);
    return failed ? -1 : 0;
}
