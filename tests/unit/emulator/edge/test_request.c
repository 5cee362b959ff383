/* Requests as bytes, answers as bytes: who asks, which service, which operation, and what is answered when there is
 * none. */
#include "tests/support/emulator/world.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "emulator/base/times.h"
#include "emulator/edge/browser.h"
#include "emulator/edge/request.h"
#include "emulator/wire/signature.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/loopback.h"

#define AUTHORIZATION(key, service)                                                  \
    "Authorization: AWS4-HMAC-SHA256 Credential=" key "/20261124/us-east-1/" service \
    "/aws4_request, SignedHeaders=host, Signature=0\r\n"

static struct loopback l;

static int end(void **state)
{
    loopback_release(&l);
    return world_teardown(state);
}

static struct doc *body(void)
{
    struct doc *d = json_parse(&l.arena, buf_span(&l.response.body), NULL);

    if (!d) fail_msg("%.*s", SPAN_ARG(buf_span(&l.response.body)));
    return d;
}

static void is(int status, const char *type, const char *message)
{
    struct span given =
        doc_get_str(body(), "message").data ? doc_get_str(body(), "message") : doc_get_str(body(), "Message");

    assert_int_equal(l.response.status, status);
    if (type) assert_span_equal(doc_get_str(body(), "__type"), type);
    if (message) assert_span_equal(given, message);
}

/* --- who ---------------------------------------------------------------------------------------------------------- */

static const char *caller(const char *authorization)
{
    loopback_send(&l, "POST / HTTP/1.1\r\nHost: h\r\n%s\r\nAction=GetCallerIdentity&Version=2011-06-15", authorization);
    assert_int_equal(l.response.status, 200);
    return arena_string(&l.arena, loopback_xml(&l, "Arn"));
}

static void a_key_id_of_twelve_digits_is_the_account(void **state)
{
    (void)state;
    assert_string_equal(caller(AUTHORIZATION("123456789012", "sts")), "arn:aws:iam::123456789012:root");
    assert_string_equal(caller(AUTHORIZATION("test", "sts")), "arn:aws:iam::000000000000:root");
    assert_string_equal(caller(AUTHORIZATION("12345678901", "sts")), "arn:aws:iam::000000000000:root");
    assert_string_equal(caller(AUTHORIZATION("12345678901x", "sts")), "arn:aws:iam::000000000000:root");
    assert_string_equal(caller(AUTHORIZATION("1234567890123", "sts")), "arn:aws:iam::000000000000:root");
}

/* Sessions go with a reset, and a day after their end; then their keys are not anybody's. */
static void a_key_of_a_session_that_is_gone_is_nobodys(void **state)
{
    (void)state;
    loopback_send(&l, "POST / HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION(
                          "ASIANUBEABCDEFGHIJKL", "sts") "\r\n"
                                                         "Action=GetCallerIdentity&Version=2011-06-15");
    assert_int_equal(l.response.status, 403);
    assert_span_equal(loopback_xml(&l, "Code"), "InvalidClientTokenId");
    assert_string_equal(caller(AUTHORIZATION("ASIAABCDEFGHIJKLMNOP", "sts")), "arn:aws:iam::000000000000:root");
}

static void a_request_must_be_signed_somehow(void **state)
{
    (void)state;
    loopback_send(&l, "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.ListQueues\r\n\r\n{}");
    is(400, NULL, "Request is missing Authentication Token");
    assert_non_null(strstr(doc_get_cstr(body(), "__type"), "MissingAuthenticationToken"));
    loopback_send(&l, "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nAuthorization: x\r\n\r\n{}");
    is(400, NULL, "Request is missing Authentication Token");
    loopback_send(
        &l, "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.ListQueues\r\nAuthorization: AWS4-x\r\n\r\n{}");
    assert_non_null(strstr(doc_get_cstr(body(), "__type"), "IncompleteSignature"));
    loopback_send(&l, "POST /?X-Amz-Algorithm=a HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.ListQueues\r\n"
                      "Authorization: x\r\n\r\n{}");
    assert_non_null(strstr(doc_get_cstr(body(), "__type"), "InvalidSignature"));
    loopback_send(&l, "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.Nonsense\r\n\r\n{}");
    is(400, "com.amazon.coral.service#UnknownOperationException", NULL);
    loopback_send(&l, "POST / HTTP/1.1\r\nHost: h\r\n\r\nAction=CreateTopic&Name=t");
    assert_int_equal(l.response.status, 403);
    assert_span_equal(loopback_xml(&l, "Code"), "MissingAuthenticationToken");
}

/* --- issued keys -------------------------------------------------------------------------------------------------- */

struct session {
    char key[32], secret[64], token[512];
};

static struct session session_new(void)
{
    struct session s = { 0 };
    struct call *c = ask(
        "sts", "AssumeRole",
        "{\"RoleArn\":\"arn:aws:iam::000000000000:role/worker\",\"RoleSessionName\":\"shift\",\"DurationSeconds\":900}");
    struct doc *d = doc_get(c->out, "Credentials");

    if (c->fault.kind) fail_msg("%s", c->fault.message);
    strcpy(s.key, doc_get_cstr(d, "AccessKeyId"));
    strcpy(s.secret, doc_get_cstr(d, "SecretAccessKey"));
    strcpy(s.token, doc_get_cstr(d, "SessionToken"));
    call_free(c);
    return s;
}

static int begin_with_role(void **state)
{
    int rc = world_setup(state); /* signatures count by the machine's time */

    must(
        "iam", "CreateRole",
        "{\"RoleName\":\"worker\",\"AssumeRolePolicyDocument\":\"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"sts:AssumeRole\\\"}]}\"}");
    must(
        "iam", "PutRolePolicy",
        "{\"RoleName\":\"worker\",\"PolicyName\":\"list\",\"PolicyDocument\":\"{\\\"Version\\\":\\\"2012-10-17\\\","
        "\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"sns:ListTopics\\\",\\\"Resource\\\":\\\"*\\\"}}\"}");
    return rc;
}

/* Signs `signed_body`, `skew_ms` in the future, with these headers, in the scope of this date (NULL: that of the
 * time), and sends `sent` in its place. */
static void send_scoped(const struct session *s, int64_t skew_ms, const char *date, const char *headers,
                        const char *signed_body, const char *sent)
{
    struct arena a = { 0 };
    struct http_request r;
    struct signature found;
    char time[20], *text;
    time_t seconds = (time_t)((clock_real_ms() + skew_ms) / 1000);
    struct span signature;

    strftime(time, sizeof time, "%Y%m%dT%H%M%SZ", gmtime(&seconds));
    text = arena_printf(
        &a,
        "POST / HTTP/1.1\r\nHost: localhost:4566\r\nX-Amz-Date: %s\r\n%s%s%sAuthorization: AWS4-HMAC-SHA256 "
        "Credential=%s/%.8s/us-east-1/sts/aws4_request, SignedHeaders=%s, Signature=",
        time, *s->token ? "X-Amz-Security-Token: " : "", s->token, *s->token ? "\r\n" : "", s->key, date ? date : time,
        headers);
    loopback_parse(&r, &a, span_of(arena_printf(&a, "%s0\r\n\r\n%s", text, signed_body)));
    assert_int_equal(signature_parse(&r, &found), SIGNATURE_FOUND);
    signature = signature_calculate(
        &r, &found, signature_string_to_sign(&r, &found, signature_canonical_request(&r, &found)), span_of(s->secret));
    loopback_send(&l, "%s%.*s\r\n\r\n%s", text, SPAN_ARG(signature), sent);
    arena_release(&a);
}

/* As a client would. */
static void send_signed(const struct session *s, int64_t skew_ms, const char *signed_body, const char *sent)
{
    send_scoped(s, skew_ms, NULL, "host;x-amz-date", signed_body, sent);
}

#define WHO "Action=GetCallerIdentity&Version=2011-06-15"

static void refused(const char *code)
{
    assert_int_equal(l.response.status, 403);
    assert_span_equal(loopback_xml(&l, "Code"), code);
}

static void issued_keys_are_verified(void **state)
{
    struct session s = session_new(), other;

    (void)state;
    send_signed(&s, 0, WHO, WHO);
    assert_int_equal(l.response.status, 200);
    assert_span_equal(loopback_xml(&l, "Arn"), "arn:aws:sts::000000000000:assumed-role/worker/shift");
    send_signed(&s, 0, WHO, WHO "&x=y");
    refused("SignatureDoesNotMatch");
    other = s;
    other.secret[0] ^= 1;
    send_signed(&other, 0, WHO, WHO);
    refused("SignatureDoesNotMatch");
    other = s;
    other.token[0] ^= 1;
    send_signed(&other, 0, WHO, WHO);
    refused("InvalidClientTokenId");
    other = s;
    other.token[0] = '\0';
    send_signed(&other, 0, WHO, WHO);
    refused("InvalidClientTokenId");
    send_signed(&s, -16 * 60 * 1000, WHO, WHO);
    refused("SignatureDoesNotMatch");
    send_signed(&s, 16 * 60 * 1000, WHO, WHO);
    refused("SignatureDoesNotMatch");
    send_signed(&s, 14 * 60 * 1000, WHO, WHO);
    assert_int_equal(l.response.status, 200);
}

static void the_host_and_the_day_are_signed_too(void **state)
{
    struct session s = session_new();

    (void)state;
    send_scoped(&s, 0, NULL, "x-amz-date", WHO, WHO);
    refused("SignatureDoesNotMatch");
    assert_span_equal(loopback_xml(&l, "Message"),
                      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    send_scoped(&s, 0, "20150830", "host;x-amz-date", WHO, WHO);
    refused("SignatureDoesNotMatch");
    assert_true(span_starts(loopback_xml(&l, "Message"),
                            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                            "'20150830' != '20"));
}

/* Asks by a presigned URL of that age. */
static void send_presigned(const struct session *s, const char *service, const char *action, int64_t age_ms,
                           const char *expires)
{
    struct arena a = { 0 };
    struct http_request r;
    struct signature found;
    struct span time = time_basic(&a, clock_real_ms() - age_ms), signature;
    char *text = arena_printf(
        &a,
        "GET /?%s&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%s%%2F%.8s%%2Fus-east-1%%2F%s%%2Faws4_request&"
        "X-Amz-Date=%.*s%s%s&X-Amz-SignedHeaders=host&X-Amz-Security-Token=%.*s&X-Amz-Signature=",
        action, s->key, time.data, service, SPAN_ARG(time), expires ? "&X-Amz-Expires=" : "", expires ? expires : "",
        SPAN_ARG(http_encode(&a, span_of(s->token), "")));

    loopback_parse(&r, &a, span_of(arena_printf(&a, "%s0 HTTP/1.1\r\nHost: h\r\n\r\n", text)));
    assert_int_equal(signature_parse(&r, &found), SIGNATURE_FOUND);
    signature = signature_calculate(
        &r, &found, signature_string_to_sign(&r, &found, signature_canonical_request(&r, &found)), span_of(s->secret));
    loopback_send(&l, "%s%.*s HTTP/1.1\r\nHost: h\r\n\r\n", text, SPAN_ARG(signature));
    arena_release(&a);
}

static void the_message_is(const char *beginning, const char *end)
{
    struct span message = loopback_xml(&l, "Message");

    if (!span_starts(message, beginning) || !span_ends(message, end)) fail_msg("%.*s", SPAN_ARG(message));
}

static void a_presigned_url_is_good_as_long_as_it_says(void **state)
{
    static const char list[] = "Action=ListTopics&Version=2010-03-31";
    struct session s = session_new();

    (void)state;
    send_presigned(&s, "sns", list, 1000, "120");
    assert_int_equal(l.response.status, 200);
    send_presigned(&s, "sns", list, 121 * 1000, "120");
    refused("SignatureDoesNotMatch");
    the_message_is("Signature expired: 20", "Z - 2 min.)");
    send_presigned(&s, "sns", list, 31 * 1000, "30");
    the_message_is("Signature expired: 20", "Z - 30 sec.)");
    send_presigned(&s, "sns", list, 3600 * 1000, "7200");
    assert_int_equal(l.response.status, 200);
    send_presigned(&s, "sns", list, 14 * 60 * 1000, NULL);
    assert_int_equal(l.response.status, 200);
    send_presigned(&s, "sns", list, 16 * 60 * 1000, NULL);
    the_message_is("Signature expired: 20", "Z - 15 min.)");
    send_presigned(&s, "sns", list, -16 * 60 * 1000, "7200");
    the_message_is("Signature not yet current: 20", "Z + 15 min.)");
    send_presigned(&s, "sns", list, 0, "604801");
    the_message_is("X-Amz-Expires must be less than a week", "less than 604800 seconds");
    send_presigned(&s, "sns", list, 0, "soon");
    the_message_is("X-Amz-Expires should be a non-negative number.", "Got 'soon'.");
    send_presigned(&s, "sts", WHO, 14 * 60 * 1000, "60");
    assert_int_equal(l.response.status, 200);
}

static void issued_keys_expire_and_outlive_a_restart(void **state)
{
    struct session s = session_new();

    (void)state;
    world_stop();
    world_start();
    clock_advance(890 * 1000);
    send_signed(&s, 0, WHO, WHO);
    assert_int_equal(l.response.status, 200);
    clock_advance(20 * 1000);
    send_signed(&s, 0, WHO, WHO);
    refused("ExpiredToken");
}

/* --- which service, which operation ------------------------------------------------------------------------------- */

static void what_is_not_there_says_so(void **state)
{
    (void)state;
    loopback_json(&l, "sqs", "AmazonSQS.Nonsense", "{}");
    is(400, "com.amazon.coral.service#UnknownOperationException", NULL);
    loopback_json(&l, "dynamodb", "DynamoDB_20120810.DescribeTableReplicaAutoScaling", "{}");
    is(501, NULL, "The operation dynamodb:DescribeTableReplicaAutoScaling is not emulated by Nube");
    loopback_json(&l, "kinesis", "Kinesis_20131202.PutRecord", "{}");
    is(501, NULL, "The service kinesis is not emulated by Nube (PutRecord)");
    loopback_query(&l, "sqs", "Action=Nonsense");
    assert_int_equal(l.response.status, 400);
    assert_span_equal(loopback_xml(&l, "Code"), "InvalidAction");
    loopback_query(&l, "sts", "Action=AssumeRoot");
    assert_int_equal(l.response.status, 501);
    loopback_query(&l, "ec2", "Action=DescribeInstances");
    assert_int_equal(l.response.status, 501);
    loopback_send(&l, "GET /bucket/key HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION("test", "route53") "\r\n");
    assert_int_equal(l.response.status, 501);
    loopback_send(&l, "PATCH /nowhere HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION("test", "lambda") "\r\n");
    assert_int_equal(l.response.status, 404);
    is(404, NULL, "The operation lambda:PATCH /nowhere is unknown");
}

/* One that AWS has, of each service. */
static void what_aws_has_and_nube_lacks_says_so(void **state)
{
    static const struct {
        const char *line, *signing_name, *message;
    } rest[] = {
        { "GET /2025-11-30/capacity-providers", "lambda",
          "The operation lambda:ListCapacityProviders is not emulated by Nube" },
        { "GET /sdktypes", "apigateway", "The operation apigateway:GetSdkTypes is not emulated by Nube" },
        { "GET /restapis/a/stages/b/sdks/java", "apigateway",
          "The operation apigateway:GetSdk is not emulated by Nube" },
        { "GET /tags/arn%3Aaws%3Apipes", "pipes", "The operation pipes:ListTagsForResource is not emulated by Nube" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        loopback_send(&l,
                      "%s HTTP/1.1\r\nHost: h\r\nAuthorization: AWS4-HMAC-SHA256 "
                      "Credential=t/20261124/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=00\r\n\r\n",
                      rest[i].line, rest[i].signing_name);
        is(501, NULL, rest[i].message);
        assert_span_equal(loopback_header(&l, "x-amzn-ErrorType"), "NotImplementedException");
    }
    loopback_send(&l,
                  "GET /2020-05-31/key-value-store HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION("t", "cloudfront") "\r\n");
    assert_int_equal(l.response.status, 501);
    assert_span_equal(loopback_xml(&l, "Message"),
                      "The operation cloudfront:ListKeyValueStores is not emulated by Nube");
    loopback_query(&l, "iam", "Action=CreateDelegationRequest");
    assert_int_equal(l.response.status, 501);
    assert_span_equal(loopback_xml(&l, "Message"), "The operation iam:CreateDelegationRequest is not emulated by Nube");
}

static void the_protocol_follows_the_request(void **state)
{
    (void)state;
    loopback_json(&l, "sqs", "AmazonSQS.ListQueues", "{}");
    assert_int_equal(l.response.status, 200);
    assert_span_equal(loopback_header(&l, "Content-Type"), "application/x-amz-json-1.0");
    assert_int_equal(loopback_header(&l, "x-amzn-RequestId").size, 36);
    loopback_send(
        &l,
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Target: AmazonSQS.ListQueues\r\n" AUTHORIZATION(
            "t", "sqs") "\r\n");
    assert_span_equal(loopback_header(&l, "Content-Type"), "application/x-amz-json-1.1");
    loopback_query(&l, "sqs", "Action=ListQueues");
    assert_span_equal(loopback_header(&l, "Content-Type"), "text/xml");
    loopback_send(&l, "GET /?Action=ListTopics HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION("t", "sns") "\r\n");
    assert_int_equal(l.response.status, 200);
    assert_non_null(
        strstr(l.response.body.data, "<ListTopicsResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"));
    loopback_send(&l, "GET /2015-03-31/functions HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION("t", "lambda") "\r\n");
    assert_int_equal(l.response.status, 200);
    assert_span_equal(loopback_header(&l, "Content-Type"), "application/json");
}

static void bodies_that_are_no_json(void **state)
{
    (void)state;
    loopback_json(&l, "sqs", "AmazonSQS.ListQueues", "{");
    is(400, "com.amazon.coral.service#SerializationException", NULL);
    loopback_json(&l, "sqs", "AmazonSQS.ListQueues", "[]");
    is(400, "com.amazon.coral.service#SerializationException", "Start of structure or map expected");
    loopback_json(&l, "sqs", "AmazonSQS.ListQueues", "{\"QueueNamePrefix\":1}");
    is(400, "com.amazon.coral.service#SerializationException", "NUMBER_VALUE cannot be converted to String");
}

/* A C string ends at a NUL; a name does not. */
static void names_with_nuls_stay_whole_in_messages(void **state)
{
    static const struct {
        const char *service, *target, *body, *message;
        size_t size;
    } rows[] = {
#define ROW(service, target, body, message) { service, target, body, message, sizeof message - 1 }
        ROW("states", "AWSStepFunctions.CreateActivity", "{\"name\":\"\\u0000activity\"}",
            "Invalid Name: '\0activity'"),
        ROW("states", "AWSStepFunctions.DescribeActivity", "{\"activityArn\":\"a\\u0000b\"}",
            "Invalid Arn: 'Invalid ARN prefix: a\0b'"),
        ROW("dynamodb", "DynamoDB_20120810.DescribeTable", "{\"TableName\":\"a\\u0000b\"}",
            "1 validation error detected: Value 'a\0b' at 'tableName' failed to satisfy constraint: Member must satisfy "
            "regular expression pattern: [a-zA-Z0-9_.-]+"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct span told;
        loopback_json(&l, rows[i].service, rows[i].target, "%s", rows[i].body);
        assert_int_equal(l.response.status, 400);
        told = doc_get_str(body(), doc_get(body(), "message") ? "message" : "Message");
        if (!span_eq(told, (struct span){ rows[i].message, rows[i].size }))
            fail_msg("%s: %.*s", rows[i].body, SPAN_ARG(buf_span(&l.response.body)));
    }
}

/* Old clients of SQS send a target beside their form; curl says "form" of JSON. */
static void a_form_that_names_an_action_is_query_whatever_its_target(void **state)
{
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"
    (void)state;
    loopback_send(&l,
                  "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQSv20121105.ListQueues\r\n" FORM AUTHORIZATION(
                      "t", "sqs") "\r\nAction=ListQueues");
    assert_int_equal(l.response.status, 200);
    assert_span_equal(loopback_header(&l, "Content-Type"), "text/xml");
    loopback_send(&l, "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.ListQueues\r\n" FORM AUTHORIZATION(
                          "t", "sqs") "\r\n{\"QueueNamePrefix\":\"&Action=ListQueues\"}");
    assert_int_equal(l.response.status, 200);
    assert_span_equal(loopback_header(&l, "Content-Type"), "application/x-amz-json-1.0");
}

/* --- browsers ----------------------------------------------------------------------------------------------------- */

/* A tree in memory is many times its text: no service takes more than it could need. Lambda's packages are the largest
 * that one does. */
static void each_service_caps_its_bodies(void **state)
{
    (void)state;
    for (const struct service *const *s = services; *s; s++) {
        if (strcmp((*s)->name, "lambda") == 0) continue;
        if (!(*s)->body_bytes_max || (*s)->body_bytes_max > 16 * 1024 * 1024) fail_msg("%s", (*s)->name);
    }
}

static void a_body_beyond_its_services_cap_is_refused_before_it_is_read(void **state)
{
    size_t size = 5 * 1024 * 1024;
    char *large = malloc(size + 1);

    (void)state;
    memset(large, ' ', size);
    large[size] = '\0';
    loopback_send(
        &l, "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.ListQueues\r\n" AUTHORIZATION("t", "sqs") "\r\n%s{}",
        large);
    is(413, NULL, NULL);
    large[1024 * 1024] = '\0';
    loopback_send(
        &l, "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.ListQueues\r\n" AUTHORIZATION("t", "sqs") "\r\n%s{}",
        large);
    assert_int_equal(l.response.status, 200);
    free(large);
}

/* AWS: DynamoDB takes 16 KB of first line and headers, and says 400 by itself; a signature was not looked at. */
static void a_head_beyond_its_services_cap_is_refused(void **state)
{
    static const char form[] = "POST /?%s HTTP/1.1\r\nHost: h\r\nX-Amz-Target: %s\r\nX-Long: %s\r\n%s\r\n{}";
    char large[17 * 1024 + 1], small[15 * 1024 + 1];

    (void)state;
    memset(large, 'x', sizeof large);
    memset(small, 'x', sizeof small);
    large[sizeof large - 1] = small[sizeof small - 1] = '\0';
    loopback_send(&l, form, "", "DynamoDB_20120810.ListTables", large, "");
    is(400, "com.amazon.coral.service#BadRequest", NULL);
    loopback_send(&l, form, large, "DynamoDB_20120810.ListTables", "", "");
    is(400, "com.amazon.coral.service#BadRequest", NULL);
    loopback_send(&l, form, "", "DynamoDBStreams_20120810.ListStreams", large, AUTHORIZATION("t", "dynamodb"));
    is(400, "com.amazon.coral.service#BadRequest", NULL);
    loopback_send(&l, form, "", "DynamoDB_20120810.ListTables", small, AUTHORIZATION("t", "dynamodb"));
    assert_int_equal(l.response.status, 200);
    loopback_send(&l, form, "", "AmazonSQS.ListQueues", large, AUTHORIZATION("t", "sqs"));
    assert_int_equal(l.response.status, 200);
}

static int from(const char *host, const char *marks)
{
    loopback_send(
        &l,
        "POST / HTTP/1.1\r\nHost: %s\r\n%sX-Amz-Target: AmazonSQS.ListQueues\r\n" AUTHORIZATION("t", "sqs") "\r\n{}",
        host, marks);
    return l.response.status;
}

static void pages_from_elsewhere_are_kept_out(void **state)
{
    static const struct {
        const char *host, *marks;
        int status;
    } rows[] = {
        { "127.0.0.1:4566", "", 200 }, /* an SDK */
        { "192.168.1.7:4566", "", 200 },
        { "[fe80::1]:4566", "", 200 },
        { "localhost.localstack.cloud:4566", "", 200 },
        { "sqs.eu-west-1.localhost.localstack.cloud:4566", "", 200 },
        { "sqs.us-east-1.amazonaws.com", "", 200 },
        { "host.docker.internal:4566", "", 200 },
        { "LocalHost:4566", "", 200 },
        { "anything.example", "", 403 }, /* a page by its own name, whose GETs are not marked */
        { "evilamazonaws.com", "", 403 },
        { "localhost.evil.example", "", 403 },
        { "127.0.0.1.evil.example", "", 403 },
        { "[::1]evil.example", "", 403 },
        { "nube:4566", "", 200 },
        { "localhost:4566", "Origin: http://localhost:3000\r\n", 200 },
        { "127.0.0.1:4566", "Origin: http://localhost:3000\r\n", 200 },
        { "[::1]:4566", "Origin: http://[::1]:3000\r\n", 200 },
        { "shop.localhost:4566", "Origin: https://shop.localhost\r\n", 200 },
        { "localhost:4566", "Sec-Fetch-Site: same-origin\r\n", 200 },
        { "localhost:4566", "Sec-Fetch-Site: none\r\n", 200 },
        { "localhost:4566", "Origin: https://evil.example\r\n", 403 },
        { "localhost:4566", "Origin: http://localhost.evil.example\r\n", 403 },
        { "localhost:4566", "Origin: http://evillocalhost\r\n", 403 },
        { "localhost:4566", "Origin: null\r\n", 403 },
        { "localhost:4566", "Origin: http://[::1]evil.example\r\n", 403 },
        { "localhost:4566", "Origin: file://localhost\r\n", 403 },
        { "localhost:4566", "Sec-Fetch-Site: cross-site\r\n", 403 },
        { "localhost:4566", "Sec-Fetch-Site: same-site\r\n", 403 },
        { "localhost:4566", "Origin: https://evil.example\r\nSec-Fetch-Site: same-origin\r\n", 403 },
        /* DNS rebinding: the page's own name leads here */
        { "evil.example:4566", "Origin: http://evil.example:4566\r\n", 403 },
        { "evil.example:4566", "Sec-Fetch-Site: same-origin\r\n", 403 },
        { "evil.example", "Origin: http://localhost\r\n", 403 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (from(rows[i].host, rows[i].marks) != rows[i].status)
            fail_msg("%s %s: %d", rows[i].host, rows[i].marks, l.response.status);
    browser_allow("https://shop.example");
    assert_int_equal(from("localhost", "Origin: https://shop.example\r\n"), 200);
    assert_int_equal(from("localhost", "Origin: https://shop.example.evil\r\n"), 403);
    browser_allow("*");
    assert_int_equal(from("any.example", "Origin: https://any.example\r\n"), 200);
    browser_allow(NULL);
    browser_allow_hosts("aws.test,*.b.test");
    assert_int_equal(from("aws.test:1", ""), 200);
    assert_int_equal(from("a.b.test", "Origin: http://localhost\r\n"), 200);
    assert_int_equal(from("xaws.test", ""), 403);
    browser_allow_hosts(NULL);
}

static void header_is(const char *name, const char *value)
{
    assert_span_equal(http_response_header_find(&l.response, name), value);
}

static void allowed_pages_get_what_their_browsers_ask_for(void **state)
{
    (void)state;
    from("localhost", "Origin: http://localhost:3000\r\n");
    header_is("Access-Control-Allow-Origin", "http://localhost:3000");
    header_is("Vary", "Origin");
    from("localhost", "");
    assert_null(http_response_header_find(&l.response, "Access-Control-Allow-Origin").data);
    loopback_send(&l, "OPTIONS / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:3000\r\n"
                      "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-amz-target\r\n\r\n");
    assert_int_equal(l.response.status, 204);
    header_is("Access-Control-Allow-Headers", "x-amz-target");
    assert_non_null(
        strstr(arena_string(&l.arena, http_response_header_find(&l.response, "Access-Control-Allow-Methods")), "POST"));
    loopback_send(&l, "OPTIONS / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
                      "Access-Control-Request-Method: POST\r\n\r\n");
    assert_int_equal(l.response.status, 403);
    assert_null(http_response_header_find(&l.response, "Access-Control-Allow-Origin").data);
}

/* --- Nube's own pages --------------------------------------------------------------------------------------------- */

static void own_pages(void **state)
{
    (void)state;
    loopback_send(&l, "GET /_nube/health HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(l.response.status, 200);
    assert_span_equal(doc_get_str(doc_get(body(), "services"), "sqs"), "running");
    loopback_send(&l, "GET /_nube/none HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(l.response.status, 404);
    loopback_send(&l, "GET /_nube/reset HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(l.response.status, 405);
    loopback_send(&l, "HEAD /_localstack/health HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(l.response.status, 200);
    loopback_send(&l, "HEAD /_nube/reset HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(l.response.status, 405);
    must("sqs", "CreateQueue", "{\"QueueName\":\"q\"}");
    loopback_send(&l, "POST /_nube/reset HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(l.response.status, 200);
    must_fail("QueueDoesNotExist", "", "sqs", "GetQueueUrl", "{\"QueueName\":\"q\"}");
    loopback_send(&l, "POST /_nube/reset HTTP/1.1\r\nHost: h\r\nOrigin: http://evil.example\r\n\r\n");
    assert_int_equal(l.response.status, 403);
}

static void pages_of_localstacks_scripts(void **state)
{
    (void)state;
    loopback_send(&l, "GET /_localstack/init/ready HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_true(doc_get_bool(body(), "completed", false));
    loopback_send(&l, "GET /_localstack/init HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_true(doc_get_bool(doc_get(body(), "completed"), "READY", false));
    loopback_send(&l, "GET /_localstack/info HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_span_equal(doc_get_str(body(), "edition"), "nube");
    loopback_send(&l, "GET /_aws/lambda/runtimes HTTP/1.1\r\nHost: h\r\n\r\n");
    is(404, NULL, "Nube has no such page");
    loopback_send(&l, "GET /favicon.ico HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(l.response.status, 404);
}

static void the_front_page_links_the_others_and_escapes_its_host(void **state)
{
    const char *text;

    (void)state;
    loopback_send(&l, "GET / HTTP/1.1\r\nHost: a<b\r\n\r\n");
    assert_int_equal(l.response.status, 200);
    text = arena_string(&l.arena, buf_span(&l.response.body));
    assert_non_null(strstr(text, "export AWS_ENDPOINT_URL=http://a&lt;b"));
    assert_non_null(strstr(text, "AWS_DEFAULT_REGION"));
    assert_non_null(strstr(text, "href=\"/_nube/mail\""));
    loopback_send(
        &l, "GET / HTTP/1.1\r\nHost: h\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\n" AUTHORIZATION("t", "s3") "\r\n");
    assert_non_null(strstr(arena_string(&l.arena, buf_span(&l.response.body)), "<ListAllMyBucketsResult"));
}

static void what_nube_lacks_is_counted_by_its_public_name_in_its_protocol(void **state)
{
    struct doc *lacking;

    (void)state;
    for (int i = 0; i < 2; i++)
        loopback_send(&l, "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: TrentService.CreateKey\r\n" AUTHORIZATION(
                              "t", "kms") "\r\n{}");
    is(501, NULL, "The service kms is not emulated by Nube (CreateKey)");
    loopback_send(&l, "GET /bucket HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION("t", "route53") "\r\n");
    assert_int_equal(l.response.status, 501);
    assert_span_equal(loopback_xml(&l, "Code"), "NotImplementedException");
    loopback_send(&l, "GET /_nube/calls HTTP/1.1\r\nHost: h\r\n\r\n");
    lacking = doc_get(body(), "notEmulated");
    assert_int_equal(doc_get_int(lacking, "kms CreateKey", 0), 2);
    assert_int_equal(doc_get_int(lacking, "route53 GET /bucket", 0), 1);
    loopback_send(&l, "POST /_nube/reset HTTP/1.1\r\nHost: h\r\n\r\n");
    loopback_send(&l, "GET /_nube/calls HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(doc_count(doc_get(body(), "notEmulated")), 0);
}

static void clock_says(const char *change, int status, const char *now)
{
    loopback_send(&l, "POST /_nube/clock HTTP/1.1\r\nHost: h\r\n\r\n%s", change);
    if (l.response.status != status) fail_msg("%s: %d", change, l.response.status);
    if (now) assert_span_equal(doc_get_str(body(), "now"), now);
}

static void the_clock_page_moves_it(void **state)
{
    static const char *const wrong[] = { "",
                                         "{}",
                                         "[]",
                                         "x",
                                         "{\"advance\":-1}",
                                         "{\"advance\":\"1\"}",
                                         "{\"advance\":1e300}",
                                         "{\"set\":\"x\"}",
                                         "{\"set\":-1}",
                                         "{\"set\":1e300}",
                                         "{\"freeze\":1}",
                                         "{\"skip\":\"x\"}" };

    (void)state;
    clock_says("{\"freeze\":true}", 200, NULL);
    clock_says("{\"set\":\"2030-01-02T03:04:05Z\"}", 200, "2030-01-02T03:04:05.000Z");
    clock_says("{\"set\":0}", 200, "1970-01-01T00:00:00.000Z");
    clock_says("{\"advance\":1.5}", 200, "1970-01-01T00:00:01.500Z");
    clock_says("{\"skip\":\"next\"}", 200, NULL); /* without a timer it stands */
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) clock_says(wrong[i], 400, NULL);
    loopback_send(&l, "GET /_nube/clock HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_true(doc_get_bool(body(), "frozen", false));
    assert_true(clock_is_frozen());
}

static void the_clock_page_tells_who_waits(void **state)
{
    struct pending *p;

    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"q\"}");
    world_quiesce(0);
    loopback_send(&l, "GET /_nube/clock HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(doc_get_int(body(), "waitingCalls", -1), 0);
    assert_null(doc_get(body(), "busy"));
    p = pending_start(call_prepare("sqs", "ReceiveMessage",
                                   "{\"QueueUrl\":\"http://localhost:4566/000000000000/q\",\"WaitTimeSeconds\":20}"));
    world_quiesce(1);
    loopback_send(&l, "GET /_nube/clock HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(doc_get_int(body(), "waitingCalls", -1), 1);
    assert_null(doc_get(body(), "busy"));
    must("sqs", "SendMessage", "{\"QueueUrl\":\"http://localhost:4566/000000000000/q\",\"MessageBody\":\"x\"}");
    call_free(pending_end(p));
}

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static int gate_pass(struct db *db, void *arg)
{
    (void)db;
    (void)arg;
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    return 0;
}

static void *write_behind_gate(void *unused)
{
    assert(store_write(gate_pass, NULL) == STORE_COMMITTED);
    return unused;
}

static bool clock_page_says_that_the_writer_writes(void)
{
    loopback_send(&l, "GET /_nube/clock HTTP/1.1\r\nHost: h\r\n\r\n");
    return span_is(doc_get_str(body(), "busy"), "the writer writes");
}

static void the_clock_page_tells_what_goes_on(void **state)
{
    pthread_t thread;

    (void)state;
    world_quiesce(0);
    pthread_mutex_lock(&gate);
    assert_int_equal(pthread_create(&thread, NULL, write_behind_gate, NULL), 0);
    assert_soon(clock_page_says_that_the_writer_writes());
    pthread_mutex_unlock(&gate);
    pthread_join(thread, NULL);
    world_quiesce(0);
    assert_false(clock_page_says_that_the_writer_writes());
}

/* --- stopping ----------------------------------------------------------------------------------------------------- */

static void refuse(const char *bytes)
{
    loopback_release(&l);
    loopback_parse(&l.request, &l.arena, span_of(bytes));
    l.response = (struct http_response){ .status = 200, .arena = &l.arena };
    request_refuse(&l.request, &l.response, 503, NULL);
}

static void who_comes_when_it_stops_is_told_in_his_own_protocol(void **state)
{
    static const char words[] = "The request has failed due to a temporary failure of the server.";

    (void)state;
    refuse(
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AmazonSQS.SendMessage\r\n" AUTHORIZATION(
            "test", "sqs") "\r\n{}");
    is(503, "com.amazonaws.sqs#ServiceUnavailableException", words);
    assert_span_equal(loopback_header(&l, "Content-Type"), "application/x-amz-json-1.0");
    assert_span_equal(loopback_header(&l, "x-amzn-query-error"), "ServiceUnavailable;Receiver");
    refuse("POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: Nobody.Knows\r\n\r\n{}");
    is(503, "ServiceUnavailableException", words);
    refuse("POST / HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION("test", "sns") "\r\nAction=Publish&Message=m");
    assert_int_equal(l.response.status, 503);
    assert_span_equal(loopback_header(&l, "Content-Type"), "text/xml");
    assert_span_equal(loopback_xml(&l, "Code"), "ServiceUnavailable");
    assert_span_equal(loopback_xml(&l, "Type"), "Receiver");
    assert_span_equal(loopback_xml(&l, "Message"), words);
    refuse("GET /2015-03-31/functions HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION("test", "lambda") "\r\n");
    is(503, NULL, words);
    assert_span_equal(loopback_header(&l, "x-amzn-ErrorType"), "ServiceUnavailableException");
    refuse("GET /restapis/a/b/_user_request_/orders HTTP/1.1\r\nHost: h\r\n\r\n");
    is(503, NULL, words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_key_id_of_twelve_digits_is_the_account, world_setup, end),
        cmocka_unit_test_setup_teardown(a_key_of_a_session_that_is_gone_is_nobodys, world_setup, end),
        cmocka_unit_test_setup_teardown(a_request_must_be_signed_somehow, world_setup, end),
        cmocka_unit_test_setup_teardown(issued_keys_are_verified, begin_with_role, end),
        cmocka_unit_test_setup_teardown(the_host_and_the_day_are_signed_too, begin_with_role, end),
        cmocka_unit_test_setup_teardown(a_presigned_url_is_good_as_long_as_it_says, begin_with_role, end),
        cmocka_unit_test_setup_teardown(issued_keys_expire_and_outlive_a_restart, begin_with_role, end),
        cmocka_unit_test_setup_teardown(what_is_not_there_says_so, world_setup, end),
        cmocka_unit_test_setup_teardown(what_aws_has_and_nube_lacks_says_so, world_setup, end),
        cmocka_unit_test_setup_teardown(the_protocol_follows_the_request, world_setup, end),
        cmocka_unit_test_setup_teardown(bodies_that_are_no_json, world_setup, end),
        cmocka_unit_test_setup_teardown(names_with_nuls_stay_whole_in_messages, world_setup, end),
        cmocka_unit_test_setup_teardown(a_form_that_names_an_action_is_query_whatever_its_target, world_setup, end),
        cmocka_unit_test_setup_teardown(each_service_caps_its_bodies, world_setup, end),
        cmocka_unit_test_setup_teardown(a_body_beyond_its_services_cap_is_refused_before_it_is_read, world_setup, end),
        cmocka_unit_test_setup_teardown(a_head_beyond_its_services_cap_is_refused, world_setup, end),
        cmocka_unit_test_setup_teardown(pages_from_elsewhere_are_kept_out, world_setup, end),
        cmocka_unit_test_setup_teardown(allowed_pages_get_what_their_browsers_ask_for, world_setup, end),
        cmocka_unit_test_setup_teardown(own_pages, world_setup, end),
        cmocka_unit_test_setup_teardown(pages_of_localstacks_scripts, world_setup, end),
        cmocka_unit_test_setup_teardown(the_front_page_links_the_others_and_escapes_its_host, world_setup, end),
        cmocka_unit_test_setup_teardown(what_nube_lacks_is_counted_by_its_public_name_in_its_protocol, world_setup,
                                        end),
        cmocka_unit_test_setup_teardown(the_clock_page_moves_it, world_setup, end),
        cmocka_unit_test_setup_teardown(the_clock_page_tells_who_waits, world_setup_frozen, end),
        cmocka_unit_test_setup_teardown(the_clock_page_tells_what_goes_on, world_setup_frozen, end),
        cmocka_unit_test_setup_teardown(who_comes_when_it_stops_is_told_in_his_own_protocol, world_setup, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
