/* The services that the SDK knows, for the calls of aws_protocol.h. A service that is not here is a const row of the
 * caller's own. */
#ifndef APP_SDK_AWS_SERVICES_H
#define APP_SDK_AWS_SERVICES_H

#include "app/sdk/aws_endpoint.h"

extern const struct aws_service aws_apigateway, aws_cloudfront, aws_dynamodb, aws_iam, aws_lambda, aws_logs, aws_pipes,
    aws_s3, aws_sns, aws_sqs, aws_sso, aws_states, aws_sts;

#endif
