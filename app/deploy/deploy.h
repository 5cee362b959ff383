/* The deployment of the order application: what is to be, and what came of it. Each part creates or updates its
 * resources and may be run again and again; the order of the parts is the order of their dependencies. */
#ifndef APP_DEPLOY_DEPLOY_H
#define APP_DEPLOY_DEPLOY_H

#include "app/sdk/apigateway_client.h"
#include "app/sdk/iam_client.h"
#include "app/sdk/lambda_client.h"
#include "app/sdk/pipes_client.h"
#include "app/sdk/sns_client.h"
#include "app/sdk/sqs_client.h"
#include "app/sdk/states_client.h"
#include "app/sdk/sts_client.h"

#define DEPLOY_TABLE          "Orders"
#define DEPLOY_CUSTOMER_INDEX "CustomerIndex"
#define DEPLOY_QUEUE          "order-processing-queue"
#define DEPLOY_DEAD_QUEUE     "order-processing-dlq"
#define DEPLOY_TOPIC          "order-notifications"
#define DEPLOY_SERVER         "app-server"
#define DEPLOY_PROCESS        "process-order"
#define DEPLOY_STATE_MACHINE  "order-workflow"
#define DEPLOY_PIPE           "order-pipe"
#define DEPLOY_API            "orders-api"
#define DEPLOY_STAGE          "prod"

enum deploy_role { DEPLOY_ROLE_SERVER, DEPLOY_ROLE_PROCESS, DEPLOY_ROLE_WORKFLOW, DEPLOY_ROLE_PIPE, DEPLOY_ROLES };

struct deploy_options {
    const char *functions;  /* the folder of app_server.zip and process_order.zip */
    const char *definition; /* the file of the state machine's definition */
    const char *payment_url;
    const char *shipment_url;
    const char *notify_email;
    const char *allowed_origin;
    const char *function_endpoint; /* the functions' AWS_ENDPOINT_URL, or NULL */
    const char *api_url_format;    /* with {id}, {region}, {stage} */
};

/* What was deployed; each part reads what the parts before it wrote. */
struct deploy {
    struct deploy_options options;
    struct aws_client *client;
    struct aws_error error; /* of the part that failed */
    char account[STS_ACCOUNT_SIZE];
    char queue_url[SQS_URL_SIZE];
    char queue_arn[SQS_ARN_SIZE];
    char topic_arn[SNS_ARN_SIZE];
    char role_arns[DEPLOY_ROLES][IAM_ARN_SIZE];
    char server_arn[LAMBDA_ARN_SIZE];
    char process_arn[LAMBDA_ARN_SIZE];
    char state_machine_arn[STATES_ARN_SIZE];
    char pipe_arn[PIPES_ARN_SIZE];
    char api_id[APIGATEWAY_ID_SIZE];
};

/* Each returns 0, or -1 with `error` set. */
int deploy_table(struct deploy *deploy);
int deploy_queue(struct deploy *deploy);
int deploy_topic(struct deploy *deploy);
int deploy_roles(struct deploy *deploy);
int deploy_functions(struct deploy *deploy);
int deploy_state_machine(struct deploy *deploy);
int deploy_pipe(struct deploy *deploy);
int deploy_api(struct deploy *deploy);

/* The ARN of a resource in this account and region: "arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE". */
void deploy_arn(const struct deploy *deploy, const char *service, const char *resource, char *arn, size_t size);

/* Reads a whole file of at most the text's cap; false with `error` set. */
bool deploy_read_file(struct deploy *deploy, const char *path, struct text *out);

#endif
