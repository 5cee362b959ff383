/* Clients that bring a resource up to date: they create what is missing, change what differs, and leave the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "app/sdk/apigateway_client.h"
#include "app/sdk/lambda_client.h"
#include "app/sdk/pipes_client.h"
#include "app/sdk/states_client.h"
#include "tests/support/app/scripted_server.h"

#define OK(body)      "HTTP/1.1 200 OK\r\n\r\n" body
#define MISSING(code) "HTTP/1.1 404 Not Found\r\nx-amzn-ErrorType: " code "\r\n\r\n{}"
#define PIPE(target)                                                                                      \
    OK("{\"Arn\":\"arn:pipe\",\"CurrentState\":\"RUNNING\",\"RoleArn\":\"arn:role\",\"Target\":\"" target \
       "\",\"SourceParameters\":{\"SqsQueueParameters\":{\"BatchSize\":1}},"                              \
       "\"TargetParameters\":{\"InputTemplate\":\"{}\"}}")
/* The package "zip" has this SHA-256. */
#define FUNCTION(sha)                                                                                              \
    OK("{\"FunctionArn\":\"arn:f\",\"State\":\"Active\",\"LastUpdateStatus\":\"Successful\",\"CodeSha256\":\"" sha \
       "\"}")
#define ZIP_SHA "SnD+mqZDbgLC3qNA+9HjUuTvLYzmylKtJdS5VHH8i/I="

/* A server with its script, and a client of it. */
struct fixture {
    struct scripted_server *server;
    struct aws_client *client;
    struct aws_error error;
};

static void start(struct fixture *f, const char *const *answers, size_t count)
{
    f->server = scripted_server_start(answers, count);
    setenv("AWS_REGION", "eu-west-1", 1);
    setenv("AWS_ACCESS_KEY_ID", "AK", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "SK", 1);
    setenv("AWS_ENDPOINT_URL", scripted_server_url(f->server), 1);
    f->client = aws_client_new(&f->error);
    assert_non_null(f->client);
}

static void stop(struct fixture *f, size_t requests)
{
    assert_int_equal(scripted_server_request_count(f->server), requests);
    aws_client_free(f->client);
    scripted_server_stop(f->server);
}

static void expect_request(struct fixture *f, size_t index, const char *part)
{
    if (!strstr(scripted_server_request(f->server, index), part))
        fail_msg("%s is not in:\n%s", part, scripted_server_request(f->server, index));
}

static const struct pipes_pipe pipe_wanted = { "p", "arn:queue", "arn:machine", "arn:role", "{}" };

static void a_pipe_is_made(void **state)
{
    static const char *const answers[] = { MISSING("NotFoundException"), OK("{}"), PIPE("arn:machine") };
    struct fixture f;
    char arn[PIPES_ARN_SIZE];

    (void)state;
    start(&f, answers, 3);
    assert_int_equal(pipes_ensure_pipe(f.client, &pipe_wanted, arn, &f.error), 0);
    assert_string_equal(arn, "arn:pipe");
    expect_request(&f, 1, "POST /v1/pipes/p ");
    expect_request(&f, 1, "\"InvocationType\":\"FIRE_AND_FORGET\"");
    stop(&f, 3);
}

static void a_pipe_as_wanted_is_left_alone(void **state)
{
    static const char *const answers[] = { PIPE("arn:machine"), PIPE("arn:machine") };
    struct fixture f;
    char arn[PIPES_ARN_SIZE];

    (void)state;
    start(&f, answers, 2);
    assert_int_equal(pipes_ensure_pipe(f.client, &pipe_wanted, arn, &f.error), 0);
    expect_request(&f, 1, "GET /v1/pipes/p ");
    stop(&f, 2);
}

static void a_pipe_that_differs_is_updated(void **state)
{
    static const char *const answers[] = { PIPE("arn:other"), OK("{}"), PIPE("arn:machine") };
    struct fixture f;
    char arn[PIPES_ARN_SIZE];

    (void)state;
    start(&f, answers, 3);
    assert_int_equal(pipes_ensure_pipe(f.client, &pipe_wanted, arn, &f.error), 0);
    expect_request(&f, 1, "PUT /v1/pipes/p ");
    stop(&f, 3);
}

static int ensure_function(struct fixture *f)
{
    cJSON *environment = cJSON_CreateObject();
    struct lambda_function function = { "f", "arn:role", "zip", 3, environment, 128, 30 };
    char arn[LAMBDA_ARN_SIZE];
    int failed = lambda_ensure_function(f->client, &function, arn, &f->error);

    cJSON_Delete(environment);
    return failed;
}

static void a_function_is_made(void **state)
{
    static const char *const answers[] = { MISSING("ResourceNotFoundException"), OK("{}"), FUNCTION(ZIP_SHA) };
    struct fixture f;

    (void)state;
    start(&f, answers, 3);
    assert_int_equal(ensure_function(&f), 0);
    expect_request(&f, 1, "POST /2015-03-31/functions ");
    expect_request(&f, 1, "\"Runtime\":\"provided.al2023\"");
    expect_request(&f, 1, "\"Code\":{\"ZipFile\":\"emlw\"}");
    stop(&f, 3);
}

static void a_function_with_the_same_package_keeps_it(void **state)
{
    static const char *const answers[] = { FUNCTION(ZIP_SHA), OK("{}"), FUNCTION(ZIP_SHA) };
    struct fixture f;

    (void)state;
    start(&f, answers, 3);
    assert_int_equal(ensure_function(&f), 0);
    expect_request(&f, 1, "PUT /2015-03-31/functions/f/configuration ");
    stop(&f, 3);
}

static void a_function_with_another_package_gets_this_one(void **state)
{
    static const char *const answers[] = { FUNCTION("x"), OK("{}"), FUNCTION("x"), OK("{}"), FUNCTION("x") };
    struct fixture f;

    (void)state;
    start(&f, answers, 5);
    assert_int_equal(ensure_function(&f), 0);
    expect_request(&f, 1, "PUT /2015-03-31/functions/f/code ");
    expect_request(&f, 3, "PUT /2015-03-31/functions/f/configuration ");
    stop(&f, 5);
}

static void a_state_machine_is_found_on_a_later_page(void **state)
{
    static const char *const answers[] = {
        OK("{\"stateMachines\":[{\"name\":\"other\",\"stateMachineArn\":\"arn:other\"}],\"nextToken\":\"t\"}"),
        OK("{\"stateMachines\":[{\"name\":\"m\",\"stateMachineArn\":\"arn:m\"}],\"nextToken\":\"u\"}"),
        OK("{\"updateDate\":1}"),
    };
    struct states_machine machine = { "m", "{}", "arn:role" };
    struct fixture f;
    char arn[STATES_ARN_SIZE];

    (void)state;
    start(&f, answers, 3);
    assert_int_equal(states_ensure_machine(f.client, &machine, arn, &f.error), 0);
    assert_string_equal(arn, "arn:m");
    expect_request(&f, 1, "{\"nextToken\":\"t\"}");
    expect_request(&f, 2, "AWSStepFunctions.UpdateStateMachine");
    stop(&f, 3);
}

static void a_resource_is_made_under_its_parent(void **state)
{
    static const char *const answers[] = {
        OK("{\"item\":[{\"id\":\"root\",\"path\":\"/\"}],\"position\":\"a/b\"}"),
        OK("{\"item\":[{\"id\":\"parent\",\"path\":\"/orders\"}]}"),
        OK("{\"item\":[{\"id\":\"parent\",\"path\":\"/orders\"}]}"),
        "HTTP/1.1 201 Created\r\n\r\n{\"id\":\"child\"}",
    };
    struct fixture f;
    char id[APIGATEWAY_ID_SIZE];

    (void)state;
    start(&f, answers, 4);
    assert_int_equal(apigateway_ensure_resource(f.client, "api", "/orders/{id}", id, &f.error), 0);
    assert_string_equal(id, "child");
    expect_request(&f, 1, "GET /restapis/api/resources?limit=500&position=a%2Fb ");
    expect_request(&f, 3, "POST /restapis/api/resources/parent ");
    expect_request(&f, 3, "{\"pathPart\":\"{id}\"}");
    stop(&f, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pipe_is_made),
        cmocka_unit_test(a_pipe_as_wanted_is_left_alone),
        cmocka_unit_test(a_pipe_that_differs_is_updated),
        cmocka_unit_test(a_function_is_made),
        cmocka_unit_test(a_function_with_the_same_package_keeps_it),
        cmocka_unit_test(a_function_with_another_package_gets_this_one),
        cmocka_unit_test(a_state_machine_is_found_on_a_later_page),
        cmocka_unit_test(a_resource_is_made_under_its_parent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
