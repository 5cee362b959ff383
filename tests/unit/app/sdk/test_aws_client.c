/* One call to AWS against a scripted server: what goes over the wire, what is repeated, and how errors are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "app/sdk/aws_client.h"
#include "app/sdk/aws_protocol.h"
#include "app/sdk/aws_retry.h"
#include "app/sdk/aws_services.h"
#include "app/sdk/dynamodb_client.h"
#include "app/sdk/sns_client.h"
#include "app/sdk/sqs_client.h"
#include "tests/support/app/scripted_server.h"

#define OK_EMPTY  "HTTP/1.1 200 OK\r\n\r\n{}"
#define FAILURE   "HTTP/1.1 500 Oops\r\n\r\n"
#define THROTTLED "HTTP/1.1 400 Bad\r\nx-amzn-ErrorType: ThrottlingException:http://x/\r\n\r\n{}"
#define CONDITION              \
    "HTTP/1.1 400 Bad\r\n\r\n" \
    "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\",\"message\":\"failed\"}"

/* A client of the scripted server. */
static struct aws_client *connect_to(struct scripted_server *server)
{
    struct aws_error error;
    struct aws_client *client;

    setenv("AWS_REGION", "eu-west-1", 1);
    setenv("AWS_ACCESS_KEY_ID", "AK", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "SK", 1);
    setenv("AWS_SESSION_TOKEN", "TOKEN", 1);
    setenv("AWS_ENDPOINT_URL", scripted_server_url(server), 1);
    client = aws_client_new(&error);
    assert_non_null(client);
    return client;
}

static int put_something(struct aws_client *client, struct aws_error *error)
{
    cJSON *item = cJSON_CreateObject();

    dynamodb_put_string(item, "orderId", "o-1");
    dynamodb_put_number(item, "total", "12345678901234567890.12");
    return dynamodb_put_item(client, "Orders", item, "attribute_not_exists(orderId)", NULL, error);
}

static void signs_and_keeps_the_connection(void **state)
{
    static const char *const answers[] = { OK_EMPTY, OK_EMPTY };
    struct scripted_server *server = scripted_server_start(answers, 2);
    struct aws_client *client = connect_to(server);
    struct aws_error error;
    const char *request;

    (void)state;
    assert_int_equal(put_something(client, &error), 0);
    assert_int_equal(put_something(client, &error), 0);
    assert_int_equal(scripted_server_connection_count(server), 1);
    request = scripted_server_request(server, 0);
    assert_non_null(strstr(request, "POST / HTTP/1.1\r\n"));
    assert_non_null(strstr(request, "X-Amz-Target: DynamoDB_20120810.PutItem\r\n"));
    assert_non_null(strstr(request, "Content-Type: application/x-amz-json-1.0\r\n"));
    assert_non_null(strstr(request, "X-Amz-Security-Token: TOKEN\r\n"));
    assert_non_null(strstr(request, "/eu-west-1/dynamodb/aws4_request, "
                                    "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "));
    assert_null(strstr(request, "Expect:"));
    assert_non_null(strstr(request, "{\"TableName\":\"Orders\",\"Item\":{\"orderId\":{\"S\":\"o-1\"},"
                                    "\"total\":{\"N\":\"12345678901234567890.12\"}},"
                                    "\"ConditionExpression\":\"attribute_not_exists(orderId)\"}"));
    aws_client_free(client);
    scripted_server_stop(server);
}

static void repeats_failures_throttling_and_dropped_connections(void **state)
{
    static const char *const answers[] = { FAILURE, THROTTLED, NULL, OK_EMPTY };
    struct scripted_server *server = scripted_server_start(answers, 4);
    struct aws_client *client;
    struct aws_error error;

    (void)state;
    setenv("AWS_MAX_ATTEMPTS", "4", 1);
    client = connect_to(server);
    assert_int_equal(put_something(client, &error), 0);
    assert_string_equal(error.code, "");
    assert_true(scripted_server_request_count(server) >= 4);
    unsetenv("AWS_MAX_ATTEMPTS");
    aws_client_free(client);
    scripted_server_stop(server);
}

static void gives_up_after_its_attempts(void **state)
{
    static const char *const answers[] = { FAILURE, FAILURE, FAILURE, OK_EMPTY };
    struct scripted_server *server = scripted_server_start(answers, 4);
    struct aws_client *client = connect_to(server);
    struct aws_error error;

    (void)state;
    assert_int_equal(put_something(client, &error), -1);
    assert_int_equal(error.status, 500);
    assert_string_equal(error.code, "HTTP 500");
    assert_int_equal(scripted_server_request_count(server), AWS_RETRY_ATTEMPTS_DEFAULT);
    aws_client_free(client);
    scripted_server_stop(server);
}

static void does_not_repeat_a_refusal(void **state)
{
    static const char *const answers[] = { CONDITION, OK_EMPTY };
    struct scripted_server *server = scripted_server_start(answers, 2);
    struct aws_client *client = connect_to(server);
    struct aws_error error;

    (void)state;
    assert_int_equal(put_something(client, &error), -1);
    assert_string_equal(error.code, DYNAMODB_CONDITION_FAILED);
    assert_string_equal(error.message, "failed");
    assert_int_equal(error.status, 400);
    assert_int_equal(scripted_server_request_count(server), 1);
    aws_client_free(client);
    scripted_server_stop(server);
}

/* The clock here is right, the server's is in 2001: the second request is of its time, and so is the third. */
static void corrects_its_clock(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 400 Bad\r\nDate: Tue, 02 Jan 2001 03:04:05 GMT\r\nx-amzn-ErrorType: InvalidSignatureException\r\n\r\n"
        "{\"message\":\"Signature expired\"}",
        OK_EMPTY, OK_EMPTY
    };
    struct scripted_server *server = scripted_server_start(answers, 3);
    struct aws_client *client;
    struct aws_error error;

    (void)state;
    setenv("AWS_MAX_ATTEMPTS", "1", 1); /* it is no repetition of those */
    client = connect_to(server);
    assert_int_equal(put_something(client, &error), 0);
    assert_int_equal(put_something(client, &error), 0);
    assert_null(strstr(scripted_server_request(server, 0), "X-Amz-Date: 2001"));
    assert_non_null(strstr(scripted_server_request(server, 1), "X-Amz-Date: 20010102T0304"));
    assert_non_null(strstr(scripted_server_request(server, 2), "X-Amz-Date: 20010102T0304"));
    unsetenv("AWS_MAX_ATTEMPTS");
    aws_client_free(client);
    scripted_server_stop(server);
}

/* Accepts connections and ends them at once, in the middle of their handshake. */
struct slammer {
    int listener;
    int port;
    unsigned count;
    pthread_t thread;
};

static void *slammer_run(void *arg)
{
    struct slammer *s = arg;

    for (;;) {
        int connection = accept(s->listener, NULL, NULL);

        if (connection < 0) return NULL;
        s->count++;
        close(connection);
    }
}

static void slammer_start(struct slammer *s)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
    socklen_t size = sizeof address;

    *s = (struct slammer){ .listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
    assert_int_equal(bind(s->listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(s->listener, 8), 0);
    assert_int_equal(getsockname(s->listener, (struct sockaddr *)&address, &size), 0);
    s->port = ntohs(address.sin_port);
    assert_int_equal(pthread_create(&s->thread, NULL, slammer_run, s), 0);
}

static void repeats_handshakes_that_break_off(void **state)
{
    struct slammer slammer;
    struct aws_client *client;
    struct aws_error error;
    char url[64];

    (void)state;
    slammer_start(&slammer);
    snprintf(url, sizeof url, "https://127.0.0.1:%d", slammer.port);
    client = aws_client_new_with(
        &(struct aws_config){ .region = "r", .endpoint = url, .access_key_id = "A", .secret_access_key = "S" }, &error);
    assert_non_null(client);
    assert_int_equal(put_something(client, &error), -1);
    assert_string_equal(error.code, AWS_ERROR_CONNECTION);
    aws_client_free(client);
    shutdown(slammer.listener, SHUT_RDWR);
    pthread_join(slammer.thread, NULL);
    close(slammer.listener);
    assert_int_equal(slammer.count, AWS_RETRY_ATTEMPTS_DEFAULT);
}

static long long now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void waits_as_long_as_the_service_says(void **state)
{
    static const char *const answers[] = { "HTTP/1.1 503 Busy\r\nx-amz-retry-after: 300\r\n\r\n", OK_EMPTY };
    struct scripted_server *server = scripted_server_start(answers, 2);
    struct aws_client *client = connect_to(server);
    struct aws_error error;
    long long begun = now_ms();

    (void)state;
    assert_int_equal(put_something(client, &error), 0);
    assert_true(now_ms() - begun >= 300);
    aws_client_free(client);
    scripted_server_stop(server);
}

static void keeps_to_its_budget(void **state)
{
    static const char *const answers[] = { "HTTP/1.1 503 Busy\r\nRetry-After: 9\r\n\r\n", OK_EMPTY };
    struct scripted_server *server = scripted_server_start(answers, 2);
    struct aws_client *client = connect_to(server);
    struct aws_error error;
    long long begun = now_ms();

    (void)state;
    aws_client_set_budget(client, 1000);
    assert_int_equal(put_something(client, &error), -1);
    assert_int_equal(error.status, 503);
    assert_int_equal(error.retry_after_ms, 9000);
    assert_true(now_ms() - begun < 1000);
    aws_client_free(client);
    scripted_server_stop(server);
}

static void is_configured_by_a_struct(void **state)
{
    static const char *const answers[] = { FAILURE, OK_EMPTY };
    struct scripted_server *server = scripted_server_start(answers, 2);
    const struct aws_config config = { .region = "eu-north-1",
                                       .endpoint = scripted_server_url(server),
                                       .access_key_id = "OWN",
                                       .secret_access_key = "SECRET",
                                       .max_attempts = 1 };
    struct aws_error error;
    struct aws_client *client;

    (void)state;
    setenv("AWS_REGION", "eu-west-1", 1);
    setenv("AWS_ENDPOINT_URL", "http://nowhere.invalid", 1);
    client = aws_client_new_with(&config, &error);
    assert_non_null(client);
    assert_string_equal(aws_client_region(client), "eu-north-1");
    assert_int_equal(put_something(client, &error), -1);
    assert_int_equal(put_something(client, &error), 0);
    assert_non_null(strstr(scripted_server_request(server, 1), "Credential=OWN/"));
    assert_non_null(strstr(scripted_server_request(server, 1), "/eu-north-1/dynamodb/aws4_request"));
    assert_null(strstr(scripted_server_request(server, 1), "X-Amz-Security-Token"));
    aws_client_free(client);
    setenv("AWS_RETRY_MODE", "never", 1);
    assert_null(aws_client_new_with(&config, &error));
    assert_non_null(strstr(error.message, "never"));
    unsetenv("AWS_RETRY_MODE");
    scripted_server_stop(server);
}

static void says_that_nobody_is_there(void **state)
{
    struct scripted_server *server = scripted_server_start(NULL, 0);
    struct aws_client *client = connect_to(server);
    struct aws_error error;

    (void)state;
    scripted_server_stop(server);
    assert_int_equal(put_something(client, &error), -1);
    assert_string_equal(error.code, AWS_ERROR_CONNECTION);
    assert_int_equal(error.status, 0);
    aws_client_free(client);
}

static void refuses_an_endpoint_that_is_no_url(void **state)
{
    struct scripted_server *server = scripted_server_start(NULL, 0);
    struct aws_client *client = connect_to(server);
    struct aws_error error;

    (void)state;
    setenv("AWS_ENDPOINT_URL_DYNAMODB", "localhost:4566", 1);
    assert_int_equal(put_something(client, &error), -1);
    assert_string_equal(error.code, AWS_ERROR_CLIENT);
    unsetenv("AWS_ENDPOINT_URL_DYNAMODB");
    aws_client_free(client);
    scripted_server_stop(server);
}

static void publishes_over_the_query_protocol(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 200 OK\r\n\r\n"
        "<PublishResponse><PublishResult><MessageId>m&amp;1</MessageId></PublishResult></PublishResponse>",
    };
    struct scripted_server *server = scripted_server_start(answers, 1);
    struct aws_client *client = connect_to(server);
    struct sns_message message = { "arn:t", "Hello & bye", "a b\n\xc3\xa9", NULL, { { "orderId", "o-1" } } };
    char id[SNS_MESSAGE_ID_SIZE];
    struct aws_error error;

    (void)state;
    assert_int_equal(sns_publish(client, &message, id, &error), 0);
    assert_string_equal(id, "m&1");
    assert_non_null(strstr(scripted_server_request(server, 0),
                           "\r\n\r\nAction=Publish&Version=2010-03-31&TopicArn=arn%3At&Message=a%20b%0A%C3%A9"
                           "&Subject=Hello%20%26%20bye&MessageAttributes.entry.1.Name=orderId"
                           "&MessageAttributes.entry.1.Value.DataType=String"
                           "&MessageAttributes.entry.1.Value.StringValue=o-1"));
    aws_client_free(client);
    scripted_server_stop(server);
}

/* What is left out of a body that grew past its cap must not be what is asked. */
static void sends_nothing_that_is_too_large(void **state)
{
    enum { TOO_LARGE = 81 * 1024 * 1024 };
    struct scripted_server *server = scripted_server_start(NULL, 0);
    struct aws_client *client = connect_to(server);
    struct aws_error error;
    char *large = malloc(TOO_LARGE + 1);
    cJSON *input = cJSON_CreateObject();

    (void)state;
    assert_non_null(large);
    memset(large, 'a', TOO_LARGE);
    large[TOO_LARGE] = '\0';
    cJSON_AddItemToObject(input, "large", cJSON_CreateStringReference(large));
    assert_null(
        aws_json_call(client, &aws_dynamodb, "DynamoDB_20120810.PutItem", cJSON_Duplicate(input, 1), 0, &error));
    assert_string_equal(error.message, "the request is larger than 83886080 bytes");
    assert_null(aws_rest_call(client, &aws_lambda, "POST", "/x", NULL, input, &error));
    assert_string_equal(error.code, AWS_ERROR_CLIENT);
    assert_int_equal(scripted_server_request_count(server), 0);
    free(large);
    aws_client_free(client);
    scripted_server_stop(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_and_keeps_the_connection),
        cmocka_unit_test(repeats_failures_throttling_and_dropped_connections),
        cmocka_unit_test(gives_up_after_its_attempts),
        cmocka_unit_test(does_not_repeat_a_refusal),
        cmocka_unit_test(corrects_its_clock),
        cmocka_unit_test(repeats_handshakes_that_break_off),
        cmocka_unit_test(waits_as_long_as_the_service_says),
        cmocka_unit_test(keeps_to_its_budget),
        cmocka_unit_test(is_configured_by_a_struct),
        cmocka_unit_test(says_that_nobody_is_there),
        cmocka_unit_test(refuses_an_endpoint_that_is_no_url),
        cmocka_unit_test(publishes_over_the_query_protocol),
        cmocka_unit_test(sends_nothing_that_is_too_large),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
