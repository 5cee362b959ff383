/* The digest is taken of what passes by, and compared at the end: so what was received until then must be thrown
 * away, as after any break.
 *
 * AWS, as others measured it: chunks are decoded for those who sign in the header, or nothing; in a presigned request
 * anything that is no digest is one that does not match. Nobody looks at the payload of a method that has none. */
#include "emulator/edge/payload.h"

#include "emulator/base/checksum.h"
#include "emulator/base/digest.h"
#include "emulator/base/source.h"
#include "emulator/core/service.h"
#include "emulator/wire/signing_keys.h"
#include "emulator/wire/aws_chunked.h"

static const struct fault_kind digest_mismatch = { "XAmzContentSHA256Mismatch", 400, SENDER };
static const struct fault_kind invalid_request = { "InvalidRequest", 400, SENDER };
static const struct fault_kind missing_length = { "MissingContentLength", 411, SENDER };

static bool is_s3(const struct call *c)
{
    return c->service && c->service->wire & WIRE_S3;
}

/* --- digests ------------------------------------------------------------------------------------------------------ */

static int digest_compare(struct call *c, struct span told, const unsigned char digest[32])
{
    struct doc *extra;
    char hex[65];

    hex_encode(digest, 32, hex);
    if (span_is_nocase(told, hex)) return 0;
    extra = doc_map(&c->arena);
    doc_put_str(extra, "ClientComputedContentSHA256", told);
    doc_put_cstr(extra, "S3ComputedContentSHA256", hex);
    return fault_with(c, &digest_mismatch, extra,
                      "The provided 'x-amz-content-sha256' header does not match what was computed.");
}

struct checked_source {
    struct source source, *inner;
    struct call *call;
    struct span told;
    struct digest_stream *digest; /* NULL once it was compared */
    bool is_broken;
};

/* At the end. True when it is as told. */
static bool digest_holds(struct checked_source *own)
{
    unsigned char digest[64];

    digest_stream_end(own->digest, digest);
    own->digest = NULL;
    return digest_compare(own->call, own->told, digest) == 0;
}

static ssize_t checked_read(struct source *s, void *out, size_t room)
{
    struct checked_source *own = (struct checked_source *)s;
    ssize_t got;

    if (own->is_broken) return -1;
    got = source_read(own->inner, out, room);
    if (got > 0) digest_stream_add(own->digest, (struct span){ out, (size_t)got });
    if (got == 0 && own->digest && !digest_holds(own)) got = -1;
    own->is_broken = got < 0;
    return got;
}

static void checked_close(struct source *s)
{
    struct checked_source *own = (struct checked_source *)s;
    unsigned char unused[64];

    if (own->digest) digest_stream_end(own->digest, unused);
    own->digest = NULL;
    source_close(own->inner);
}

static int digest_watch(struct call *c, struct span told)
{
    struct checked_source *own = ARENA_NEW(&c->arena, struct checked_source);

    own->source = (struct source){ c->body_in->size, checked_read, checked_close };
    own->inner = c->body_in;
    own->call = c;
    own->told = told;
    own->digest = digest_stream_begin(SPAN("SHA-256"), own->source.size);
    c->body_in = &own->source;
    return 0;
}

/* --- chunks ------------------------------------------------------------------------------------------------------- */

/* What trails is a checksum. AWS: it need not be named, and then nothing may trail. */
static int trailer_check(struct call *c, struct span name)
{
    for (int kind = 0; kind < CHECKSUM_KINDS; kind++)
        if (span_is_nocase(name, arena_printf(&c->arena, "x-amz-checksum-%s", checksum_name((enum checksum_kind)kind))))
            return 0;
    return name.size ? fault(c, &invalid_request, "The value specified in the x-amz-trailer header is not supported")
                     : 0;
}

/* Of keys that Nube issued. */
static void signing_find(struct call *c, const struct signature *s, struct aws_chunked *how)
{
    struct identity_key *key = arena_alloc(&c->arena, sizeof *key);

    how->is_verified = how->is_signed && identity_key_find(s->access_key_id, key) == IDENTITY_OURS;
    if (!how->is_verified) return;
    signing_key(span_of(key->secret), s->date, s->region, s->service, how->signing_key);
    how->access_key_id = s->access_key_id;
    how->time = s->time;
    how->scope = arena_format(&c->arena, "%.*s/%.*s/%.*s/aws4_request", SPAN_ARG(s->date), SPAN_ARG(s->region),
                              SPAN_ARG(s->service));
    how->signature = s->signature;
}

static int length_missing(struct call *c)
{
    return fault(c, &missing_length, "You must provide the Content-Length HTTP header.");
}

static int chunks_decode(struct call *c, const struct http_request *request, const struct signature *s,
                         struct aws_chunked *how)
{
    how->trailer = how->may_trail ? span_trim(http_header(request, "X-Amz-Trailer")) : (struct span){ NULL, 0 };
    if (!span_int(http_header(request, "X-Amz-Decoded-Content-Length"), &how->decoded_bytes) || how->decoded_bytes < 0)
        return length_missing(c);
    if (trailer_check(c, how->trailer)) return -1;
    signing_find(c, s, how);
    c->body_in = aws_chunked_source(c, c->body_in, how);
    return 0;
}

/* --- both --------------------------------------------------------------------------------------------------------- */

/* A stream must say where it ends. */
static bool has_length(const struct http_request *request)
{
    return http_header(request, "Content-Length").data || http_header(request, "Transfer-Encoding").data;
}

static int stream_check(struct call *c, const struct http_request *request, const struct signature *s)
{
    struct span told = signature_payload(request, s);
    struct aws_chunked how = { 0 };

    if (!is_s3(c)) return signature_is_digest(told) ? digest_watch(c, told) : 0;
    if (!has_length(request)) return length_missing(c);
    if (!s->in_query && aws_chunked_marked(told, &how)) return chunks_decode(c, request, s, &how);
    return !told.data || span_is(told, "UNSIGNED-PAYLOAD") ? 0 : digest_watch(c, told);
}

static bool has_payload(const struct http_request *request)
{
    return span_is(request->method, "PUT") || span_is(request->method, "POST");
}

int payload_check(struct call *c, const struct http_request *request, const struct signature *s)
{
    struct span told = signature_payload(request, s);
    struct aws_chunked how = { 0 };
    unsigned char digest[32];

    if (c->body_in) return stream_check(c, request, s);
    if (!is_s3(c) || !has_payload(request) || !told.data || span_is(told, "UNSIGNED-PAYLOAD")) return 0;
    if (!s->in_query && aws_chunked_marked(told, &how))
        return fault(c, &invalid_request, "The value of x-amz-content-sha256 header is invalid.");
    sha256(request->body, digest);
    return digest_compare(c, told, digest);
}
