/* Signatures, step by step: cases of our own, and AWS's where they are at hand ($NUBE_SHARED/sigv4 or
 * ../shared/sigv4). */
#include "tests/support/emulator/unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/wire/signature.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/loopback.h"

#define SECRET "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct http_request *request_of(const char *text)
{
    struct http_request *r = ARENA_NEW(&arena, struct http_request);

    loopback_parse(r, &arena, span_of(text));
    return r;
}

/* --- our own cases ------------------------------------------------------------------------------------------------ */

static void canonical_paths_and_queries(void **state)
{
    static const struct {
        const char *target, *path, *query;
    } rows[] = {
        { "/", "/", "" },
        { "/a/./b/../c//d/", "/a/c/d/", "" },
        { "/../..", "/", "" },
        { "/functions/arn%3Aaws/x", "/functions/arn%253Aaws/x", "" },
        { "/a%2Fb", "/a%252Fb", "" },
        { "/?b=2&a=1&a=0&a", "/", "a=&a=0&a=1&b=2" },
        { "/?a%2fb=c%20d&e=f+g", "/", "a%2Fb=c%20d&e=f%2Bg" },
        { "/?&&x=1&", "/", "x=1" },
        { "/?x=100%", "/", "x=100%25" },
        { "/?", "/", "" },
        { "/?a=b=c", "/", "a=b%3Dc" },
        { "/?A=1&a=2&_=3&%7E=4", "/", "A=1&_=3&a=2&~=4" },
    };
    struct signature s = { .service = SPAN("sqs"), .signed_headers = SPAN("host") };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_request *r = request_of(arena_printf(&arena, "GET %s HTTP/1.1\nHost: h\n\n", rows[i].target));
        const char *expected = arena_printf(&arena,
                                            "GET\n%s\n%s\nhost:h\n\nhost\n"
                                            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                            rows[i].path, rows[i].query);
        assert_span_equal(signature_canonical_request(r, &s), expected);
    }
}

static void s3_signs_its_path_as_it_is(void **state)
{
    struct signature s = { .service = SPAN("s3"), .signed_headers = SPAN("host") };
    struct span text = signature_canonical_request(request_of("GET /b/a//./%2F/%7e HTTP/1.1\nHost: h\n\n"), &s), line;

    (void)state;
    span_split(&text, '\n', &line);
    span_split(&text, '\n', &line);
    assert_span_equal(line, "/b/a//.///~");
}

/* The worked example of the IAM user guide: ListUsers on 2015-08-30. */
static void verifies_the_guides_example(void **state)
{
    static const char request[] =
        "GET /?Action=ListUsers&Version=2010-05-08 HTTP/1.1\n"
        "Host: iam.amazonaws.com\n"
        "Content-Type: application/x-www-form-urlencoded; charset=utf-8\n"
        "X-Amz-Date: 20150830T123600Z\n"
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
        "SignedHeaders=content-type;host;x-amz-date, "
        "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7\n\n";
    struct http_request *r = request_of(request);
    struct signature s;

    (void)state;
    assert_int_equal(signature_parse(r, &s), SIGNATURE_FOUND);
    assert_span_equal(s.access_key_id, "AKIDEXAMPLE");
    assert_span_equal(s.region, "us-east-1");
    assert_span_equal(s.service, "iam");
    assert_span_equal(s.time, "20150830T123600Z");
    assert_null(s.token.data);
    assert_true(signature_verify(r, &s, SPAN(SECRET)));
    assert_false(signature_verify(r, &s, SPAN("another")));
    r->query = SPAN("Action=ListRoles&Version=2010-05-08");
    assert_false(signature_verify(r, &s, SPAN(SECRET)));
}

static void every_change_breaks_it(void **state)
{
    static const char form[] = "POST /x HTTP/1.1\nHost: h\nX-Amz-Date: 20150830T123600Z\nX-Amz-Target: A.B\n"
                               "Authorization: AWS4-HMAC-SHA256 Credential=K/20150830/us-east-1/sqs/aws4_request, "
                               "SignedHeaders=host;x-amz-date;x-amz-target, Signature=%.*s\n\n{}";
    struct http_request *r = request_of(arena_printf(&arena, form, 1, "0")), changed;
    struct signature s, other;
    struct span good;

    (void)state;
    assert_int_equal(signature_parse(r, &s), SIGNATURE_FOUND);
    good =
        signature_calculate(r, &s, signature_string_to_sign(r, &s, signature_canonical_request(r, &s)), SPAN("secret"));
    s.signature = good;
    assert_true(signature_verify(r, &s, SPAN("secret")));
    changed = *r, changed.body = SPAN("{ }");
    assert_false(signature_verify(&changed, &s, SPAN("secret")));
    changed = *r, changed.method = SPAN("PUT");
    assert_false(signature_verify(&changed, &s, SPAN("secret")));
    changed = *r, changed.path = SPAN("/y");
    assert_false(signature_verify(&changed, &s, SPAN("secret")));
    changed = *r, changed.headers[2].value = SPAN("A.C");
    assert_false(signature_verify(&changed, &s, SPAN("secret")));
    other = s, other.region = SPAN("eu-west-1");
    assert_false(signature_verify(r, &other, SPAN("secret")));
    other = s, other.time = SPAN("20150830T123601Z");
    assert_false(signature_verify(r, &other, SPAN("secret")));
    other = s, other.signature = span_sub(good, 0, 63);
    assert_false(signature_verify(r, &other, SPAN("secret")));
    other = s, other.signature = SPAN("");
    assert_false(signature_verify(r, &other, SPAN("secret")));
}

/* A digest that the client sends along must be the body's: else whoever holds a signed request could give it another
 * body. */
static void a_digest_header_does_not_stand_for_the_body(void **state)
{
    static const char text[] =
        "POST / HTTP/1.1\nHost: h\nX-Amz-Date: 20150830T123600Z\n"
        "X-Amz-Content-Sha256: 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n"
        "Authorization: AWS4-HMAC-SHA256 Credential=K/20150830/us-east-1/sqs/aws4_request, "
        "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0\n\n{}";
    struct http_request *r = request_of(text);
    struct signature s;

    (void)state;
    assert_int_equal(signature_parse(r, &s), SIGNATURE_FOUND);
    s.signature =
        signature_calculate(r, &s, signature_string_to_sign(r, &s, signature_canonical_request(r, &s)), SPAN("x"));
    assert_true(signature_verify(r, &s, SPAN("x")));
    r->body = SPAN("{\"QueueUrl\":\"other\"}");
    assert_false(signature_verify(r, &s, SPAN("x")));
}

/* A stream has not been read yet: its digest is taken at its word, and held against the bytes later. So are all of S3's
 * payloads. */
static void a_digest_header_stands_for_a_stream(void **state)
{
    static const char form[] =
        "PUT /x HTTP/1.1\nHost: h\nX-Amz-Date: 20150830T123600Z\n"
        "X-Amz-Content-Sha256: 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n"
        "Authorization: AWS4-HMAC-SHA256 Credential=K/20150830/us-east-1/%s/aws4_request, "
        "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0\n\n";
    static const char told[] = "\n44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
                      of_nothing[] = "\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    static const char *const services[] = { "s3", "lambda" };

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct http_request *r = request_of(arena_printf(&arena, form, services[i]));
        struct signature s;
        signature_parse(r, &s);
        assert_true(span_ends(signature_canonical_request(r, &s), i == 0 ? told : of_nothing));
        r->stream = source_of_span(&arena, SPAN("{}"));
        assert_true(span_ends(signature_canonical_request(r, &s), told));
    }
}

/* A presigned URL says nothing of a payload, unless it does. */
static void a_presigned_payload_is_unsigned(void **state)
{
    static const struct {
        const char *query, *header, *wanted;
    } rows[] = {
        { "", "", "\nUNSIGNED-PAYLOAD" },
        { "&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD", "", "\nUNSIGNED-PAYLOAD" },
        { "&X-Amz-Content-Sha256=0%41", "", "\n0A" },
        { "", "X-Amz-Content-Sha256: 1B\n", "\n1B" },
    };
    struct signature s = { .service = SPAN("s3"), .signed_headers = SPAN("host"), .in_query = true };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(span_ends(
            signature_canonical_request(request_of(arena_printf(&arena,
                                                                "PUT /x?X-Amz-Algorithm=AWS4-HMAC-SHA256%s HTTP/1.1\n"
                                                                "Host: h\n%s\nabc",
                                                                rows[i].query, rows[i].header)),
                                        &s),
            rows[i].wanted));
}

/* What a link has in its query is for S3 as if it stood in headers; but what is about the signature, and checksums. */
static void headers_are_found_in_a_links_query(void **state)
{
    struct http_request *r = request_of(
        "PUT /k?X-Amz-Date=1&X-Amz-Signature=2&x-amz-meta-a=b%20c%2B&X-Amz-Acl=private&x-amz-checksum-crc32=AAAAAA%3D%3D"
        "&x-amz-sdk-checksum-algorithm=CRC32&X-Amz-Security-Token=t&x-id=PutObject&x-amz-tagging=q HTTP/1.1\n"
        "Host: h\nx-amz-tagging: h\n\n");
    struct signature s = { .service = SPAN("s3"), .in_query = true };
    const struct http_request *seen = signature_hoisted(r, &s);

    (void)state;
    assert_int_equal(seen->header_count, 4);
    assert_span_equal(http_header(seen, "x-amz-meta-a"), "b c+");
    assert_span_equal(http_header(seen, "x-amz-acl"), "private");
    assert_span_equal(http_header(seen, "x-amz-tagging"), "h");
    assert_int_equal(r->header_count, 2);
    s.in_query = false;
    assert_ptr_equal(signature_hoisted(r, &s), r);
    s.in_query = true;
    s.service = SPAN("sqs");
    assert_ptr_equal(signature_hoisted(r, &s), r);
}

static void an_unsigned_payload_is_the_clients_word(void **state)
{
    static const char text[] =
        "PUT /x HTTP/1.1\nHost: h\nX-Amz-Date: 20150830T123600Z\nX-Amz-Content-Sha256: UNSIGNED-PAYLOAD\n"
        "Authorization: AWS4-HMAC-SHA256 Credential=K/20150830/us-east-1/s3/aws4_request, "
        "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0\n\nabc";
    struct http_request *r = request_of(text);
    struct signature s;

    (void)state;
    signature_parse(r, &s);
    assert_true(span_ends(signature_canonical_request(r, &s), "\nUNSIGNED-PAYLOAD"));
}

#define SCOPE      "Credential=K/20150830/us-east-1/sqs/aws4_request"
#define NEEDS(p)   "Authorization header requires '" p "' parameter. "
#define NO_DATE    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
#define INCLUDE(p) "AWS query-string parameters must include '" p "'. "

static void finds_or_refuses(void **state)
{
    static const struct {
        const char *request; /* its line, and its headers */
        enum signature_found found;
        const char *words;
    } rows[] = {
        { "GET / HTTP/1.1\nAuthorization: AWS4-HMAC-SHA256 " SCOPE ", SignedHeaders=host, Signature=0",
          SIGNATURE_FOUND },
        { "GET / HTTP/1.1\nAuthorization: AWS4-HMAC-SHA256 " SCOPE ",SignedHeaders=host,Signature=0", SIGNATURE_FOUND },
        { "GET / HTTP/1.1\nAuthorization: AWS4-HMAC-SHA256 " SCOPE " SignedHeaders=host Signature=0", SIGNATURE_FOUND },
        { "GET / HTTP/1.1\nAuthorization: AWS4-HMAC-SHA256  Signature=0 ,, SignedHeaders=host, " SCOPE,
          SIGNATURE_FOUND },
        { "GET / HTTP/1.1\nHost: h", SIGNATURE_NONE },
        { "GET / HTTP/1.1\nAuthorization: Basic dGVzdDp0ZXN0", SIGNATURE_NONE },
        { "GET / HTTP/1.1\nAuthorization: AWS4", SIGNATURE_NONE },
        { "GET / HTTP/1.1\nAuthorization: AWS AKIA:c2ln", SIGNATURE_NONE },
        { "GET / HTTP/1.1\nAuthorization: AWS4-HMAC-SHA256 " SCOPE ", SignedHeaders=host\nX-Amz-Date: d",
          SIGNATURE_MALFORMED, NEEDS("Signature") "Authorization=AWS4-HMAC-SHA256 " SCOPE ", SignedHeaders=host" },
        { "GET / HTTP/1.1\nAuthorization: AWS4-HMAC-SHA256 " SCOPE ", Signature=0\nDate: d", SIGNATURE_MALFORMED,
          NEEDS("SignedHeaders") "Authorization=AWS4-HMAC-SHA256 " SCOPE ", Signature=0" },
        { "GET / HTTP/1.1\nAuthorization: AWS4-HMAC-SHA256", SIGNATURE_MALFORMED,
          NEEDS("Credential") NEEDS("Signature") NEEDS("SignedHeaders") NO_DATE "Authorization=AWS4-HMAC-SHA256" },
        { "GET / HTTP/1.1\nAuthorization: AWS4-", SIGNATURE_MALFORMED,
          NEEDS("Credential") NEEDS("Signature") NEEDS("SignedHeaders") NO_DATE "Authorization=AWS4-" },
        { "GET / HTTP/1.1\nAuthorization: AWS4-HMAC-SHA256 =,=,,=/\nDate: d", SIGNATURE_MALFORMED,
          NEEDS("Credential") NEEDS("Signature") NEEDS("SignedHeaders") "Authorization=AWS4-HMAC-SHA256 =,=,,=/" },
        { "GET / HTTP/1.1\nAuthorization: AWS4-HMAC-SHA25 " SCOPE ", SignedHeaders=host, Signature=0",
          SIGNATURE_MALFORMED, "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA25' (only AWS4-HMAC-SHA256 for now). " },
        { "GET / HTTP/1.1\nAuthorization: AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=0",
          SIGNATURE_MALFORMED,
          "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d'" },
        { "GET / HTTP/1.1\nAuthorization: AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request/f, SignedHeaders=host, Signature=0",
          SIGNATURE_MALFORMED,
          "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got "
          "'a/b/c/d/aws4_request/f'" },
        { "GET / HTTP/1.1\nAuthorization: AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=0",
          SIGNATURE_WRONG, "Credential should be scoped with a valid terminator: 'aws4_request', not 'e'." },
        { "GET /?X-Amz-Credential=K HTTP/1.1\nHost: h", SIGNATURE_NONE },
        { "GET /?X-Amz-Algorithm= HTTP/1.1\nHost: h", SIGNATURE_MALFORMED,
          INCLUDE("X-Amz-Algorithm") INCLUDE("X-Amz-Credential") INCLUDE("X-Amz-Signature")
              INCLUDE("X-Amz-SignedHeaders") INCLUDE("X-Amz-Date") "Re-examine the query-string parameters." },
        { "GET /?X-Amz-Algorithm=a&X-Amz-Date=d&X-Amz-Signature=s HTTP/1.1\nHost: h", SIGNATURE_MALFORMED,
          INCLUDE("X-Amz-Credential") INCLUDE("X-Amz-SignedHeaders") "Re-examine the query-string parameters." },
        { "GET /?X-Amz-Algorithm=a HTTP/1.1\nAuthorization: b", SIGNATURE_WRONG,
          "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header." },
    };
    struct signature s;
    int failed = 0;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum signature_found found = signature_parse(request_of(arena_printf(&arena, "%s\n\n", rows[i].request)), &s);
        if (found == rows[i].found && span_is(span_of(s.words ? s.words : ""), rows[i].words ? rows[i].words : ""))
            continue;
        print_error("%s\n  %d %s\n", rows[i].request, found, s.words ? s.words : "");
        failed++;
    }
    assert_int_equal(failed, 0);
}

/* --- AWS's cases -------------------------------------------------------------------------------------------------- */

static const char *shared_cases(void)
{
    const char *shared = getenv("NUBE_SHARED");

    return arena_printf(&arena, "%s/sigv4", shared ? shared : "../shared");
}

/* Files of the cases end without a newline, or with one. */
static struct span step(const char *directory, const char *form, const char *name)
{
    return span_trim(file_read(&arena, arena_printf(&arena, "%s/%s-%s.txt", directory, form, name)));
}

static bool step_is(const char *directory, const char *form, const char *name, struct span got)
{
    struct span expected = step(directory, form, name);

    if (span_eq(got, expected)) return true;
    print_error("%s: %s-%s\n%.*s\nis not\n%.*s\n", directory, form, name, SPAN_ARG(got), SPAN_ARG(expected));
    return false;
}

static bool case_holds(const char *directory, const char *form, struct span secret)
{
    struct http_request *r = ARENA_NEW(&arena, struct http_request);
    struct signature s;
    struct span canonical, to_sign;

    loopback_parse(r, &arena, file_read(&arena, arena_printf(&arena, "%s/%s-signed-request.txt", directory, form)));
    if (signature_parse(r, &s) != SIGNATURE_FOUND) return print_error("%s: no signature\n", directory), false;
    canonical = signature_canonical_request(r, &s);
    to_sign = signature_string_to_sign(r, &s, canonical);
    return step_is(directory, form, "canonical-request", span_trim(canonical)) &&
           step_is(directory, form, "string-to-sign", to_sign) &&
           step_is(directory, form, "signature", signature_calculate(r, &s, to_sign, secret)) &&
           signature_verify(r, &s, secret);
}

static void aws_cases(void **state)
{
    const char *path = shared_cases();
    DIR *all = opendir(path);
    int played = 0, failed = 0, unlike = 0;

    (void)state;
    if (!all) {
        print_message("SKIPPED: AWS's signature cases are not at %s\n", path);
        skip();
    }
    for (struct dirent *entry; (entry = readdir(all));) {
        const char *directory = arena_printf(&arena, "%s/%s", path, entry->d_name);
        struct doc *context;
        if (entry->d_name[0] == '.') continue;
        context = cases_read(&arena, arena_printf(&arena, "%s/context.json", directory));
        if (!doc_get_bool(context, "normalize", true)) { /* how S3 signs, though under another service's name */
            unlike++;
            continue;
        }
        for (int i = 0; i < 2; i++, played++) {
            if (i && doc_get_bool(context, "omit_session_token", false))
                continue; /* a token added behind: AWS IoT's way */
            failed += !case_holds(directory, i ? "query" : "header",
                                  doc_get_str(doc_get(context, "credentials"), "secret_access_key"));
        }
    }
    closedir(all);
    assert_int_equal(failed, 0);
    assert_true(played >= 40);
    assert_true(unlike < 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(canonical_paths_and_queries, drop),
        cmocka_unit_test_teardown(s3_signs_its_path_as_it_is, drop),
        cmocka_unit_test_teardown(verifies_the_guides_example, drop),
        cmocka_unit_test_teardown(every_change_breaks_it, drop),
        cmocka_unit_test_teardown(a_digest_header_does_not_stand_for_the_body, drop),
        cmocka_unit_test_teardown(a_digest_header_stands_for_a_stream, drop),
        cmocka_unit_test_teardown(a_presigned_payload_is_unsigned, drop),
        cmocka_unit_test_teardown(headers_are_found_in_a_links_query, drop),
        cmocka_unit_test_teardown(an_unsigned_payload_is_the_clients_word, drop),
        cmocka_unit_test_teardown(finds_or_refuses, drop),
        cmocka_unit_test_teardown(aws_cases, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
