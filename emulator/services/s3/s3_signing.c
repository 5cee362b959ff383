/* Words are AWS's, as its users quote them and recordings have them. Where several things are wrong at once, the order
 * is the one that others measured: the credential's form, what is said of a payload, the key, its token, the time, what
 * was left unsigned, the signature. */
#include "emulator/services/s3/s3_signing.h"

#include <inttypes.h>

#include "emulator/base/clock.h"
#include "emulator/base/times.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/wire/aws_chunked.h"
#include "emulator/wire/signature.h"

#define EXPIRES_MAX (7 * 24 * 3600) /* seconds */
#define SKEW_MS     (15 * 60 * INT64_C(1000))

static const struct fault_kind expired_token = { "ExpiredToken", 400, SENDER };
static const struct fault_kind invalid_access_key = { "InvalidAccessKeyId", 403, SENDER };
static const struct fault_kind invalid_token = { "InvalidToken", 400, SENDER };
static const struct fault_kind query_malformed = { "AuthorizationQueryParametersError", 400, SENDER };
static const struct fault_kind signature_mismatch = { "SignatureDoesNotMatch", 403, SENDER };
static const struct fault_kind time_skewed = { "RequestTimeTooSkewed", 403, SENDER };

/* --- the forms ---------------------------------------------------------------------------------------------------- */

static struct span query_text(const struct http_request *r, const char *name)
{
    struct span value;

    return http_query(r, name, &value) ? http_decode(r->arena, value, false) : (struct span){ NULL, 0 };
}

static bool has_query(const struct http_request *r, const char *name)
{
    struct span value;

    return http_query(r, name, &value);
}

int s3_mechanism_refuse(struct call *c)
{
    return fault(c, &s3_invalid_request,
                 "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
}

static bool is_day(struct span text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9') return false;
    return text.size == 8;
}

const char *s3_credential_trouble(struct arena *a, struct span credential)
{
    struct span rest = credential, part[6] = { { NULL, 0 } };
    int count = 0;

    while (count < 6 && span_split(&rest, '/', &part[count])) count++;
    if (count != 5)
        return "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";
    if (!part[0].size) return "a non-empty Access Key (AKID) must be provided in the credential.";
    if (!is_day(part[1]))
        return arena_printf(
            a, "incorrect date format \"%.*s\". This date in the credential must be in the format \"yyyyMMdd\".",
            SPAN_ARG(part[1]));
    if (!span_is(part[3], "s3"))
        return arena_printf(a, "incorrect service \"%.*s\". This endpoint belongs to \"s3\".", SPAN_ARG(part[3]));
    if (!span_is(part[4], "aws4_request"))
        return arena_printf(a, "incorrect terminal \"%.*s\". This endpoint uses \"aws4_request\".", SPAN_ARG(part[4]));
    return NULL;
}

/* A presigned URL's credential is a parameter, which is named before what is wrong with it. */
static int credential_check(struct call *c, struct span credential, bool in_query)
{
    const char *words = s3_credential_trouble(&c->arena, credential);

    if (!words) return 0;
    return in_query ? fault(c, &query_malformed, "Error parsing the X-Amz-Credential parameter; %s", words)
                    : fault(c, &s3_authorization_header_malformed, "The authorization header is malformed; %s", words);
}

/* --- in the header ------------------------------------------------------------------------------------------------ */

/* What follows `name=` among "Credential=…, SignedHeaders=…, Signature=…". */
static struct span field_of(struct span header, const char *name)
{
    struct span rest = span_sub(header, span_find(header, ' '), SIZE_MAX), part;

    while (span_split(&rest, ',', &part)) {
        size_t equals = span_find(part = span_trim(part), '=');
        if (span_is(span_sub(part, 0, equals), name)) return span_sub(part, equals + 1, SIZE_MAX);
    }
    return (struct span){ NULL, 0 };
}

/* AWS: whoever signs in the header says what the payload is, and signs that. */
static int payload_check(struct call *c, const struct http_request *r)
{
    struct span told = http_header(r, "X-Amz-Content-Sha256");
    struct aws_chunked how;

    if (!told.data)
        return fault(c, &s3_invalid_request, "Missing required header for this request: x-amz-content-sha256");
    if (span_is(told, "UNSIGNED-PAYLOAD") || signature_is_digest(told) || aws_chunked_marked(told, &how)) return 0;
    return s3_raise_invalid_argument(
        c, "x-amz-content-sha256", told,
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, "
        "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, "
        "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.");
}

static int header_check(struct call *c, const struct http_request *r, struct span header)
{
    struct span credential = field_of(header, "Credential");

    if (!span_starts(header, "AWS4-HMAC-SHA256 ")) {
        if (span_starts(header, "AWS ") || span_starts(header, "AWS4-")) return s3_mechanism_refuse(c);
        return s3_raise_invalid_argument(
            c, "Authorization", header,
            span_find(header, ' ') < header.size
                ? "Unsupported Authorization Type"
                : "Authorization header is invalid -- one and only one ' ' (space) required");
    }
    if (!credential.data || !field_of(header, "SignedHeaders").size || !field_of(header, "Signature").size)
        return fault(c, &s3_authorization_header_malformed,
                     "The authorization header is malformed; the authorization header requires three components: "
                     "Credential, SignedHeaders, and Signature.");
    if (credential_check(c, credential, false)) return -1;
    return payload_check(c, r);
}

/* --- in the query ------------------------------------------------------------------------------------------------- */

static int expires_check(struct call *c, struct span text)
{
    int64_t seconds;

    if (!span_int(text, &seconds)) return fault(c, &query_malformed, "X-Amz-Expires should be a number");
    if (seconds < 0) return fault(c, &query_malformed, "X-Amz-Expires must be non-negative");
    if (seconds > EXPIRES_MAX)
        return fault(c, &query_malformed,
                     "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be "
                     "less than %d seconds",
                     EXPIRES_MAX);
    return 0;
}

static int query_check(struct call *c, const struct http_request *r)
{
    static const char *const needed[] = { "X-Amz-Algorithm", "X-Amz-Credential",    "X-Amz-Signature",
                                          "X-Amz-Date",      "X-Amz-SignedHeaders", "X-Amz-Expires" };
    int64_t when;

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!query_text(r, needed[i]).size)
            return fault(c, &query_malformed,
                         "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
                         "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
    if (!span_is(query_text(r, "X-Amz-Algorithm"), "AWS4-HMAC-SHA256")) /* DIFFERS: AWS also has elliptic curves */
        return fault(c, &query_malformed,
                     "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"");
    if (credential_check(c, query_text(r, "X-Amz-Credential"), true)) return -1;
    if (!time_parse_basic(query_text(r, "X-Amz-Date"), &when))
        return fault(c, &query_malformed, "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
    return expires_check(c, query_text(r, "X-Amz-Expires"));
}

static int form_check(struct call *c, const struct http_request *r)
{
    struct span header = span_trim(http_header(r, "Authorization"));
    bool is_version_4 =
             has_query(r, "X-Amz-Algorithm") || has_query(r, "X-Amz-Credential") || has_query(r, "X-Amz-Signature"),
         is_version_2 = has_query(r, "Signature") || has_query(r, "AWSAccessKeyId");

    if (header.size && (is_version_4 || is_version_2))
        return s3_raise_invalid_argument(
            c, "Authorization", header,
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature "
            "query string parameter or the Authorization header should be specified");
    if (header.size) return header_check(c, r, header);
    if (is_version_4) return query_check(c, r);
    return is_version_2 ? s3_mechanism_refuse(c) : 0;
}

/* --- times -------------------------------------------------------------------------------------------------------- */

/* "2026-11-24T04:23:30Z": without a fraction. */
static struct span seconds_text(struct arena *a, int64_t ms)
{
    struct span text = time_iso8601(a, ms);

    return arena_format(a, "%.19sZ", text.data);
}

static int presigned_refuse(struct call *c, const struct signature *s, int64_t signed_at, int64_t now, bool is_over)
{
    struct doc *extra = doc_map(&c->arena);
    int64_t seconds = 0;

    span_int(s->expires, &seconds);
    if (is_over) doc_put_str(extra, "X-Amz-Expires", s->expires);
    else doc_put_format(extra, "X-Amz-Date", "%" PRId64, signed_at); /* AWS: in milliseconds, indeed */
    doc_put_str(extra, "Expires", seconds_text(&c->arena, signed_at + seconds * 1000));
    doc_put_str(extra, "ServerTime", seconds_text(&c->arena, now));
    return fault_with(c, &s3_access_denied, extra, is_over ? "Request has expired" : "Request is not yet valid");
}

static int presigned_hold(struct call *c, const struct signature *s, int64_t signed_at, int64_t now)
{
    int64_t seconds = 0;

    span_int(s->expires, &seconds);
    if (now > signed_at + seconds * 1000) return presigned_refuse(c, s, signed_at, now, true);
    if (signed_at > now + SKEW_MS) return presigned_refuse(c, s, signed_at, now, false);
    return 0;
}

static int skew_refuse(struct call *c, const struct signature *s, int64_t now)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "RequestTime", s->time);
    doc_put_str(extra, "ServerTime", seconds_text(&c->arena, now));
    doc_put_format(extra, "MaxAllowedSkewMilliseconds", "%" PRId64, SKEW_MS);
    return fault_with(c, &time_skewed, extra,
                      "The difference between the request time and the current time is too large.");
}

static int day_check(struct call *c, const struct signature *s)
{
    struct span day = span_sub(s->time, 0, 8);

    if (span_eq(s->date, day)) return 0;
    return s->in_query
               ? fault(c, &query_malformed,
                       "Invalid credential date \"%.*s\". This date is not the same as X-Amz-Date: \"%.*s\".",
                       SPAN_ARG(s->date), SPAN_ARG(day))
               : fault(c, &s3_authorization_header_malformed,
                       "The authorization header is malformed; Invalid credential date \"%.*s\". This date is not the "
                       "same as X-Amz-Date: \"%.*s\".",
                       SPAN_ARG(s->date), SPAN_ARG(day));
}

/* The machine's real time counts. */
static int time_check(struct call *c, const struct signature *s, bool is_verified)
{
    int64_t signed_at, now = clock_real_ms();

    if (!s->in_query && !is_verified) return 0;
    if (!time_parse_basic(s->time, &signed_at))
        return fault(c, &s3_access_denied, "AWS authentication requires a valid Date or x-amz-date header");
    if (day_check(c, s)) return -1;
    if (s->in_query) return presigned_hold(c, s, signed_at, now);
    return signed_at < now - SKEW_MS || signed_at > now + SKEW_MS ? skew_refuse(c, s, now) : 0;
}

/* --- what was signed ---------------------------------------------------------------------------------------------- */

static bool is_signed(const struct signature *s, struct span name)
{
    struct span rest = s->signed_headers, one;

    while (span_split(&rest, ';', &one))
        if (span_eq_nocase(one, name)) return true;
    return false;
}

/* A presigned URL is sent by whom the signer does not know: a payload's own description may come with it. */
static bool is_to_be_signed(const struct signature *s, struct span name)
{
    if (span_is_nocase(name, "host")) return true;
    if (!span_is_nocase(span_sub(name, 0, 6), "x-amz-")) return false;
    return !s->in_query || !span_is_nocase(name, "x-amz-content-sha256");
}

static int headers_check(struct call *c, const struct http_request *r, const struct signature *s)
{
    struct span unsigned_ones = { NULL, 0 };
    struct doc *extra;

    for (size_t i = 0; i < r->header_count; i++) {
        struct span name = r->headers[i].name;
        if (!is_to_be_signed(s, name) || is_signed(s, name)) continue;
        unsigned_ones = arena_format(&c->arena, "%.*s%s%.*s", SPAN_ARG(unsigned_ones), unsigned_ones.data ? ", " : "",
                                     SPAN_ARG(arena_lower(&c->arena, name)));
    }
    if (!unsigned_ones.data) return 0;
    extra = doc_map(&c->arena);
    doc_put_str(extra, "HeadersNotSigned", unsigned_ones);
    return fault_with(c, &s3_access_denied, extra, "There were headers present in the request which were not signed");
}

static int hold(struct call *c, const struct http_request *r, const struct signature *s, bool is_verified)
{
    if (time_check(c, s, is_verified)) return -1;
    return is_verified || s->in_query ? headers_check(c, r, s) : 0;
}

/* --- refusals ----------------------------------------------------------------------------------------------------- */

static int token_refuse(struct call *c, const struct signature *s, const struct fault_kind *kind, const char *words)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "Token-0", s->token);
    return fault_with(c, kind, extra, "%s", words);
}

static int key_refuse(struct call *c, const struct signature *s)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "AWSAccessKeyId", s->access_key_id);
    return fault_with(c, &invalid_access_key, extra,
                      "The AWS Access Key Id you provided does not exist in our records.");
}

/* AWS: a temporary key is none without its token. */
int s3_signature_refuse(struct call *c, const struct signature *s, enum signing_trouble why, struct span string_to_sign,
                        struct span canonical)
{
    switch (why) {
    case SIGNING_NONE: return fault(c, &s3_access_denied, "Access Denied");
    case SIGNING_TOKEN_WRONG:
        if (s->token.size)
            return token_refuse(c, s, &invalid_token, "The provided token is malformed or otherwise invalid.");
        return key_refuse(c, s);
    case SIGNING_TOKEN_OVER: return token_refuse(c, s, &expired_token, "The provided token has expired.");
    case SIGNING_WRONG:
        return fault_with(c, &signature_mismatch,
                          signature_told(&c->arena, s->access_key_id, s->signature, string_to_sign, canonical),
                          SIGNATURE_MISMATCH_WORDS);
    default: return key_refuse(c, s);
    }
}

static int refuse(struct call *c, const struct http_request *r, const struct signature *s, enum signing_trouble why)
{
    struct span canonical = { NULL, 0 }, text = { NULL, 0 };

    if (why == SIGNING_WRONG) {
        canonical = signature_canonical_request(r, s);
        text = signature_string_to_sign(r, s, canonical);
    }
    return s3_signature_refuse(c, s, why, text, canonical);
}

const struct service_signing s3_signing = { form_check, hold, refuse };
