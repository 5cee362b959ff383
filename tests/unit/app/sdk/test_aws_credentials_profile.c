/* Credentials that a profile names: keys, roles, single sign-on, processes; and endpoints in the files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/sdk/aws_credentials.h"
#include "app/sdk/aws_http.h"
#include "app/sdk/aws_services.h"
#include "tests/support/app/scripted_server.h"

#define ASSUMED(key)                                                                                                         \
    "HTTP/1.1 200 OK\r\n\r\n<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>" key                            \
    "</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T&amp;T</SessionToken><Expiration>2030-01-01T00:00:00Z" \
    "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"

enum { NOW = 1800000000 }; /* 2027 */

static char folder[] = "/tmp/profile-test-XXXXXX";
static struct aws_credentials credentials;
static struct aws_error error;

static void write_file(const char *name, const char *content)
{
    char path[256];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "we");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

/* Every test starts from an environment without credentials, and a home with empty files. */
static int begin(void **state)
{
    static const char *const names[] = {
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_PROFILE",
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_STS",
        "AWS_ENDPOINT_URL_SSO",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_ROLE_ARN",
        "AWS_CONFIG_FILE",
        "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) unsetenv(names[i]);
    setenv("AWS_EC2_METADATA_DISABLED", "true", 1);
    setenv("AWS_REGION", "eu-west-1", 1);
    setenv("HOME", folder, 1);
    write_file(".aws/config", "");
    write_file(".aws/credentials", "");
    memset(&credentials, 0, sizeof credentials);
    memset(&error, 0, sizeof error);
    return 0;
}

static enum aws_source find(const char *profile)
{
    struct aws_http *http = aws_http_new();
    struct aws_search search = { http, NOW, &error };
    enum aws_source source = aws_credentials_from_profile(&search, profile, &credentials);

    aws_http_free(http);
    return source;
}

static void expect_failure(const char *profile, const char *words)
{
    assert_int_equal(find(profile), AWS_SOURCE_FAILED);
    if (!strstr(error.message, words)) fail_msg("%s: %s", profile, error.message);
}

static void keys(void **state)
{
    (void)state;
    write_file(".aws/credentials",
               "[default]\naws_access_key_id = D\naws_secret_access_key = DS\n"
               "[work]\naws_access_key_id = W\naws_secret_access_key = WS\naws_session_token = WT\n");
    write_file(".aws/config", "[profile conf]\naws_access_key_id = C\naws_secret_access_key = CS\n[profile half]\n"
                              "aws_access_key_id = H\n");
    assert_int_equal(find("default"), AWS_SOURCE_FOUND);
    assert_string_equal(credentials.access_key_id, "D");
    assert_int_equal(find("work"), AWS_SOURCE_FOUND);
    assert_string_equal(credentials.session_token, "WT");
    assert_int_equal(find("conf"), AWS_SOURCE_FOUND);
    assert_string_equal(credentials.access_key_id, "C");
    assert_string_equal(credentials.session_token, "");
    assert_int_equal(find("half"), AWS_SOURCE_NONE);
    assert_int_equal(find("nobody"), AWS_SOURCE_NONE);
}

/* A role by way of another role, of a third profile's keys. */
static void a_chain_of_roles(void **state)
{
    static const char *const answers[] = { ASSUMED("ONE"), ASSUMED("TWO") };
    struct scripted_server *server = scripted_server_start(answers, 2);
    const char *request;

    (void)state;
    setenv("AWS_ENDPOINT_URL_STS", scripted_server_url(server), 1);
    write_file(".aws/credentials", "[base]\naws_access_key_id = B\naws_secret_access_key = BS\n");
    write_file(".aws/config",
               "[profile one]\nrole_arn = arn:aws:iam::1:role/one\nsource_profile = base\n"
               "[profile two]\nrole_arn = arn:aws:iam::2:role/two\nsource_profile = one\nexternal_id = e/1\n"
               "role_session_name = me\nduration_seconds = 900\n");
    assert_int_equal(find("two"), AWS_SOURCE_FOUND);
    assert_string_equal(credentials.access_key_id, "TWO");
    assert_string_equal(credentials.session_token, "T&T");
    assert_int_equal(credentials.expires_at, 1893456000);
    request = scripted_server_request(server, 0);
    assert_non_null(strstr(request, "Credential=B/"));
    assert_non_null(strstr(request, "/eu-west-1/sts/aws4_request"));
    assert_non_null(strstr(request, "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fone&"
                                    "RoleSessionName=order-application-1800000000"));
    request = scripted_server_request(server, 1);
    assert_non_null(strstr(request, "Credential=ONE/"));
    assert_non_null(strstr(request, "X-Amz-Security-Token: T&T\r\n"));
    assert_non_null(strstr(request, "RoleSessionName=me&DurationSeconds=900&ExternalId=e%2F1"));
    scripted_server_stop(server);
}

static void a_role_of_its_own_keys_or_of_a_source(void **state)
{
    static const char *const answers[] = { ASSUMED("OWN"), ASSUMED("ENV") };
    struct scripted_server *server = scripted_server_start(answers, 2);

    (void)state;
    setenv("AWS_ENDPOINT_URL_STS", scripted_server_url(server), 1);
    write_file(
        ".aws/config",
        "[profile own]\nrole_arn = arn:r\nsource_profile = own\naws_access_key_id = O\naws_secret_access_key = OS\n"
        "[profile env]\nrole_arn = arn:r\ncredential_source = Environment\n");
    assert_int_equal(find("own"), AWS_SOURCE_FOUND);
    assert_non_null(strstr(scripted_server_request(server, 0), "Credential=O/"));
    setenv("AWS_ACCESS_KEY_ID", "E", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "ES", 1);
    assert_int_equal(find("env"), AWS_SOURCE_FOUND);
    assert_non_null(strstr(scripted_server_request(server, 1), "Credential=E/"));
    scripted_server_stop(server);
}

static void roles_that_cannot_be_assumed(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 403 No\r\n\r\n<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you"
        "</Message></Error></ErrorResponse>"
    };
    struct scripted_server *server = scripted_server_start(answers, 1);

    (void)state;
    setenv("AWS_ENDPOINT_URL_STS", scripted_server_url(server), 1);
    write_file(".aws/config",
               "[profile a]\nrole_arn = arn:r\nsource_profile = b\n[profile b]\nrole_arn = arn:s\nsource_profile = a\n"
               "[profile mfa]\nrole_arn = arn:r\nsource_profile = keys\nmfa_serial = arn:mfa\n"
               "[profile none]\nrole_arn = arn:r\n[profile gone]\nrole_arn = arn:r\nsource_profile = nobody\n"
               "[profile odd]\nrole_arn = arn:r\ncredential_source = Moon\n"
               "[profile keys]\naws_access_key_id = K\naws_secret_access_key = KS\n"
               "[profile denied]\nrole_arn = arn:r\nsource_profile = keys\n");
    expect_failure("a", "go on and on");
    expect_failure("mfa", "MFA");
    expect_failure("none", "no source of credentials");
    expect_failure("gone", "profile nobody: it has no credentials");
    expect_failure("odd", "no source of credentials");
    expect_failure("denied", "arn:r cannot be assumed: not you");
    assert_string_equal(error.code, "AccessDenied");
    scripted_server_stop(server);
}

static void a_web_identity(void **state)
{
    static const char *const answers[] = { ASSUMED("WEB"), ASSUMED("WEB2") };
    struct scripted_server *server = scripted_server_start(answers, 2);
    struct aws_http *http = aws_http_new();
    char file[256], config[512];
    const char *request;

    (void)state;
    setenv("AWS_ENDPOINT_URL_STS", scripted_server_url(server), 1);
    write_file("token", "ey.to+ken\n");
    snprintf(file, sizeof file, "%s/token", folder);
    setenv("AWS_WEB_IDENTITY_TOKEN_FILE", file, 1);
    setenv("AWS_ROLE_ARN", "arn:w", 1);
    assert_int_equal(aws_credentials_refresh(&credentials, http, NOW, &error), 0);
    assert_string_equal(credentials.access_key_id, "WEB");
    aws_http_free(http); /* with its connection: the server has one at a time */
    request = scripted_server_request(server, 0);
    assert_null(strstr(request, "Authorization"));
    assert_non_null(strstr(request, "Action=AssumeRoleWithWebIdentity&"));
    assert_non_null(strstr(request, "WebIdentityToken=ey.to%2Bken"));
    snprintf(config, sizeof config,
             "[profile p]\nrole_arn = arn:p\nweb_identity_token_file = %s\nrole_session_name = s\n", file);
    write_file(".aws/config", config);
    assert_int_equal(find("p"), AWS_SOURCE_FOUND);
    assert_non_null(strstr(scripted_server_request(server, 1), "RoleArn=arn%3Ap&RoleSessionName=s&WebIdentityToken="));
    write_file(".aws/config", "[profile p]\nrole_arn = arn:p\nweb_identity_token_file = /nonexistent\n");
    expect_failure("p", "/nonexistent cannot be read");
    scripted_server_stop(server);
}

/* The SHA-1 of "my-sso". */
#define SSO_FILE ".aws/sso/cache/0ad374308c5a4e22f723adf10145eafad7c4031c.json"

static void single_sign_on(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 200 OK\r\n\r\n{\"roleCredentials\":{\"accessKeyId\":\"SSO\",\"secretAccessKey\":\"S\",\"sessionToken\":\"T\","
        "\"expiration\":1893456000000}}",
        "HTTP/1.1 401 No\r\n\r\n{\"message\":\"Session token not found or invalid\"}",
    };
    struct scripted_server *server = scripted_server_start(answers, 2);
    const char *request;

    (void)state;
    setenv("AWS_ENDPOINT_URL_SSO", scripted_server_url(server), 1);
    write_file(".aws/config",
               "[profile s]\nsso_session = my-sso\nsso_account_id = 123456789012\nsso_role_name = Ad min\n"
               "[sso-session my-sso]\nsso_start_url = https://x.awsapps.com/start\nsso_region = us-west-2\n"
               "[profile half]\nsso_session = other\nsso_account_id = 1\nsso_role_name = r\n");
    expect_failure("s", "run \"aws sso login --profile s\"");
    write_file(SSO_FILE, "{\"accessToken\":\"tok\",\"expiresAt\":\"2027-01-15T07:59:00Z\"}"); /* a minute ago */
    expect_failure("s", "the session has ended");
    assert_int_equal(scripted_server_request_count(server), 0);
    write_file(SSO_FILE, "{\"accessToken\":\"tok\",\"expiresAt\":\"2027-01-15T09:00:00Z\"}");
    assert_int_equal(find("s"), AWS_SOURCE_FOUND);
    assert_string_equal(credentials.access_key_id, "SSO");
    assert_string_equal(credentials.session_token, "T");
    assert_int_equal(credentials.expires_at, 1893456000);
    request = scripted_server_request(server, 0);
    assert_non_null(strstr(request, "GET /federation/credentials?role_name=Ad%20min&account_id=123456789012 "));
    assert_non_null(strstr(request, "x-amz-sso_bearer_token: tok\r\n"));
    expect_failure("s", "the session has ended");
    expect_failure("half", "sso_region is missing");
    scripted_server_stop(server);
}

static void processes(void **state)
{
    (void)state;
    write_file(
        ".aws/config",
        "[profile p]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"P\",\"SecretAccessKey\":\"S\",'"
        "'\"SessionToken\":\"T\",\"Expiration\":\"2030-01-01T00:00:00+00:00\"}'\n"
        "[profile old]\ncredential_process = echo '{\"Version\":2,\"AccessKeyId\":\"P\",\"SecretAccessKey\":\"S\"}'\n"
        "[profile bad]\ncredential_process = exit 3\n[profile none]\ncredential_process = true\n"
        "[profile much]\ncredential_process = yes 2>/dev/null\n");
    assert_int_equal(find("p"), AWS_SOURCE_FOUND);
    assert_string_equal(credentials.access_key_id, "P");
    assert_string_equal(credentials.session_token, "T");
    assert_int_equal(credentials.expires_at, 1893456000);
    expect_failure("old", "no credentials of version 1");
    expect_failure("bad", "failed");
    expect_failure("none", "no credentials of version 1");
    expect_failure("much", "prints too much");
}

static void expect_endpoint(const struct aws_service *service, const char *expected)
{
    char url[AWS_ENDPOINT_SIZE];

    assert_true(aws_endpoint_url(service, "eu-west-1", url, sizeof url));
    assert_string_equal(url, expected);
}

static void endpoints_in_the_files(void **state)
{
    (void)state;
    write_file(".aws/config",
               "[profile dev]\nservices = local\nendpoint_url = http://all:1/\n"
               "[services local]\ndynamodb =\n  endpoint_url = http://d:2\napi_gateway =\n  endpoint_url = http://a:3\n"
               "[profile no]\nendpoint_url = http://all:1\nignore_configured_endpoint_urls = true\n");
    expect_endpoint(&aws_sqs, "https://sqs.eu-west-1.amazonaws.com");
    setenv("AWS_PROFILE", "dev", 1);
    expect_endpoint(&aws_sqs, "http://all:1");
    expect_endpoint(&aws_dynamodb, "http://d:2");
    expect_endpoint(&aws_apigateway, "http://a:3");
    setenv("AWS_ENDPOINT_URL", "http://env:4", 1);
    expect_endpoint(&aws_dynamodb, "http://env:4");
    setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true", 1);
    expect_endpoint(&aws_dynamodb, "https://dynamodb.eu-west-1.amazonaws.com");
    unsetenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    setenv("AWS_PROFILE", "no", 1);
    expect_endpoint(&aws_sqs, "https://sqs.eu-west-1.amazonaws.com");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(keys, begin),
        cmocka_unit_test_setup(a_chain_of_roles, begin),
        cmocka_unit_test_setup(a_role_of_its_own_keys_or_of_a_source, begin),
        cmocka_unit_test_setup(roles_that_cannot_be_assumed, begin),
        cmocka_unit_test_setup(a_web_identity, begin),
        cmocka_unit_test_setup(single_sign_on, begin),
        cmocka_unit_test_setup(processes, begin),
        cmocka_unit_test_setup(endpoints_in_the_files, begin),
    };
    static const char *const below[] = { ".aws", ".aws/sso", ".aws/sso/cache" };
    char path[256], command[64];
    int failed;

    if (!mkdtemp(folder)) return 1;
    for (size_t i = 0; i < sizeof below / sizeof *below; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, below[i]);
        mkdir(path, 0700);
    }
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) ? 1 : failed;
}
