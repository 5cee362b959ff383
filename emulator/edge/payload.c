/* The digest is taken of what passes by, and compared at the end: so what was received until then must be thrown
 * away, as after any break. */
#include "emulator/edge/payload.h"

#include "emulator/base/digest.h"
#include "emulator/base/source.h"

static const struct fault_kind digest_mismatch = { "XAmzContentSHA256Mismatch", 400, SENDER };

struct span payload_digest(const struct http_request *request)
{
    struct span told = http_header(request, "X-Amz-Content-Sha256");

    for (size_t i = 0; i < told.size; i++) {
        char c = told.data[i];
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return (struct span){ NULL, 0 };
    }
    return told.size == 64 ? told : (struct span){ NULL, 0 };
}

struct checked_source {
    struct source source, *inner;
    struct call *call;
    struct span wanted;           /* hex */
    struct digest_stream *digest; /* NULL once it was compared */
    bool is_broken;
};

/* At the end. True when it is as named. */
static bool digest_holds(struct checked_source *own)
{
    unsigned char digest[64];
    char hex[129];
    size_t size = digest_stream_end(own->digest, digest);

    own->digest = NULL;
    hex_encode(digest, size, hex);
    if (span_is(own->wanted, hex)) return true;
    fault(own->call, &digest_mismatch, "The provided 'x-amz-content-sha256' header does not match what was computed.");
    return false;
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

void payload_check(struct call *c, const struct http_request *request)
{
    struct span wanted = payload_digest(request);
    struct checked_source *own;

    if (!c->body_in || !wanted.data) return;
    own = ARENA_NEW(&c->arena, struct checked_source);
    own->source = (struct source){ c->body_in->size, checked_read, checked_close };
    own->inner = c->body_in;
    own->call = c;
    own->wanted = wanted;
    own->digest = digest_stream_begin(SPAN("SHA-256"));
    c->body_in = &own->source;
}
