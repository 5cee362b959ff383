/* An API and its stage against a scripted server: what is asked, and made of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "tests/unit/app/deploy/deploy_fixture.h"

/* --- paths -------------------------------------------------------------------------------------------------------- */

static const char api_template[] =
    "{\"Resources\":{\"Api\":{\"Type\":\"AWS::ApiGateway::RestApi\",\"Properties\":{\"Name\":\"a\",\"Body\":{\"openapi\":\"3\",\"paths\":{"
    "\"/o/{id}\":{\"get\":{\"x-amazon-apigateway-integration\":{\"type\":\"aws_proxy\",\"uri\":\"arn:u\"}}}}}}},"
    "\"Stage\":{\"Type\":\"AWS::ApiGateway::Deployment\",\"Properties\":{\"RestApiId\":{\"Ref\":\"Api\"},\"StageName\":\"api\"}}}}";
#define APIS \
    OK("{\"item\":[{\"id\":\"foreign\",\"name\":\"a\"},{\"id\":\"i1\",\"name\":\"a\",\"tags\":{\"order-application\":\"default\"}}]}")
#define ROOT "{\"id\":\"r0\",\"path\":\"/\"}"
#define METHOD(uri) \
    "{\"authorizationType\":\"NONE\",\"methodIntegration\":{\"type\":\"AWS_PROXY\",\"uri\":\"" uri "\"}}"
#define WHOLE                                                                                                       \
    OK("{\"item\":[" ROOT                                                                                           \
       ",{\"id\":\"r1\",\"path\":\"/o\"},{\"id\":\"r2\",\"path\":\"/o/{id}\",\"resourceMethods\":{\"GET\":" METHOD( \
           "arn:u") "}}]}")
#define NO_STAGE REFUSED("NotFoundException", "Invalid stage identifier specified")

static void an_api_gets_its_paths_and_its_stage(void **state)
{
    static const char *const answers[] = {
        APIS,
        OK("{\"item\":[" ROOT "],\"position\":\"x/1\"}"),
        OK("{\"item\":[{\"id\":\"r9\",\"path\":\"/old\",\"resourceMethods\":{\"GET\":" METHOD("arn:u") "}}]}"),
        OK("{\"id\":\"r1\"}"), /* /o */
        OK("{\"id\":\"r2\"}"), /* /o/{id} */
        OK("{}"),
        OK("{}"),
        OK("{}"), /* /old goes */
        APIS,
        WHOLE,
        NO_STAGE,
        OK("{}"),
        OK("{\"deploymentId\":\"d1\"}"),
        /* of {"paths":{"/o/{id}":…}} */
        OK("{\"item\":[{\"id\":\"d0\",\"description\":\"x\"},{\"id\":\"d1\",\"description\":\"definition a121da1842756fa2\"}]}"),
    };
    struct fixture *f = start(api_template, answers, 14);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 2, "position=x%2F1");
    expect_request(f, 3, "POST /restapis/i1/resources/r0 ");
    expect_request(f, 3, "{\"pathPart\":\"o\"}");
    expect_request(f, 4, "POST /restapis/i1/resources/r1 ");
    expect_request(f, 4, "{\"pathPart\":\"{id}\"}");
    expect_request(f, 5, "PUT /restapis/i1/resources/r2/methods/GET ");
    expect_request(f, 6, "PUT /restapis/i1/resources/r2/methods/GET/integration ");
    expect_request(f, 6, "{\"type\":\"AWS_PROXY\",\"uri\":\"arn:u\"}");
    expect_request(f, 7, "DELETE /restapis/i1/resources/r9 ");
    expect_request(f, 11, "POST /restapis/i1/deployments ");
    expect_request(f, 11, "\"description\":\"definition ");
    expect_counts(f, 1, 1, 0);
    stop(f, 14);
}

/* --- what is beside them ------------------------------------------------------------------------------------------ */

static const char whole_template[] =
    "{\"Resources\":{\"Api\":{\"Type\":\"AWS::ApiGateway::RestApi\",\"Properties\":{\"Name\":\"a\",\"Body\":{\"paths\":{\"/o\":{"
    "\"post\":{\"x-amazon-apigateway-request-validator\":\"body\",\"requestBody\":{\"content\":{\"application/json\":{\"schema\":{"
    "\"$ref\":\"#/components/schemas/Order\"}}}},\"x-amazon-apigateway-integration\":{\"type\":\"aws_proxy\",\"uri\":\"arn:u\"}},"
    "\"options\":{\"x-amazon-apigateway-integration\":{\"type\":\"mock\",\"requestTemplates\":{\"application/json\":\"{}\"},"
    "\"responses\":{\"default\":{\"statusCode\":\"204\",\"responseParameters\":{\"method.response.header.Allow\":\"'POST'\"}}}}}}},"
    "\"components\":{\"schemas\":{\"Order\":{\"type\":[\"object\",\"null\"],\"minItems\":1}}},"
    "\"x-amazon-apigateway-request-validators\":{\"body\":{\"validateRequestBody\":true,\"validateRequestParameters\":false}},"
    "\"x-amazon-apigateway-gateway-responses\":{\"DEFAULT_4XX\":{\"responseParameters\":{\"gatewayresponse.header.Vary\":\"'Origin'\"}}}"
    "}}}}}";
#define ONE_API "{\"item\":[{\"id\":\"i1\",\"name\":\"a\",\"tags\":{\"order-application\":\"default\"}}]}"
#define MODEL(schema)                                                                                                        \
    "{\"item\":[{\"id\":\"m0\",\"name\":\"Empty\",\"schema\":\"{}\"},{\"id\":\"m1\",\"name\":\"Order\",\"schema\":\"" schema \
    "\"}]}"
#define RIGHT_MODEL MODEL("{\\\"minItems\\\":1,\\\"type\\\":[\\\"object\\\",\\\"null\\\"]}")
#define VALIDATOR(body)                                                                                            \
    "{\"item\":[{\"id\":\"v0\",\"name\":\"other\"},{\"id\":\"v1\",\"name\":\"body\",\"validateRequestBody\":" body \
    ",\"validateRequestParameters\":false}]}"
#define RESPONSE(type, header)                                                                                  \
    "{\"responseType\":\"" type "\",\"responseParameters\":{\"gatewayresponse.header.Vary\":\"'" header "'\"}," \
    "\"defaultResponse\":false}"
#define DEFAULT "{\"responseType\":\"THROTTLED\",\"statusCode\":\"429\",\"defaultResponse\":true}"
#define POST_METHOD                                                                                                   \
    "\"POST\":{\"authorizationType\":\"NONE\",\"requestValidatorId\":\"v1\",\"requestModels\":{\"application/json\":" \
    "\"Order\"},\"methodIntegration\":{\"type\":\"AWS_PROXY\",\"uri\":\"arn:u\",\"passthroughBehavior\":\"WHEN_NO_MATCH\"}}"
#define OPTIONS_METHOD(allow)                                                                                           \
    "\"OPTIONS\":{\"authorizationType\":\"NONE\",\"methodIntegration\":{\"type\":\"MOCK\",\"requestTemplates\":{"       \
    "\"application/json\":\"{}\"},\"timeoutInMillis\":29000,\"integrationResponses\":{\"204\":{\"statusCode\":\"204\"," \
    "\"responseParameters\":{\"method.response.header.Allow\":\"'" allow "'\"}}}}}"
#define PATHS(methods) "{\"item\":[" ROOT ",{\"id\":\"r1\",\"path\":\"/o\",\"resourceMethods\":{" methods "}}]}"

static void an_api_gets_models_validators_and_its_own_errors(void **state)
{
    static const char *const answers[] = {
        OK(ONE_API),
        OK("{}"), /* no models, validators, gateway responses */
        OK("{}"),
        OK("{\"item\":[" DEFAULT "]}"),
        OK("{\"item\":[" ROOT "]}"),
        OK("{}"),
        OK("{\"id\":\"v1\",\"name\":\"body\"}"),
        OK("{}"),
        OK("{\"id\":\"r1\"}"), /* /o, and POST */
        OK("{}"),
        OK("{}"),
        OK("{}"), /* OPTIONS */
        OK("{}"),
        OK("{}"),
        OK("{}"),
        OK(ONE_API),
        OK(RIGHT_MODEL),
        OK(VALIDATOR("true")),
        OK("{\"item\":[" RESPONSE("DEFAULT_4XX", "Origin") "]}"),
        OK(PATHS(POST_METHOD "," OPTIONS_METHOD("POST"))),
    };
    struct fixture *f = start(whole_template, answers, 20);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 5, "POST /restapis/i1/models ");
    expect_request(f, 5, "\"schema\":\"{\\\"type\\\":[\\\"object\\\",\\\"null\\\"],\\\"minItems\\\":1}\"");
    expect_request(f, 6, "POST /restapis/i1/requestvalidators ");
    expect_request(f, 6, "{\"validateRequestBody\":true,\"validateRequestParameters\":false,\"name\":\"body\"}");
    expect_request(f, 7, "PUT /restapis/i1/gatewayresponses/DEFAULT_4XX ");
    expect_request(f, 9, "PUT /restapis/i1/resources/r1/methods/POST ");
    expect_request(f, 9, "\"requestValidatorId\":\"v1\",\"requestModels\":{\"application/json\":\"Order\"}");
    expect_request(f, 12, "PUT /restapis/i1/resources/r1/methods/OPTIONS/integration ");
    expect_request(f, 12, "{\"type\":\"MOCK\",\"requestTemplates\":{\"application/json\":\"{}\"}}");
    expect_request(f, 13, "PUT /restapis/i1/resources/r1/methods/OPTIONS/responses/204 ");
    expect_request(f, 13, "{\"responseParameters\":{\"method.response.header.Allow\":false}}");
    expect_request(f, 14, "PUT /restapis/i1/resources/r1/methods/OPTIONS/integration/responses/204 ");
    expect_request(f, 14, "{\"responseParameters\":{\"method.response.header.Allow\":\"'POST'\"}}");
    expect_counts(f, 0, 1, 0);
    stop(f, 20);
}

static void what_differs_beside_the_paths_is_changed(void **state)
{
    static const char *const answers[] = {
        OK(ONE_API),
        OK(MODEL("{}")),
        OK(VALIDATOR("false")),
        OK("{\"item\":[" RESPONSE("DEFAULT_4XX", "Accept") "," RESPONSE("UNAUTHORIZED", "x") "," DEFAULT "]}"),
        OK(PATHS(POST_METHOD "," OPTIONS_METHOD("GET"))),
        OK("{}"),
        OK("{}"),
        OK("{}"),
        OK("{}"), /* UNAUTHORIZED goes */
        OK("{}"), /* OPTIONS is made anew */
        OK("{}"),
        OK("{}"),
        OK("{}"),
        OK("{}"),
        OK(ONE_API),
        OK(RIGHT_MODEL),
        OK(VALIDATOR("true")),
        OK("{\"item\":[" RESPONSE("DEFAULT_4XX", "Origin") "]}"),
        OK(PATHS(POST_METHOD "," OPTIONS_METHOD("POST"))),
    };
    struct fixture *f = start(whole_template, answers, 19);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 5, "PATCH /restapis/i1/models/Order ");
    expect_request(f, 5, "\"op\":\"replace\",\"path\":\"/schema\"");
    expect_request(f, 6, "PATCH /restapis/i1/requestvalidators/v1 ");
    expect_request(f, 6, "{\"op\":\"replace\",\"path\":\"/validateRequestBody\",\"value\":\"true\"}");
    expect_request(f, 7, "PUT /restapis/i1/gatewayresponses/DEFAULT_4XX ");
    expect_request(f, 8, "DELETE /restapis/i1/gatewayresponses/UNAUTHORIZED ");
    expect_request(f, 9, "DELETE /restapis/i1/resources/r1/methods/OPTIONS ");
    expect_request(f, 10, "PUT /restapis/i1/resources/r1/methods/OPTIONS ");
    expect_counts(f, 0, 1, 0);
    stop(f, 19);
}

/* --- the stage ---------------------------------------------------------------------------------------------------- */

static const char stage_template[] = ONE_RESOURCE(
    "{\"Type\":\"AWS::ApiGateway::Deployment\",\"Properties\":{\"RestApiId\":\"i1\",\"StageName\":\"api\","
    "\"StageDescription\":{\"AccessLogSetting\":{\"DestinationArn\":\"arn:aws:logs:r:1:log-group:g:*\",\"Format\":\"f\"},"
    "\"MethodSettings\":[{\"ResourcePath\":\"/*\",\"HttpMethod\":\"*\",\"ThrottlingRateLimit\":10000,"
    "\"ThrottlingBurstLimit\":5000}]}}}");
#define STAGE(more) OK("{\"deploymentId\":\"d1\"" more "}")
/* of no API */
#define DEPLOYMENTS OK("{\"item\":[{\"id\":\"d1\",\"description\":\"definition e3b0c44298fc1c14\"}]}")
#define LOGS        ",\"accessLogSettings\":{\"destinationArn\":\"arn:aws:logs:r:1:log-group:g\",\"format\":\"f\"}"
#define THROTTLE    "{\"throttlingRateLimit\":10000.0,\"throttlingBurstLimit\":5000,\"metricsEnabled\":false}"

static void a_stage_gets_its_throttle_and_its_log(void **state)
{
    static const char *const answers[] = {
        STAGE(",\"methodSettings\":{\"orders/{id}/GET\":" THROTTLE "}"), DEPLOYMENTS, OK("{}"),
        STAGE(LOGS ",\"methodSettings\":{\"*/*\":" THROTTLE "}"),        DEPLOYMENTS,
    };
    struct fixture *f = start(stage_template, answers, 5);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 2, "PATCH /restapis/i1/stages/api ");
    expect_request(f, 2, "\"path\":\"/accessLogSettings/destinationArn\",\"value\":\"arn:aws:logs:r:1:log-group:g\"");
    expect_request(f, 2, "\"path\":\"/accessLogSettings/format\",\"value\":\"f\"");
    expect_request(f, 2, "{\"op\":\"remove\",\"path\":\"/orders/{id}/GET\"}");
    expect_request(f, 2, "\"path\":\"/*/*/throttling/rateLimit\",\"value\":\"10000\"");
    expect_request(f, 2, "\"path\":\"/*/*/throttling/burstLimit\",\"value\":\"5000\"");
    expect_counts(f, 0, 1, 0);
    stop(f, 5);
}

static void a_stage_as_wanted_is_left_alone(void **state)
{
    static const char *const answers[] = { STAGE(LOGS ",\"methodSettings\":{\"*/*\":" THROTTLE "}"), DEPLOYMENTS };
    struct fixture *f = start(stage_template, answers, 2);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_counts(f, 0, 0, 1);
    stop(f, 2);
}

/* --- the account -------------------------------------------------------------------------------------------------- */

static const char account_template[] =
    ONE_RESOURCE("{\"Type\":\"AWS::ApiGateway::Account\",\"Properties\":{\"CloudWatchRoleArn\":\"arn:ours\"}}");
#define ACCOUNT(role) OK("{\"cloudwatchRoleArn\":\"" role "\"}")

static void the_accounts_role_is_waited_for(void **state)
{
    static const char *const answers[] = {
        OK("{}"),
        REFUSED("BadRequestException", "The role ARN does not have required permissions configured. Please grant …"),
        OK("{}"),
        ACCOUNT("arn:ours"),
    };
    struct fixture *f = start(account_template, answers, 4);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 2, "PATCH /account ");
    expect_request(f, 2, "{\"op\":\"replace\",\"path\":\"/cloudwatchRoleArn\",\"value\":\"arn:ours\"}");
    expect_counts(f, 1, 0, 0);
    stop(f, 4);
}

static void the_accounts_role_goes_where_no_api_needs_it(void **state)
{
    static const char *const answers[] = {
        ACCOUNT("arn:ours"),
        OK("{\"items\":[{\"protocolType\":\"HTTP\"}]}"),
        OK("{\"item\":[{\"id\":\"i2\"}]}"),
        OK("{\"item\":[{\"methodSettings\":{\"*/*\":{\"loggingLevel\":\"OFF\"}}}]}"),
        OK("{}"),
    };
    struct fixture *f = start(account_template, answers, 5);

    (void)state;
    assert_int_equal(deploy_destroy(&f->deploy), 0);
    expect_request(f, 4, "PATCH /account ");
    expect_request(f, 4, "\"path\":\"/cloudwatchRoleArn\",\"value\":\"\"");
    assert_int_equal(f->deploy.removed, 1);
    stop(f, 5);
}

static void the_accounts_role_stays_where_an_api_needs_it(void **state)
{
    static const char *const of_websockets[] = { ACCOUNT("arn:ours"),
                                                 OK("{\"items\":[{\"protocolType\":\"WEBSOCKET\"}]}"),
                                                 OK("{\"item\":[]}") };
    static const char *const of_another[] = {
        ACCOUNT("arn:ours"), OK("{}"), OK("{\"item\":[{\"id\":\"i2\"}]}"),
        OK("{\"item\":[{\"methodSettings\":{\"*/*\":{\"loggingLevel\":\"ERROR\"}}}]}")
    };
    struct fixture *f = start(account_template, of_websockets, 3);

    (void)state;
    assert_int_equal(deploy_destroy(&f->deploy), 0);
    assert_int_equal(f->deploy.removed, 0);
    stop(f, 3);
    f = start(account_template, of_another, 4);
    assert_int_equal(deploy_destroy(&f->deploy), 0);
    assert_int_equal(f->deploy.removed, 0);
    stop(f, 4);
}

static void another_role_is_left_alone(void **state)
{
    static const char *const answers[] = { ACCOUNT("arn:theirs") };
    struct fixture *f = start(account_template, answers, 1);

    (void)state;
    assert_int_equal(deploy_destroy(&f->deploy), 0);
    assert_int_equal(f->deploy.removed, 0);
    stop(f, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_api_gets_its_paths_and_its_stage),
        cmocka_unit_test(an_api_gets_models_validators_and_its_own_errors),
        cmocka_unit_test(what_differs_beside_the_paths_is_changed),
        cmocka_unit_test(a_stage_gets_its_throttle_and_its_log),
        cmocka_unit_test(a_stage_as_wanted_is_left_alone),
        cmocka_unit_test(the_accounts_role_is_waited_for),
        cmocka_unit_test(the_accounts_role_goes_where_no_api_needs_it),
        cmocka_unit_test(the_accounts_role_stays_where_an_api_needs_it),
        cmocka_unit_test(another_role_is_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
