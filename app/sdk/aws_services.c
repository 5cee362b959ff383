/* The services that the SDK knows. */
#include "app/sdk/aws_services.h"

const struct aws_service aws_apigateway = { "API_GATEWAY", "apigateway", "apigateway" };
const struct aws_service aws_cloudfront = { "CLOUDFRONT", "cloudfront", "cloudfront", AWS_SCOPE_CLOUDFRONT };
const struct aws_service aws_dynamodb = { "DYNAMODB", "dynamodb", "dynamodb" };
const struct aws_service aws_iam = { "IAM", "iam", "iam", AWS_SCOPE_IAM };
const struct aws_service aws_lambda = { "LAMBDA", "lambda", "lambda" };
const struct aws_service aws_logs = { "CLOUDWATCH_LOGS", "logs", "logs", .json_version = "1.1" };
const struct aws_service aws_pipes = { "PIPES", "pipes", "pipes" };
const struct aws_service aws_s3 = { "S3", "s3", "s3", .is_s3 = true };
const struct aws_service aws_sso = { "SSO", "portal.sso", "awsssoportal" };
const struct aws_service aws_sns = { "SNS", "sns", "sns" };
const struct aws_service aws_sqs = { "SQS", "sqs", "sqs" };
const struct aws_service aws_states = { "SFN", "states", "states" };
const struct aws_service aws_sts = { "STS", "sts", "sts" };
