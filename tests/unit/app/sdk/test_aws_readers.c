/* The small readers and codings under the SDK: endpoints, errors, XML, base64, pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_endpoint.h"
#include "app/sdk/aws_error.h"
#include "app/sdk/aws_http.h"
#include "app/sdk/aws_pages.h"
#include "app/sdk/aws_partition.h"
#include "app/sdk/aws_services.h"
#include "app/sdk/aws_xml.h"

static void endpoints_of_services(void **state)
{
    char url[AWS_ENDPOINT_SIZE], small[8];

    (void)state;
    unsetenv("AWS_ENDPOINT_URL");
    assert_true(aws_endpoint_url(&aws_sqs, "eu-west-1", url, sizeof url));
    assert_string_equal(url, "https://sqs.eu-west-1.amazonaws.com");
    assert_true(aws_endpoint_url(&aws_iam, "eu-west-1", url, sizeof url));
    assert_string_equal(url, "https://iam.amazonaws.com");
    setenv("AWS_ENDPOINT_URL", "http://localhost:4566//", 1);
    assert_true(aws_endpoint_url(&aws_iam, "eu-west-1", url, sizeof url));
    assert_string_equal(url, "http://localhost:4566");
    setenv("AWS_ENDPOINT_URL_SQS", "http://queue", 1);
    assert_true(aws_endpoint_url(&aws_sqs, "eu-west-1", url, sizeof url));
    assert_string_equal(url, "http://queue");
    assert_false(aws_endpoint_url(&aws_sqs, "eu-west-1", small, sizeof small));
    unsetenv("AWS_ENDPOINT_URL_SQS");
    unsetenv("AWS_ENDPOINT_URL");
}

static void expect_endpoint(const struct aws_service *service, const char *region, const char *url,
                            const char *signing_region)
{
    char found[AWS_ENDPOINT_SIZE];

    assert_true(aws_endpoint_url(service, region, found, sizeof found));
    assert_string_equal(found, url);
    assert_string_equal(aws_endpoint_signing_region(service, region), signing_region);
}

static void endpoints_in_other_partitions(void **state)
{
    char url[AWS_ENDPOINT_SIZE];

    (void)state;
    unsetenv("AWS_ENDPOINT_URL");
    expect_endpoint(&aws_sqs, "cn-north-1", "https://sqs.cn-north-1.amazonaws.com.cn", "cn-north-1");
    expect_endpoint(&aws_iam, "cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1");
    expect_endpoint(&aws_iam, "us-gov-east-1", "https://iam.us-gov.amazonaws.com", "us-gov-west-1");
    expect_endpoint(&aws_iam, "eu-west-1", "https://iam.amazonaws.com", "us-east-1");
    expect_endpoint(&aws_cloudfront, "cn-north-1", "https://cloudfront.cn-northwest-1.amazonaws.com.cn",
                    "cn-northwest-1");
    expect_endpoint(&aws_cloudfront, "eu-west-1", "https://cloudfront.amazonaws.com", "us-east-1");
    assert_false(aws_endpoint_url(&aws_cloudfront, "us-gov-west-1", url, sizeof url)); /* there is none */
    assert_string_equal(aws_partition_of("us-isob-east-1")->name, "aws-iso-b");
    assert_string_equal(aws_partition_of("us-iso-east-1")->name, "aws-iso");
    assert_string_equal(aws_partition_of("us-east-1")->name, "aws");
    assert_string_equal(aws_partition_of("eusc-de-east-1")->dns_suffix, "amazonaws.eu");
}

static void hosts_of_urls(void **state)
{
    char host[32];

    (void)state;
    assert_true(aws_endpoint_host("http://localhost:4566/x", host, sizeof host));
    assert_string_equal(host, "localhost:4566");
    assert_true(aws_endpoint_host("https://h:443", host, sizeof host));
    assert_string_equal(host, "h");
    assert_true(aws_endpoint_host("http://h:80", host, sizeof host));
    assert_string_equal(host, "h");
    assert_true(aws_endpoint_host("http://[::1]:8443", host, sizeof host));
    assert_string_equal(host, "[::1]:8443");
    assert_false(aws_endpoint_host("localhost", host, sizeof host));
    assert_false(aws_endpoint_host("http://", host, sizeof host));
    assert_false(aws_endpoint_host("http://user@h", host, sizeof host));
}

static void regions_in_their_order(void **state)
{
    char region[AWS_REGION_SIZE];

    (void)state;
    setenv("AWS_CONFIG_FILE", "/nonexistent", 1);
    unsetenv("AWS_REGION");
    unsetenv("AWS_DEFAULT_REGION");
    assert_false(aws_endpoint_region(region, sizeof region));
    setenv("AWS_DEFAULT_REGION", "eu-north-1", 1);
    assert_true(aws_endpoint_region(region, sizeof region));
    assert_string_equal(region, "eu-north-1");
    setenv("AWS_REGION", "eu-south-1", 1);
    assert_true(aws_endpoint_region(region, sizeof region));
    assert_string_equal(region, "eu-south-1");
}

static void errors_in_all_their_forms(void **state)
{
    static const struct {
        const char *headers;
        const char *body;
        const char *code;
        const char *message;
    } rows[] = {
        { "", "{\"__type\":\"a.b#Code\",\"message\":\"m\"}", "Code", "m" },
        { "", "{\"__type\":\"Code\",\"Message\":\"m\"}", "Code", "m" },
        { "", "{\"code\":\"Code\"}", "Code", "{\"code\":\"Code\"}" },
        { "X-Amzn-ErrorType: Code:http://x#y\r\n", "{\"message\":\"m\"}", "Code", "m" },
        { "x-amzn-errortype: a#Code\r\n", "", "Code", "" },
        { "",
          "<ErrorResponse><Error><Type>Sender</Type><Code>Code</Code><Message>a &lt; b</Message></Error></ErrorResponse>",
          "Code", "a < b" },
        { "", "<?xml version=\"1.0\"?>\n<Error><Code>Code</Code></Error>", "Code",
          "<?xml version=\"1.0\"?>\n<Error><Code>Code</Code></Error>" },
        { "", "upstream sank", "HTTP 502", "upstream sank" },
        { "", "{\"__type\":", "HTTP 502", "{\"__type\":" },
        { "", "", "HTTP 502", "" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct aws_http_response response;
        struct aws_error error;

        aws_http_response_init(&response);
        response.status = 502;
        text_printf(&response.headers, "HTTP/1.1 502 x\r\n%s\r\n", rows[i].headers);
        text_put(&response.body, rows[i].body);
        aws_error_from_response(&error, &response);
        assert_string_equal(error.code, rows[i].code);
        assert_string_equal(error.message, rows[i].message);
        assert_int_equal(error.status, 502);
        aws_http_response_release(&response);
    }
}

static void xml_elements(void **state)
{
    static const char xml[] =
        "<R><Names><Name a=\"1\">n&#233;&#x20AC;&quot;</Name></Names><Empty/><m>1</m><m>2</m></R>";
    struct text text;
    const char *rest;

    (void)state;
    text_init(&text, 64);
    assert_true(aws_xml_text(xml, "Name", &text));
    assert_string_equal(text_string(&text), "n\xc3\xa9\xe2\x82\xac\"");
    text_clear(&text);
    assert_false(aws_xml_text(xml, "Empty", &text));
    assert_false(aws_xml_text(xml, "Nam", &text));
    assert_false(aws_xml_text("<m", "m", &text));
    rest = aws_xml_after(xml, "m");
    assert_non_null(rest);
    text_clear(&text);
    assert_true(aws_xml_text(rest, "m", &text));
    assert_string_equal(text_string(&text), "2");
    assert_null(aws_xml_after(aws_xml_after(rest, "m"), "m"));
    text_clear(&text);
    assert_true(aws_xml_text("<m>a &unknown; & b</m>", "m", &text));
    assert_string_equal(text_string(&text), "a &unknown; & b");
    text_release(&text);
}

static void base64_both_ways(void **state)
{
    static const char bytes[] = { (char)0xfb, (char)0xff, 0, 1 };
    struct text text;

    (void)state;
    text_init(&text, 64);
    aws_base64_encode(&text, bytes, sizeof bytes);
    assert_string_equal(text_string(&text), "+/8AAQ==");
    text_clear(&text);
    aws_base64url_encode(&text, bytes, sizeof bytes);
    assert_string_equal(text_string(&text), "-_8AAQ");
    text_clear(&text);
    assert_true(aws_base64url_decode(&text, "-_8AAQ"));
    assert_int_equal(text.length, sizeof bytes);
    assert_memory_equal(text.bytes, bytes, sizeof bytes);
    assert_false(aws_base64url_decode(&text, "-_8AAQ=="));
    assert_false(aws_base64url_decode(&text, "+/8AAQ"));
    assert_false(aws_base64url_decode(&text, "a"));
    assert_false(aws_base64url_decode(&text, "ab c"));
    text_clear(&text);
    assert_true(aws_base64url_decode(&text, ""));
    assert_true(aws_base64_decode(&text, "+/8AAQ=="));
    assert_false(aws_base64_decode(&text, "+/8AAQ"));
    assert_false(aws_base64_decode(&text, "\nQUJD\n\n\n"));
    assert_false(aws_base64_decode(&text, "QR=="));
    text_release(&text);
}

static void texts_keep_their_cap(void **state)
{
    struct text text;

    (void)state;
    text_init(&text, 8);
    text_put(&text, "1234567");
    text_printf(&text, "%d", 89);
    assert_true(text.overflow);
    assert_string_equal(text_string(&text), "1234567");
    text_put(&text, "8");
    assert_string_equal(text_string(&text), "1234567");
    text_clear(&text);
    text_put(&text, "12345678");
    assert_false(text.overflow);
    assert_string_equal(text_string(&text), "12345678");
    text_release(&text);
}

static void pages_end(void **state)
{
    struct aws_pages pages = { 0 }, endless = { 0 };
    int count = 0;
    char token[16];

    (void)state;
    assert_true(aws_pages_next(&pages));
    assert_string_equal(pages.token, "");
    aws_pages_advance(&pages, "a");
    assert_true(aws_pages_next(&pages));
    assert_string_equal(pages.token, "a");
    aws_pages_advance(&pages, "a"); /* the same again: a service that goes in circles */
    assert_false(aws_pages_next(&pages));
    while (aws_pages_next(&endless)) {
        snprintf(token, sizeof token, "%d", count++);
        aws_pages_advance(&endless, token);
    }
    assert_int_equal(count, AWS_PAGES_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(endpoints_of_services),
        cmocka_unit_test(endpoints_in_other_partitions),
        cmocka_unit_test(hosts_of_urls),
        cmocka_unit_test(regions_in_their_order),
        cmocka_unit_test(errors_in_all_their_forms),
        cmocka_unit_test(xml_elements),
        cmocka_unit_test(base64_both_ways),
        cmocka_unit_test(texts_keep_their_cap),
        cmocka_unit_test(pages_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
