/* Payloads by what x-amz-content-sha256 says of them: requests to a service that answers as S3 does, signed by a key
 * that was issued, and by others. */
#include "tests/support/emulator/world.h"

#include <stdio.h>

#include "emulator/base/digest.h"
#include "emulator/base/source.h"
#include "emulator/base/times.h"
#include "emulator/wire/signature.h"
#include "emulator/wire/signing_keys.h"
#include "tests/support/emulator/loopback.h"
#include "tests/support/emulator/s3_like.h"

/* --- the service -------------------------------------------------------------------------------------------------- */

/* All of the payload, as far as it is whole, and what trailed it. */
static int put_prepare(struct call *c)
{
    struct buf body = { 0 };
    char piece[100];
    ssize_t got;

    while ((got = source_read(c->body_in, piece, sizeof piece)) > 0) buf_add(&body, piece, (size_t)got);
    if (got == 0) {
        doc_put_str(c->out, "Body", buf_span(&body));
        doc_put_str(c->out, "Trailers", c->trailers ? json_text(&c->arena, c->trailers) : SPAN("none"));
    }
    buf_release(&body);
    return got < 0 ? fault(c, &fault_incomplete_body, "It broke off.") : 0;
}

static const struct member Put_members[] = { { "Key", &String, REQUIRED, .place = IN_URI },
                                             { "Body", &Blob, .place = IN_PAYLOAD },
                                             { 0 } };
static const struct member Got_members[] = { { "Trailers", &String, 0, "x-trailers", IN_HEADER },
                                             { "Body", &String, .place = IN_PAYLOAD },
                                             { 0 } };
static const struct shape Put = STRUCTURE(Put_members), Got = STRUCTURE(Got_members);

static const struct operation operations[] = {
    { "PutIt",
      &Put,
      &Got,
      s3_like_nothing,
      NO_DATABASE | STREAMS_IN | NO_PERMISSION,
      { "PUT", "/{Key+}" },
      .prepare = put_prepare },
    { "TagIt", &Put, &Nothing, s3_like_nothing, NO_DATABASE | NO_PERMISSION, { "PUT", "/{Key+}?tagging" } },
    { "GetIt", &Put, &Nothing, s3_like_nothing, NO_DATABASE | NO_PERMISSION, { "GET", "/{Key+}" } },
    { 0 },
};
static enum identity_found issued(struct span access_key_id, struct identity_key *key)
{
    if (!span_is(access_key_id, S3_LIKE_KEY)) return IDENTITY_NOT_OURS;
    *key = (struct identity_key){ .who = identity_default, .secret = S3_LIKE_SECRET };
    return IDENTITY_OURS;
}

static int begin_all(void **state)
{
    (void)state;
    s3_like_begin(operations, issued);
    return 0;
}

/* --- a client ----------------------------------------------------------------------------------------------------- */

static struct loopback l;
static struct arena arena;
static struct span now, seed;

static int end(void **state)
{
    loopback_release(&l);
    arena_release(&arena);
    return world_teardown(state);
}

static struct span signature_of(const char *head)
{
    struct http_request *r = ARENA_NEW(&arena, struct http_request);
    struct signature s;

    loopback_parse(r, &arena, span_of(head));
    assert_int_equal(signature_parse(r, &s), SIGNATURE_FOUND);
    return signature_calculate(r, &s, signature_string_to_sign(r, &s, signature_canonical_request(r, &s)),
                               SPAN(S3_LIKE_SECRET));
}

/* The head of a request, signed in its header: `headers` are lines. Without a key it is signed by nobody. */
static const char *head_signed(const char *key, const char *first, const char *names, const char *headers)
{
    const char *form = "%s HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nX-Amz-Date: %.*s\r\n%sAuthorization: "
                       "AWS4-HMAC-SHA256 Credential=%s/%.8s/us-east-1/s3/aws4_request, SignedHeaders=%s, "
                       "Signature=%.*s\r\n\r\n";
    struct span none = SPAN("0");

    now = time_basic(&arena, clock_real_ms());
    if (!key) return arena_printf(&arena, "%s HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n%s\r\n", first, headers);
    seed =
        signature_of(arena_printf(&arena, form, first, SPAN_ARG(now), headers, key, now.data, names, SPAN_ARG(none)));
    return arena_printf(&arena, form, first, SPAN_ARG(now), headers, key, now.data, names, SPAN_ARG(seed));
}

/* Signs all of the headers that it sends. */
static void put(const char *key, const char *told, const char *more, const char *body)
{
    const char *headers = arena_printf(&arena, "%s%s%s%s", told ? "x-amz-content-sha256: " : "", told ? told : "",
                                       told ? "\r\n" : "", more),
               *names = arena_printf(&arena, "host%s;x-amz-date%s%s", told ? ";x-amz-content-sha256" : "",
                                     strstr(more, "decoded") ? ";x-amz-decoded-content-length" : "",
                                     strstr(more, "trailer") ? ";x-amz-trailer" : "");

    loopback_send(&l, "%s%s", head_signed(key, "PUT /k", names, headers), body);
}

static void presigned_put(const char *told, const char *body)
{
    const char *form = "PUT /k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" S3_LIKE_KEY
                       "%%2F%.8s%%2Fus-east-1%%2Fs3%%2Faws4_request&X-Amz-Date=%.*s&X-Amz-Expires=60&"
                       "X-Amz-SignedHeaders=host%s&X-Amz-Signature=%.*s HTTP/1.1\r\nHost: h\r\nContent-Length: "
                       "1\r\n%s\r\n%s";
    const char *header = told ? arena_printf(&arena, "x-amz-content-sha256: %s\r\n", told) : "",
               *names = told ? "%3Bx-amz-content-sha256" : "";
    struct span none = SPAN("0"), signature;

    now = time_basic(&arena, clock_real_ms());
    signature = signature_of(arena_printf(&arena, form, now.data, SPAN_ARG(now), names, SPAN_ARG(none), header, body));
    loopback_send(&l, form, now.data, SPAN_ARG(now), names, SPAN_ARG(signature), header, body);
}

static void answers(const char *body, const char *trailers)
{
    if (l.response.status != 200) fail_msg("%.*s", SPAN_ARG(buf_span(&l.response.body)));
    assert_span_equal(buf_span(&l.response.body), body);
    assert_span_equal(loopback_header(&l, "x-trailers"), trailers);
}

static void refuses(int status, const char *code, const char *message)
{
    if (l.response.status != status || !span_is(loopback_xml(&l, "Code"), code) ||
        (message && !span_is(loopback_xml(&l, "Message"), message)))
        fail_msg("%d %s: %d %.*s", status, code, l.response.status, SPAN_ARG(buf_span(&l.response.body)));
}

static const char *digest_of(const char *body)
{
    return sha256_hex(&arena, span_of(body));
}

/* --- the tests ---------------------------------------------------------------------------------------------------- */

static const char *const keys[] = { S3_LIKE_KEY, "test" };

static void a_signed_payload_is_held_against_its_digest(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        put(keys[i], digest_of("hello"), "", "hello");
        answers("hello", "none");
        put(keys[i], digest_of(""), "", "");
        answers("", "none");
        put(keys[i], digest_of("hello"), "", "hellO");
        refuses(400, "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.");
        assert_span_equal(loopback_xml(&l, "ClientComputedContentSHA256"), digest_of("hello"));
        assert_span_equal(loopback_xml(&l, "S3ComputedContentSHA256"), digest_of("hellO"));
        put(keys[i], "UNSIGNED-PAYLOAD", "", "whatever");
        answers("whatever", "none");
    }
}

static void the_header_must_say_what_it_is(void **state)
{
    static const char words[] =
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, "
        "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid "
        "sha256 value.";

    (void)state;
    for (int i = 0; i < 2; i++) {
        put(keys[i], NULL, "", "hello");
        refuses(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
        put(keys[i], "unsigned-payload", "", "hello");
        refuses(400, "InvalidArgument", words);
        assert_span_equal(loopback_xml(&l, "ArgumentName"), "x-amz-content-sha256");
        assert_span_equal(loopback_xml(&l, "ArgumentValue"), "unsigned-payload");
    }
    put(NULL, NULL, "", "by nobody");
    answers("by nobody", "none");
}

/* AWS: anything that is not known is a digest that does not match. */
static void a_presigned_payload_need_not_say(void **state)
{
    (void)state;
    presigned_put(NULL, "hello");
    answers("hello", "none");
    presigned_put("UNSIGNED-PAYLOAD", "hello");
    answers("hello", "none");
    presigned_put(digest_of("hello"), "hello");
    answers("hello", "none");
    presigned_put(digest_of("hello"), "hell");
    refuses(400, "XAmzContentSHA256Mismatch", NULL);
    presigned_put("unsigned-payload", "hello");
    refuses(400, "XAmzContentSHA256Mismatch", NULL);
    presigned_put("STREAMING-UNSIGNED-PAYLOAD-TRAILER", "5\r\nhello\r\n0\r\n\r\n");
    refuses(400, "XAmzContentSHA256Mismatch", NULL);
}

#define CRC "x-amz-checksum-crc32"

static void unsigned_chunks_are_decoded(void **state)
{
    static const char told[] = "STREAMING-UNSIGNED-PAYLOAD-TRAILER", length[] = "x-amz-decoded-content-length: 5\r\n";
    static const char *const all[] = { S3_LIKE_KEY, "test", NULL };

    (void)state;
    for (int i = 0; i < 3; i++) {
        put(all[i], told, arena_printf(&arena, "%sx-amz-trailer: " CRC "\r\n", length),
            "5\r\nhello\r\n0\r\n" CRC ":NhCmhg==\r\n\r\n");
        answers("hello", "{\"" CRC "\":\"NhCmhg==\"}");
        put(all[i], told, length, "5\r\nhello\r\n0\r\n\r\n");
        answers("hello", "{}");
        put(all[i], told, length, "5\r\nhello\r\n0\r\n");
        refuses(400, "IncompleteBody", "The request body terminated unexpectedly");
        put(all[i], told, "", "5\r\nhello\r\n0\r\n\r\n");
        refuses(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        put(all[i], told, "x-amz-decoded-content-length: abc\r\n", "5\r\nhello\r\n0\r\n\r\n");
        refuses(411, "MissingContentLength", NULL);
        put(all[i], told, "x-amz-decoded-content-length: -1\r\n", "5\r\nhello\r\n0\r\n\r\n");
        refuses(411, "MissingContentLength", NULL);
        put(all[i], told, arena_printf(&arena, "%sx-amz-trailer: x-amz-checksum-sha10\r\n", length),
            "5\r\nhello\r\n0\r\n\r\n");
        refuses(400, "InvalidRequest", "The value specified in the x-amz-trailer header is not supported");
    }
}

/* A chunk with its signature, which follows `*previous`. */
static const char *chunk(struct span *previous, const char *data)
{
    static const char nothing[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    unsigned char key[32], mac[32];
    char *hex = arena_alloc(&arena, 65);
    struct span text =
        arena_format(&arena, "AWS4-HMAC-SHA256-PAYLOAD\n%.*s\n%.8s/us-east-1/s3/aws4_request\n%.*s\n%s\n%s",
                     SPAN_ARG(now), now.data, SPAN_ARG(*previous), nothing, digest_of(data));

    signing_key(SPAN(S3_LIKE_SECRET), span_sub(now, 0, 8), SPAN("us-east-1"), SPAN("s3"), key);
    hmac_sha256((struct span){ (const char *)key, 32 }, text, mac);
    hex_encode(mac, 32, hex);
    *previous = span_of(hex);
    return arena_printf(&arena, "%zx;chunk-signature=%s\r\n%s%s", strlen(data), hex, data, *data ? "\r\n" : "");
}

static void put_in_chunks(const char *key, const char *data, const char *sent)
{
    const char *head = head_signed(key, "PUT /k", "host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length",
                                   "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD\r\n"
                                   "x-amz-decoded-content-length: 5\r\n"),
               *first;
    struct span previous = seed;

    chunk(&previous, data);
    first = arena_printf(&arena, "5;chunk-signature=%.*s\r\n%s\r\n", SPAN_ARG(previous), sent);
    loopback_send(&l, "%s%s%s\r\n", head, first, chunk(&previous, ""));
}

static void signatures_of_chunks_are_verified_for_keys_that_were_issued(void **state)
{
    (void)state;
    put_in_chunks(S3_LIKE_KEY, "hello", "hello");
    answers("hello", "{}");
    put_in_chunks(S3_LIKE_KEY, "hello", "hellO");
    refuses(403, "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and "
            "signing method.");
    assert_span_equal(loopback_xml(&l, "AWSAccessKeyId"), S3_LIKE_KEY);
    put_in_chunks("test", "hello", "hellO");
    answers("hellO", "{}");
}

/* What is no stream is looked at before the call is made; a GET's is not. */
static void a_whole_payload_is_looked_at_too(void **state)
{
    static const char names[] = "host;x-amz-content-sha256;x-amz-date";

    (void)state;
    for (int i = 0; i < 2; i++) {
        const char *good = arena_printf(&arena, "x-amz-content-sha256: %s\r\n", digest_of("hello"));
        loopback_send(&l, "%shello", head_signed(keys[i], "PUT /k?tagging", names, good));
        assert_int_equal(l.response.status, 200);
        loopback_send(&l, "%shellO", head_signed(keys[i], "PUT /k?tagging", names, good));
        refuses(400, "XAmzContentSHA256Mismatch", NULL);
        loopback_send(&l, "%s", head_signed(keys[i], "GET /k", names, good));
        assert_int_equal(l.response.status, 200);
        loopback_send(&l, "%s5\r\nhello\r\n0\r\n\r\n",
                      head_signed(keys[i], "PUT /k?tagging", names,
                                  "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\n"));
        refuses(400, "InvalidRequest", "The value of x-amz-content-sha256 header is invalid.");
    }
}

static void a_stream_needs_a_length(void **state)
{
    (void)state;
    loopback_send(&l, "PUT /k HTTP/1.1\r\nHost: h\r\n\r\n");
    refuses(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
    loopback_send(&l, "PUT /k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nhello");
    answers("hello", "none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_signed_payload_is_held_against_its_digest, world_setup, end),
        cmocka_unit_test_setup_teardown(the_header_must_say_what_it_is, world_setup, end),
        cmocka_unit_test_setup_teardown(a_presigned_payload_need_not_say, world_setup, end),
        cmocka_unit_test_setup_teardown(unsigned_chunks_are_decoded, world_setup, end),
        cmocka_unit_test_setup_teardown(signatures_of_chunks_are_verified_for_keys_that_were_issued, world_setup, end),
        cmocka_unit_test_setup_teardown(a_whole_payload_is_looked_at_too, world_setup, end),
        cmocka_unit_test_setup_teardown(a_stream_needs_a_length, world_setup, end),
    };

    return cmocka_run_group_tests(tests, begin_all, NULL);
}
