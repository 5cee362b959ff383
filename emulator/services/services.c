/* The one list of services: a new one is a line here. */
#include "emulator/services/services.h"

#include "emulator/core/delivery_store.h"
#include "emulator/core/service.h"
#include "emulator/store/blobs.h"

extern const struct service acm_service, apigateway_service, apigatewayv2_service, cloudfront_service, dynamodb_service,
    dynamodbstreams_service, iam_service, lambda_service, pipes_service, s3_service, sns_service, sqs_service,
    states_service, sts_service;

/* They stop in this order: first those that drive others, so that nothing they had under way is seen as failed. */
static const struct service *const all[] = {
    &cloudfront_service,      &apigatewayv2_service, &apigateway_service, &pipes_service, &states_service,
    &lambda_service,          &s3_service,           &sns_service,        &sqs_service,   &dynamodb_service,
    &dynamodbstreams_service, &iam_service,          &sts_service,        &acm_service,   NULL,
};

void services_register(void)
{
    services = all;
}

#define SCHEMAS_MAX (sizeof all / sizeof *all + 2)

const struct store_schema *services_schemas(void)
{
    static struct store_schema schemas[SCHEMAS_MAX];
    size_t count = 0;

    schemas[count++] = (struct store_schema){ "blobs", blobs_schema };
    schemas[count++] = (struct store_schema){ "delivery", delivery_schema }; /* services move rows there */
    for (const struct service *const *s = services; *s; s++)
        if ((*s)->schema) schemas[count++] = (struct store_schema){ (*s)->name, (*s)->schema };
    schemas[count] = (struct store_schema){ NULL, NULL };
    return schemas;
}
