/* Signatures as S3 takes and refuses them, by the cases of tests/cases/s3/signing.json: requests to a service that has
 * nothing of S3's but that.
 *
 *     "request": its lines, with $NOW (SigV4's time), $DATE (HTTP's), $DAY, $KEY, $SIG, $QUERY (what a presigned URL has but
 *                X-Amz-Expires and X-Amz-Signature), and $HEADERS (those of a signed request, with $HEADERS_TOKEN's signing
 *                X-Amz-Security-Token too)
 *     "key", "age" (seconds), "wrong" (the signature is another); then "status", "code", "message", and "members" of the
 *     error: "*": it is there, null: it is not */
#include "tests/support/emulator/world.h"

#include <stdio.h>

#include "emulator/base/times.h"
#include "emulator/wire/signature.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/loopback.h"
#include "tests/support/emulator/s3_like.h"

static const struct member Any_members[] = { { "Key", &String, REQUIRED, .place = IN_URI }, { 0 } };
static const struct shape Any = STRUCTURE(Any_members);
static const struct operation operations[] = {
    { "GetIt", &Any, &Nothing, s3_like_nothing, NO_DATABASE | NO_PERMISSION, { "GET", "/{Key+}" } },
    { "DeleteIt", &Any, &Nothing, s3_like_nothing, NO_DATABASE, { "DELETE", "/{Key+}" } },
    { "PutIt", &Any, &Nothing, s3_like_nothing, NO_DATABASE | NO_PERMISSION, { "PUT", "/{Key+}" } },
    { 0 },
};
static enum identity_found issued(struct span access_key_id, struct identity_key *key)
{
    *key = (struct identity_key){ .who = identity_default, .secret = S3_LIKE_SECRET };
    if (span_is(access_key_id, "AKIAENDED")) return IDENTITY_ENDED;
    if (span_is(access_key_id, S3_LIKE_KEY)) return IDENTITY_OURS;
    snprintf(key->token, sizeof key->token, "the-token");
    if (span_is(access_key_id, "ASIAOVER")) key->expires_ms = 1;
    return span_starts(access_key_id, "ASIA") ? IDENTITY_OURS : IDENTITY_NOT_OURS;
}

static int begin_all(void **state)
{
    (void)state;
    s3_like_begin(operations, issued);
    return 0;
}

/* --- the cases ---------------------------------------------------------------------------------------------------- */

#define HEADERS(names)                                                                         \
    "Host: h\r\nX-Amz-Date: $NOW\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\nAuthorization: " \
    "AWS4-HMAC-SHA256 Credential=$KEY/$DAY/us-east-1/s3/aws4_request, "                        \
    "SignedHeaders=host;x-amz-content-sha256;x-amz-date" names ", Signature=$SIG"

static struct span replace(struct arena *a, struct span text, const char *name, struct span value)
{
    size_t size = strlen(name);
    struct buf b = { 0 };
    struct span all;

    for (size_t i = 0; i < text.size;) {
        bool is_here = span_starts(span_sub(text, i, SIZE_MAX), name);
        if (is_here) buf_add_span(&b, value);
        else buf_add_char(&b, text.data[i]);
        i += is_here ? size : 1;
    }
    all = arena_span(a, buf_span(&b));
    buf_release(&b);
    return all;
}

/* Longer names before those that they begin with. */
static struct span filled(struct arena *a, const struct doc *d, struct span text)
{
    int64_t when = clock_real_ms() - doc_get_int(d, "age", 0) * 1000;
    struct span now = time_basic(a, when), key = doc_get_str(d, "key");

    text = replace(a, text, "$HEADERS_TOKEN", SPAN(HEADERS(";x-amz-security-token")));
    text = replace(a, text, "$HEADERS", SPAN(HEADERS("")));
    text = replace(a, text, "$QUERY",
                   SPAN("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=$KEY%2F$DAY%2Fus-east-1%2Fs3%2F"
                        "aws4_request&X-Amz-Date=$NOW&X-Amz-SignedHeaders=host"));
    text = replace(a, text, "$NOW", now);
    text = replace(a, text, "$DATE", time_http(a, when));
    text = replace(a, text, "$DAY", span_sub(now, 0, 8));
    return replace(a, text, "$KEY", key.data ? key : SPAN(S3_LIKE_KEY));
}

static struct span request_text(struct arena *a, const struct doc *d)
{
    const struct doc *lines = doc_get(d, "request");
    struct buf b = { 0 };
    struct span text;

    for (size_t i = 0; i < doc_count(lines); i++) {
        buf_add_span(&b, doc_text(doc_at(lines, i)));
        buf_add_text(&b, "\r\n");
    }
    buf_add_text(&b, "\r\n");
    text = filled(a, d, arena_span(a, buf_span(&b)));
    buf_release(&b);
    return text;
}

static struct span request_signed(struct arena *a, const struct doc *d)
{
    struct span text = request_text(a, d), signature = SPAN("0");
    struct http_request *r = ARENA_NEW(a, struct http_request);
    struct signature s;

    loopback_parse(r, a, replace(a, text, "$SIG", SPAN("0")));
    if (signature_parse(r, &s) == SIGNATURE_FOUND)
        signature = signature_calculate(r, &s, signature_string_to_sign(r, &s, signature_canonical_request(r, &s)),
                                        SPAN(S3_LIKE_SECRET));
    if (doc_get_bool(d, "wrong", false)) signature = span_sub(signature, 1, SIZE_MAX);
    return replace(a, text, "$SIG", signature);
}

static bool members_hold(struct loopback *l, struct arena *a, const struct doc *d, const struct doc *members)
{
    for (size_t i = 0; i < doc_count(members); i++) {
        const struct doc_member *m = &members->map.members[i];
        struct span got = loopback_xml(l, arena_string(a, m->name));
        if (doc_is(m->value, DOC_NULL)         ? got.data != NULL
            : span_is(doc_text(m->value), "*") ? !got.size
                                               : !span_eq(got, filled(a, d, doc_text(m->value))))
            return false;
    }
    return true;
}

static void cases_hold(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/signing.json");
    struct loopback l = { 0 };

    (void)state;
    assert_true(doc_count(cases) > 80);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct span message = doc_get_str(d, "message");
        loopback_send_span(&l, request_signed(&a, d));
        if (l.response.status != doc_get_int(d, "status", 0) ||
            !span_eq(loopback_xml(&l, "Code"), doc_get_str(d, "code")) ||
            (message.data && !span_eq(loopback_xml(&l, "Message"), filled(&a, d, message))) ||
            !members_hold(&l, &a, d, doc_get(d, "members")))
            fail_msg("%.*s\n%d %.*s", SPAN_ARG(json_text(&a, d)), l.response.status,
                     SPAN_ARG(buf_span(&l.response.body)));
    }
    loopback_release(&l);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cases_hold, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, begin_all, NULL);
}
