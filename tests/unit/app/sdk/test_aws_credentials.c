/* The credentials chain: its sources one by one, and their order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/sdk/aws_credentials.h"
#include "app/sdk/aws_http.h"
#include "tests/support/app/scripted_server.h"

static char folder[] = "/tmp/credentials-test-XXXXXX";

static void write_file(const char *variable, const char *name, const char *content)
{
    char path[256];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
    setenv(variable, path, 1);
}

/* Every test starts from an environment without credentials. */
static int clear_environment(void **state)
{
    static const char *const names[] = {
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_PROFILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof names / sizeof *names; i++) unsetenv(names[i]);
    setenv("AWS_EC2_METADATA_DISABLED", "true", 1);
    setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent", 1);
    setenv("AWS_CONFIG_FILE", "/nonexistent", 1);
    return 0;
}

static void from_environment(void **state)
{
    struct aws_credentials credentials = { 0 };

    (void)state;
    assert_false(aws_credentials_from_environment(&credentials));
    setenv("AWS_ACCESS_KEY_ID", "AK", 1);
    assert_false(aws_credentials_from_environment(&credentials));
    setenv("AWS_SECRET_ACCESS_KEY", "SK", 1);
    assert_true(aws_credentials_from_environment(&credentials));
    assert_string_equal(credentials.session_token, "");
    setenv("AWS_SESSION_TOKEN", "TOKEN", 1);
    assert_true(aws_credentials_from_environment(&credentials));
    assert_string_equal(credentials.access_key_id, "AK");
    assert_string_equal(credentials.secret_access_key, "SK");
    assert_string_equal(credentials.session_token, "TOKEN");
}

#define DOCUMENT \
    "{\"AccessKeyId\":\"R\",\"SecretAccessKey\":\"RS\",\"Token\":\"RT\",\"Expiration\":\"2030-01-01T00:00:00Z\"}"
#define ANSWER "HTTP/1.1 200 OK\r\n\r\n" DOCUMENT

static void from_container_with_its_token(void **state)
{
    static const char *const answers[] = { ANSWER };
    struct scripted_server *server = scripted_server_start(answers, 1);
    struct aws_credentials credentials = { 0 };
    struct aws_http *http = aws_http_new();
    char url[128];

    (void)state;
    snprintf(url, sizeof url, "%s/creds?x=1", scripted_server_url(server));
    setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", url, 1);
    write_file("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "token", "secret-token\n");
    assert_true(aws_credentials_from_container(&credentials, http));
    assert_string_equal(credentials.access_key_id, "R");
    assert_string_equal(credentials.session_token, "RT");
    assert_int_equal(credentials.expires_at, 1893456000);
    assert_non_null(strstr(scripted_server_request(server, 0), "GET /creds?x=1 "));
    assert_non_null(strstr(scripted_server_request(server, 0), "Authorization: secret-token\r\n"));
    aws_http_free(http);
    scripted_server_stop(server);
}

static void tokens_go_to_safe_places_only(void **state)
{
    (void)state;
    assert_true(aws_credentials_uri_is_safe("https://example.com/x"));
    assert_true(aws_credentials_uri_is_safe("http://127.0.0.1:80/x"));
    assert_true(aws_credentials_uri_is_safe("http://localhost/x"));
    assert_true(aws_credentials_uri_is_safe("http://169.254.170.23/v1/credentials"));
    assert_false(aws_credentials_uri_is_safe("http://example.com/x"));
    assert_false(aws_credentials_uri_is_safe("http://localhost.example.com/x"));
    assert_false(aws_credentials_uri_is_safe("http://127.0.0.1@example.com/"));
    assert_false(aws_credentials_uri_is_safe("ftp://127.0.0.1/"));
}

static void from_instance_in_three_requests(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 200 OK\r\n\r\ntok-1",
        "HTTP/1.1 200 OK\r\n\r\nmy-role\n",
        ANSWER,
    };
    struct scripted_server *server = scripted_server_start(answers, 3);
    struct aws_credentials credentials = { 0 };
    struct aws_http *http = aws_http_new();

    (void)state;
    setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", scripted_server_url(server), 1);
    assert_false(aws_credentials_from_instance(&credentials, http)); /* disabled */
    unsetenv("AWS_EC2_METADATA_DISABLED");
    assert_true(aws_credentials_from_instance(&credentials, http));
    assert_string_equal(credentials.secret_access_key, "RS");
    assert_non_null(strstr(scripted_server_request(server, 0), "PUT /latest/api/token "));
    assert_non_null(strstr(scripted_server_request(server, 0), "X-aws-ec2-metadata-token-ttl-seconds: 21600\r\n"));
    assert_non_null(strstr(scripted_server_request(server, 1), "X-aws-ec2-metadata-token: tok-1\r\n"));
    assert_non_null(strstr(scripted_server_request(server, 2), "/security-credentials/my-role "));
    aws_http_free(http);
    scripted_server_stop(server);
}

static void a_document_without_keys_is_none(void **state)
{
    struct aws_credentials credentials = { 0 };

    (void)state;
    assert_false(aws_credentials_parse("", &credentials));
    assert_false(aws_credentials_parse("[]", &credentials));
    assert_false(aws_credentials_parse("{\"AccessKeyId\":\"A\"}", &credentials));
    assert_false(aws_credentials_parse("{\"AccessKeyId\":1,\"SecretAccessKey\":\"S\"}", &credentials));
    assert_true(aws_credentials_parse("{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S\"}", &credentials));
    assert_int_equal(credentials.expires_at, 0);
}

static void the_chain_refreshes_in_time(void **state)
{
    struct aws_credentials credentials = { "OLD", "S", "", 1000 };
    struct aws_error error = { 0 };
    struct aws_http *http = aws_http_new();

    (void)state;
    setenv("AWS_ACCESS_KEY_ID", "NEW", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "S", 1);
    assert_int_equal(aws_credentials_refresh(&credentials, http, 1000 - 301, &error), 0);
    assert_string_equal(credentials.access_key_id, "OLD");
    assert_int_equal(aws_credentials_refresh(&credentials, http, 1000 - 299, &error), 0);
    assert_string_equal(credentials.access_key_id, "NEW");
    aws_http_free(http);
}

static void the_chain_keeps_what_lasts_and_says_when_nothing_does(void **state)
{
    struct aws_credentials credentials = { "OLD", "S", "", 1000 };
    struct aws_error error = { 0 };
    struct aws_http *http = aws_http_new();

    (void)state;
    assert_int_equal(aws_credentials_refresh(&credentials, http, 999, &error), 0);
    assert_string_equal(credentials.access_key_id, "OLD");
    assert_int_equal(aws_credentials_refresh(&credentials, http, 1000, &error), -1);
    assert_string_equal(error.code, AWS_ERROR_CREDENTIALS);
    aws_http_free(http);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(from_environment, clear_environment),
        cmocka_unit_test_setup(from_container_with_its_token, clear_environment),
        cmocka_unit_test_setup(tokens_go_to_safe_places_only, clear_environment),
        cmocka_unit_test_setup(from_instance_in_three_requests, clear_environment),
        cmocka_unit_test_setup(a_document_without_keys_is_none, clear_environment),
        cmocka_unit_test_setup(the_chain_refreshes_in_time, clear_environment),
        cmocka_unit_test_setup(the_chain_keeps_what_lasts_and_says_when_nothing_does, clear_environment),
    };
    char command[64];
    int failed;

    if (!mkdtemp(folder)) return 1;
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) ? 1 : failed;
}
