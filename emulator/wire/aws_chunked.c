/* Lines are read by way of a small buffer; data goes straight where it is asked for, as far as it was not read along
 * with a line. Nothing is given before the signature of its chunk was looked at, but for pieces of a chunk: so what was
 * received until a break must be thrown away, as after any. */
#include "emulator/wire/aws_chunked.h"

#include <stdio.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/source.h"
#include "emulator/wire/signature.h"

#define BUFFER_BYTES    4096
#define LINE_BYTES_MAX  1024
#define TRAILERS_MAX    16
#define CHUNK_BYTES_MIN 8192 /* AWS: of all chunks but the last */
#define EMPTY_SHA256    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static const struct fault_kind malformed_trailer = { "MalformedTrailerError", 400, SENDER };
static const struct fault_kind invalid_chunk_size = { "InvalidChunkSizeError", 403, SENDER };
static const struct fault_kind signature_mismatch = { "SignatureDoesNotMatch", 403, SENDER };

struct chunked {
    struct source source, *inner;
    struct call *call;
    struct aws_chunked how;
    enum { HEAD, DATA, OVER, BROKEN } state;
    int64_t left, size;             /* of the chunk's data */
    int64_t chunks, bytes;          /* so far */
    struct digest_stream *digest;   /* of the chunk's data, while it is verified */
    char told[66], previous[65];    /* signatures: what the chunk says is its own, and of the one before */
    struct span trailers;           /* in canonical form, for their signature */
    struct span trailers_signature; /* absent: none came */
    char buffer[BUFFER_BYTES];
    size_t from, filled;
};

/* --- what came ---------------------------------------------------------------------------------------------------- */

static int broken_off(struct chunked *own)
{
    if (own->inner->is_late) return fault(own->call, &fault_late_body, "%s", "");
    return fault(own->call, &fault_incomplete_body, "The request body terminated unexpectedly");
}

static int malformed(struct chunked *own)
{
    return fault(
        own->call, &malformed_trailer,
        "The request contained trailing data that was not well-formed or did not conform to our published schema.");
}

/* Up to `room` bytes, from the buffer first: how many; 0 at the end of all; -1. */
static ssize_t take(struct chunked *own, void *out, size_t room)
{
    size_t buffered = own->filled - own->from;

    if (!buffered) return source_read(own->inner, out, room);
    if (room > buffered) room = buffered;
    memcpy(out, own->buffer + own->from, room);
    own->from += room;
    return (ssize_t)room;
}

/* The next byte, or -1. */
static int take_byte(struct chunked *own)
{
    ssize_t got;

    if (own->from == own->filled) {
        got = source_read(own->inner, own->buffer, BUFFER_BYTES);
        if (got <= 0) return -1;
        own->from = 0;
        own->filled = (size_t)got;
    }
    return (unsigned char)own->buffer[own->from++];
}

/* A line without its end, which is CRLF, into `line`. -1: it is not whole, or too long. */
static int take_line(struct chunked *own, char *line, struct span *text)
{
    size_t size = 0;
    int byte;

    while ((byte = take_byte(own)) != '\n') {
        if (byte < 0 || size == LINE_BYTES_MAX) return broken_off(own);
        line[size++] = (char)byte;
    }
    if (!size || line[size - 1] != '\r') return broken_off(own);
    *text = (struct span){ line, size - 1 };
    return 0;
}

/* --- signatures --------------------------------------------------------------------------------------------------- */

/* Each signature is over the one before it. `what` is what the algorithm says behind that. */
static int verify(struct chunked *own, const char *algorithm, const char *what, const char *told)
{
    const struct aws_chunked *how = &own->how;
    struct span text = arena_format(&own->call->arena, "%s\n%.*s\n%.*s\n%s\n%s", algorithm, SPAN_ARG(how->time),
                                    SPAN_ARG(how->scope), own->previous, what);
    unsigned char mac[32];

    hmac_sha256((struct span){ (const char *)how->signing_key, 32 }, text, mac);
    hex_encode(mac, 32, own->previous);
    if (digest_equal(span_of(own->previous), span_of(told))) return 0;
    return fault_with(
        own->call, &signature_mismatch,
        signature_told(&own->call->arena, how->access_key_id, span_of(told), text, (struct span){ NULL, 0 }),
        SIGNATURE_MISMATCH_WORDS);
}

static int verify_chunk(struct chunked *own)
{
    unsigned char digest[64];
    char what[2 * 64 + 2], hex[129];

    if (!own->digest) return 0;
    hex_encode(digest, digest_stream_end(own->digest, digest), hex);
    own->digest = NULL;
    snprintf(what, sizeof what, "%s\n%.64s", EMPTY_SHA256, hex);
    return verify(own, "AWS4-HMAC-SHA256-PAYLOAD", what, own->told);
}

static int verify_trailers(struct chunked *own)
{
    char told[66] = "";

    if (!own->how.is_signed || !own->how.may_trail) return 0;
    if (!own->trailers_signature.data) return malformed(own);
    if (!own->how.is_verified) return 0;
    snprintf(told, sizeof told, "%.*s", SPAN_ARG(own->trailers_signature));
    return verify(own, "AWS4-HMAC-SHA256-TRAILER", sha256_hex(&own->call->arena, own->trailers), told);
}

/* --- trailers ----------------------------------------------------------------------------------------------------- */

static int trailer_add(struct chunked *own, struct span line)
{
    struct arena *a = &own->call->arena;
    size_t colon = span_find(line, ':');
    struct span name = arena_lower(a, span_trim(span_sub(line, 0, colon))),
                value = arena_span(a, span_trim(span_sub(line, colon + 1, SIZE_MAX)));

    if (colon == line.size) return malformed(own);
    if (span_is(name, "x-amz-trailer-signature") && own->how.is_signed) {
        own->trailers_signature = value;
        return 0;
    }
    if (!name.size || !span_eq_nocase(name, own->how.trailer)) return malformed(own);
    own->trailers = arena_format(a, "%.*s%.*s:%.*s\n", SPAN_ARG(own->trailers), SPAN_ARG(name), SPAN_ARG(value));
    doc_put_span(own->call->trailers, name, doc_string(a, value));
    return 0;
}

/* Up to the empty line, behind which nothing more may come. */
static int trailers_read(struct chunked *own)
{
    char line[LINE_BYTES_MAX];
    struct span text;

    for (int count = 0;; count++) {
        if (take_line(own, line, &text)) return -1;
        if (!text.size) break;
        if (!own->how.may_trail) return broken_off(own);
        if (count == TRAILERS_MAX || trailer_add(own, text)) return malformed(own);
    }
    if (own->from < own->filled || source_read(own->inner, line, 1) != 0) return broken_off(own);
    if (own->how.trailer.size && !own->trailers.size) return malformed(own);
    return verify_trailers(own);
}

/* --- chunks ------------------------------------------------------------------------------------------------------- */

static bool read_hex(struct span text, int64_t *value)
{
    *value = 0;
    if (!text.size || text.size > 15) return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i] | 0x20;
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
        *value = *value << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return true;
}

static int size_check(struct chunked *own, int64_t size)
{
    struct doc *extra;

    if (!own->chunks || own->size >= CHUNK_BYTES_MIN || !size) return 0;
    extra = doc_map(&own->call->arena);
    doc_put_format(extra, "Chunk", "%lld", (long long)own->chunks + 1);
    doc_put_format(extra, "BadChunkSize", "%lld", (long long)own->size);
    return fault_with(own->call, &invalid_chunk_size, extra,
                      "Only the last chunk is allowed to have a size less than %d bytes", CHUNK_BYTES_MIN);
}

/* "10000;chunk-signature=ad80c7…". */
static int head_read(struct chunked *own)
{
    static const char name[] = "chunk-signature=";
    char line[LINE_BYTES_MAX];
    struct span text, signature;
    size_t semicolon;
    int64_t size;

    if (take_line(own, line, &text)) return -1;
    semicolon = span_find(text, ';');
    signature = span_sub(text, semicolon + 1, SIZE_MAX);
    if (!read_hex(span_sub(text, 0, semicolon), &size)) return broken_off(own);
    if (own->how.is_signed && (!span_starts(signature, name) || signature.size == sizeof name - 1))
        return broken_off(own);
    if (size_check(own, size)) return -1;
    if (own->how.is_verified) {
        snprintf(own->told, sizeof own->told, "%.*s", SPAN_ARG(span_sub(signature, sizeof name - 1, SIZE_MAX)));
        own->digest = digest_stream_begin(SPAN("SHA-256"), own->inner->size);
    }
    own->left = own->size = size;
    own->chunks++;
    own->state = DATA;
    return 0;
}

static int data_end(struct chunked *own)
{
    char line[LINE_BYTES_MAX];
    struct span text;

    if (take_line(own, line, &text)) return -1;
    if (text.size) return broken_off(own);
    own->state = HEAD;
    return verify_chunk(own);
}

/* The last chunk is empty. AWS: all there is counts, when it is not as long as told. */
static int all_end(struct chunked *own)
{
    struct doc *extra;

    if (verify_chunk(own) || trailers_read(own)) return -1;
    own->state = OVER;
    if (own->bytes == own->how.decoded_bytes) return 0;
    extra = doc_map(&own->call->arena);
    doc_put_format(extra, "NumberBytesExpected", "%lld", (long long)own->how.decoded_bytes);
    doc_put_format(extra, "NumberBytesProvided", "%lld", (long long)own->bytes);
    return fault_with(own->call, &fault_incomplete_body, extra,
                      "You did not provide the number of bytes specified by the Content-Length HTTP header");
}

/* Of the chunk's data. */
static ssize_t data_read(struct chunked *own, void *out, size_t room)
{
    ssize_t got = take(own, out, (int64_t)room < own->left ? room : (size_t)own->left);

    if (got <= 0) return broken_off(own);
    if (own->digest) digest_stream_add(own->digest, (struct span){ out, (size_t)got });
    own->left -= got;
    own->bytes += got;
    return own->left || data_end(own) == 0 ? got : -1;
}

static ssize_t chunked_read(struct source *s, void *out, size_t room)
{
    struct chunked *own = (struct chunked *)s;
    ssize_t got = 0;

    if (own->state == BROKEN) return -1;
    if (own->state == HEAD && (head_read(own) || (!own->left && all_end(own)))) got = -1;
    if (own->state == DATA && got == 0) got = data_read(own, out, room);
    if (got < 0) own->state = BROKEN;
    return got;
}

static void chunked_close(struct source *s)
{
    struct chunked *own = (struct chunked *)s;
    unsigned char unused[64];

    if (own->digest) digest_stream_end(own->digest, unused);
    own->digest = NULL;
    source_close(own->inner);
}

struct source *aws_chunked_source(struct call *c, struct source *inner, const struct aws_chunked *how)
{
    struct chunked *own = ARENA_NEW(&c->arena, struct chunked);

    own->source = (struct source){ how->decoded_bytes, chunked_read, chunked_close };
    own->inner = inner;
    own->call = c;
    own->how = *how;
    snprintf(own->previous, sizeof own->previous, "%.*s", SPAN_ARG(how->signature));
    c->trailers = doc_map(&c->arena);
    if (how->trailer.size) doc_put_span(c->trailers, arena_lower(&c->arena, how->trailer), doc_null(&c->arena));
    return &own->source;
}

/* --- headers ------------------------------------------------------------------------------------------------------ */

bool aws_chunked_marked(struct span content_sha256, struct aws_chunked *how)
{
    static const char *const signed_forms[] = { "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                                                "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD" };

    how->may_trail = span_ends(content_sha256, "-TRAILER");
    how->is_signed = false;
    if (how->may_trail) content_sha256 = span_sub(content_sha256, 0, content_sha256.size - strlen("-TRAILER"));
    for (size_t i = 0; i < sizeof signed_forms / sizeof *signed_forms; i++)
        if (span_is(content_sha256, signed_forms[i])) how->is_signed = true;
    return how->is_signed || (how->may_trail && span_is(content_sha256, "STREAMING-UNSIGNED-PAYLOAD"));
}

struct span aws_chunked_strip(struct arena *a, struct span content_encoding)
{
    struct span piece, kept = { NULL, 0 };

    while (span_split(&content_encoding, ',', &piece)) {
        piece = span_trim(piece);
        if (!piece.size || span_is_nocase(piece, "aws-chunked")) continue;
        kept = kept.data ? arena_format(a, "%.*s,%.*s", SPAN_ARG(kept), SPAN_ARG(piece)) : arena_span(a, piece);
    }
    return kept;
}
