/* Names of services and of their errors.
 *
 * AWS: the optimised integrations speak through AWS SDK for Java 1, the aws-sdk ones through version 2; both name an
 * error after the SDK's exception class, and one that the service's model does not list after the service's own:
 * "DynamoDB.AmazonDynamoDBException", "DynamoDb.DynamoDbException".
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
#include "emulator/services/states/states_integrations.h"

#include <strings.h>

/* AWS: nearly all that S3 raises is in no model. */
static const char *const s3_modelled[] = { "BucketAlreadyExists",
                                           "BucketAlreadyOwnedByYou",
                                           "InvalidObjectState",
                                           "InvalidRequest",
                                           "NoSuchBucket",
                                           "NoSuchKey",
                                           "NoSuchUpload",
                                           "TooManyParts",
                                           NULL };

static const struct integration optimised[] = {
    { "lambda", "lambda", "Lambda", "AWSLambda", "AWSLambdaException" },
    { "sqs", "sqs", "SQS", "AmazonSQS", "AmazonSQSException" },
    { "sns", "sns", "SNS", "AmazonSNS", "AmazonSNSException", true },
    { "dynamodb", "dynamodb", "DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException" },
    { "states", "states", "StepFunctions", "AWSStepFunctions", "AWSStepFunctionsException", true },
    { "s3", "s3", "S3", "AmazonS3", "AmazonS3Exception", .modelled = s3_modelled },
    { "events", "events", "EventBridge", "AmazonEventBridge", "AmazonEventBridgeException" },
    { 0 },
};

static const struct integration sdk[] = {
    { "sfn", "states", "Sfn", "Sfn", "SfnException", true },
    { "dynamodb", "dynamodb", "DynamoDb", "DynamoDb", "DynamoDbException" },
    { "dynamodbstreams", "dynamodbstreams", "DynamoDbStreams", "DynamoDbStreams", "DynamoDbException" },
    { "sqs", "sqs", "Sqs", "Sqs", "SqsException" },
    { "sns", "sns", "Sns", "Sns", "SnsException", true },
    { "lambda", "lambda", "Lambda", "Lambda", "LambdaException" },
    { "iam", "iam", "Iam", "Iam", "IamException" },
    { "sts", "sts", "Sts", "Sts", "StsException" },
    { "apigateway", "apigateway", "ApiGateway", "ApiGateway", "ApiGatewayException" },
    { "pipes", "pipes", "Pipes", "Pipes", "PipesException", true },
    { "s3", "s3", "S3", "S3", "S3Exception", .modelled = s3_modelled },
    { 0 },
};

struct integration states_integration_of(const struct asl_resource *r)
{
    const struct integration *table = r->is_sdk ? sdk : optimised;

    for (; table->resource; table++) {
        if (span_is(r->service, table->resource)) return *table;
    }
    return (struct integration){ 0 };
}

const struct operation *states_operation_of(const struct service *service, struct span action)
{
    if (!service) return NULL;
    for (const struct operation *o = service->operations; o->name; o++) {
        struct span name = span_of(o->name);

        if (span_eq_nocase(name, action)) return o;
    }
    return NULL;
}

struct fault_words states_fault_words(const struct service *service, const struct fault_raised *f)
{
    return fault_words(f, service_speaks(service, PROTOCOL_QUERY) ? PROTOCOL_QUERY : service_protocol(service));
}

static bool is_listed(const char *const *names, struct span code)
{
    for (; *names; names++)
        if (span_is(code, *names)) return true;
    return false;
}

/* Does the service's own model list it? What the door itself raises is in no model, nor are the broken constraints of
 * most. */
static bool is_modelled(const struct integration *i, const struct fault_kind *kind)
{
    static const struct fault_kind *const common[] = { &fault_serialization,     &fault_internal,
                                                       &fault_unknown_operation, &fault_not_implemented,
                                                       &fault_access_denied,     &fault_missing_token,
                                                       &fault_expired_token,     &fault_unrecognized_client,
                                                       &fault_too_large };

    for (size_t k = 0; k < sizeof common / sizeof *common; k++) {
        if (kind == common[k]) return false;
    }
    if (i->modelled) return is_listed(i->modelled, span_of(kind->code));
    return i->models_validation || !span_is(span_of(kind->code), "ValidationException");
}

static bool ends_as_exception(struct span code)
{
    return span_ends(code, "Exception") || span_ends(code, "Error") || span_ends(code, "Fault");
}

const char *states_exception_of(struct arena *a, const struct integration *i, const struct fault_kind *kind)
{
    if (!is_modelled(i, kind)) return i->unmodelled;
    return arena_printf(a, "%s%s", kind->code, ends_as_exception(span_of(kind->code)) ? "" : "Exception");
}
