/* S3 as streams and files, and CloudFront's XML, against a scripted server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/sdk/aws_digest.h"
#include "app/sdk/cloudfront_client.h"
#include "app/sdk/s3_client.h"
#include "tests/support/app/scripted_server.h"

#define OK      "HTTP/1.1 200 OK\r\n\r\n"
#define FAILURE "HTTP/1.1 500 Oops\r\n\r\n<Error><Code>InternalError</Code><Message>again</Message></Error>"
#define MISSING \
    "HTTP/1.1 404 No\r\n\r\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>"

static struct scripted_server *server;
static struct aws_client *client;
static struct aws_error error;

static void start(const char *const *answers, size_t count)
{
    server = scripted_server_start(answers, count);
    client = aws_client_new_with(&(struct aws_config){ .region = "eu-west-1",
                                                       .endpoint = scripted_server_url(server),
                                                       .access_key_id = "AK",
                                                       .secret_access_key = "SK" },
                                 &error);
    assert_non_null(client);
}

static void stop(size_t requests)
{
    assert_int_equal(scripted_server_request_count(server), requests);
    aws_client_free(client);
    scripted_server_stop(server);
}

static void expect_request(size_t index, const char *part)
{
    if (!strstr(scripted_server_request(server, index), part))
        fail_msg("%s is not in:\n%s", part, scripted_server_request(server, index));
}

/* A source of letters. */
struct letters {
    size_t left;
    size_t all;
    unsigned rewinds;
};

static size_t letters_read(void *arg, char *buffer, size_t size)
{
    struct letters *letters = arg;
    size_t length = letters->left < size ? letters->left : size;

    if (length > 7) length = 7; /* piece by piece */
    memset(buffer, 'a', length);
    letters->left -= length;
    return length;
}

static bool letters_rewind(void *arg)
{
    struct letters *letters = arg;

    letters->left = letters->all;
    letters->rewinds++;
    return true;
}

static size_t failing_read(void *arg, char *buffer, size_t size)
{
    (void)arg;
    (void)buffer;
    (void)size;
    return AWS_HTTP_READ_FAILED;
}

static const struct s3_object object = { "bucket", "a dir/ü+.txt", "text/plain", "no-cache" };

/* It is signed by the digest of its bytes, and sent again from the beginning. */
static void a_stream_is_put_and_repeated(void **state)
{
    static const char *const answers[] = { FAILURE, OK };
    struct letters letters = { 100, 100, 0 };
    struct aws_http_source source = { letters_read, letters_rewind, &letters, 100 };
    char hash[AWS_SHA256_HEX], header[128], hundred[101] = "";

    (void)state;
    start(answers, 2);
    assert_int_equal(s3_put_object(client, &object, &source, &error), 0);
    memset(hundred, 'a', 100);
    aws_sha256_hex(hundred, 100, hash);
    snprintf(header, sizeof header, "X-Amz-Content-Sha256: %s\r\n", hash);
    for (size_t i = 0; i < 2; i++) {
        expect_request(i, "PUT /bucket/a%20dir/%C3%BC%2B.txt HTTP/1.1\r\n");
        expect_request(i, header);
        expect_request(i, "Content-Length: 100\r\n");
        expect_request(i, "Content-Type: text/plain\r\n");
        expect_request(i, "Cache-Control: no-cache\r\n");
        expect_request(i, hundred);
        expect_request(i, "/eu-west-1/s3/aws4_request");
    }
    stop(2);
}

static void a_stream_that_does_not_rewind_is_sent_once_and_unsigned(void **state)
{
    static const char *const answers[] = { FAILURE, OK };
    struct letters letters = { 100, 100, 0 };
    struct aws_http_source source = { letters_read, NULL, &letters, 100 };

    (void)state;
    start(answers, 2);
    assert_int_equal(s3_put_object(client, &object, &source, &error), -1);
    assert_string_equal(error.code, "InternalError");
    expect_request(0, "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\n");
    stop(1);
}

static void a_source_that_fails_is_told(void **state)
{
    struct aws_http_source source = { failing_read, letters_rewind, &(struct letters){ 0 }, 5 };

    (void)state;
    start(NULL, 0);
    assert_int_equal(s3_put_object(client, &object, &source, &error), -1);
    assert_string_equal(error.message, "the body cannot be read");
    stop(0);
}

static void files_are_put_and_got(void **state)
{
    static const char *const answers[] = { OK, "HTTP/1.1 200 OK\r\n\r\nits content", MISSING, OK };
    char path[] = "/tmp/s3-file-XXXXXX", got[64];
    int descriptor = mkstemp(path);
    FILE *file;

    (void)state;
    assert_true(descriptor >= 0 && write(descriptor, "content", 7) == 7);
    close(descriptor);
    start(answers, 4);
    assert_int_equal(s3_put_file(client, &object, path, &error), 0);
    expect_request(0, "\r\n\r\ncontent");
    assert_int_equal(s3_get_file(client, "bucket", "k", path, &error), 0);
    file = fopen(path, "re");
    assert_non_null(file);
    assert_non_null(fgets(got, sizeof got, file));
    fclose(file);
    assert_string_equal(got, "its content");
    /* one that is not there leaves the file as it was, and nothing beside it */
    assert_int_equal(s3_get_file(client, "bucket", "k", path, &error), -1);
    assert_string_equal(error.code, S3_NO_SUCH_KEY);
    snprintf(got, sizeof got, "%s.part", path);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(access(got, F_OK), -1);
    assert_int_equal(s3_put_file(client, &object, "/nonexistent", &error), -1);
    assert_int_equal(s3_delete_object(client, "bucket", "k", &error), 0);
    expect_request(3, "DELETE /bucket/k ");
    unlink(path);
    stop(4);
}

struct taken {
    char bytes[64];
    size_t length;
    size_t max;
};

static bool take(void *arg, const char *bytes, size_t length)
{
    struct taken *taken = arg;

    if (taken->length + length > taken->max) return false;
    memcpy(taken->bytes + taken->length, bytes, length);
    taken->length += length;
    return true;
}

/* A failure before the first byte is repeated; its body does not reach the sink. */
static void an_answer_streams_once(void **state)
{
    static const char *const answers[] = { FAILURE, "HTTP/1.1 200 OK\r\n\r\nall of it",
                                           "HTTP/1.1 200 OK\r\n\r\nall of it" };
    struct taken taken = { .max = sizeof taken.bytes };
    struct aws_http_sink sink = { take, &taken };

    (void)state;
    start(answers, 3);
    assert_int_equal(s3_get_object(client, "bucket", "k", &sink, &error), 0);
    assert_int_equal(taken.length, 9);
    assert_memory_equal(taken.bytes, "all of it", 9);
    taken = (struct taken){ .max = 3 }; /* it takes no more */
    assert_int_equal(s3_get_object(client, "bucket", "k", &sink, &error), -1);
    stop(3);
}

static bool see(void *arg, const struct s3_listed *listed)
{
    struct text *seen = arg;

    text_printf(seen, "%s=%s;", listed->key, listed->etag);
    return strcmp(listed->key, "last") != 0;
}

static void lists_go_from_page_to_page(void **state)
{
    static const char *const answers[] = {
        OK
        "<ListBucketResult><Name>b</Name><NextContinuationToken>t/1</NextContinuationToken><Contents><Key>a&amp;b</Key>"
        "<ETag>&quot;e1&quot;</ETag></Contents></ListBucketResult>",
        OK
        "<ListBucketResult><NextContinuationToken>t2</NextContinuationToken><Contents><Key>c</Key><ETag>e2</ETag></Contents>"
        "<Contents><Key>last</Key><ETag>\"e3\"</ETag></Contents><Contents><Key>more</Key></Contents></ListBucketResult>",
    };
    struct text seen;

    (void)state;
    text_init(&seen, 1024);
    start(answers, 2);
    assert_int_equal(s3_list_objects(client, "b", "p/", see, &seen, &error), 0);
    assert_string_equal(text_string(&seen), "a&b=e1;c=e2;last=e3;");
    expect_request(0, "GET /b?list-type=2&prefix=p%2F ");
    expect_request(1, "&continuation-token=t%2F1 ");
    text_release(&seen);
    stop(2);
}

static void configurations_in_xml(void **state)
{
    cJSON *config = cJSON_Parse(
        "{\"CallerReference\":\"a<&>b\",\"Aliases\":[],\"Origins\":[{\"Id\":\"o\",\"OriginSslProtocols\":[\"TLSv1.2\"]}],"
        "\"AllowedMethods\":[\"GET\"],\"CachedMethods\":[\"HEAD\"],\"Enabled\":true,\"HTTPPort\":80}");
    struct text out;

    (void)state;
    text_init(&out, 4096);
    cloudfront_write_document(&out, "DistributionConfig", config);
    assert_string_equal(
        text_string(&out),
        "<DistributionConfig xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><CallerReference>a&lt;&amp;&gt;b</CallerReference>"
        "<Aliases><Quantity>0</Quantity></Aliases><Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><OriginSslProtocols>"
        "<Quantity>1</Quantity><Items><SslProtocol>TLSv1.2</SslProtocol></Items></OriginSslProtocols></Origin></Items></Origins>"
        "<AllowedMethods><Quantity>1</Quantity><Items><Method>GET</Method></Items><CachedMethods><Quantity>1</Quantity><Items>"
        "<Method>HEAD</Method></Items></CachedMethods></AllowedMethods><Enabled>true</Enabled><HTTPPort>80</HTTPPort></DistributionConfig>");
    text_release(&out);
    cJSON_Delete(config);
}

static void an_invalidation(void **state)
{
    static const char *const answers[] = { "HTTP/1.1 201 Created\r\n\r\n<Invalidation/>" };

    (void)state;
    start(answers, 1);
    assert_int_equal(cloudfront_invalidate(client, "E1", "/*", "r1", &error), 0);
    expect_request(0, "POST /2020-05-31/distribution/E1/invalidation ");
    expect_request(
        0, "<Paths><Quantity>1</Quantity><Items><Path>/*</Path></Items></Paths><CallerReference>r1</CallerReference>");
    expect_request(0, "/us-east-1/cloudfront/aws4_request");
    stop(1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stream_is_put_and_repeated),
        cmocka_unit_test(a_stream_that_does_not_rewind_is_sent_once_and_unsigned),
        cmocka_unit_test(a_source_that_fails_is_told),
        cmocka_unit_test(files_are_put_and_got),
        cmocka_unit_test(an_answer_streams_once),
        cmocka_unit_test(lists_go_from_page_to_page),
        cmocka_unit_test(configurations_in_xml),
        cmocka_unit_test(an_invalidation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
