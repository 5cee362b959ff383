/* Digests by mbedTLS's generic interface, which 2.28 and 3.x share; those of many bytes by libcrypto. */
#include "emulator/base/digest.h"

#include <assert.h>
#include <mbedtls/base64.h>
#include <mbedtls/md.h>
#include <stdlib.h>
#include <zlib.h>

#include "emulator/base/digest_library.h"
#include "emulator/base/panic.h"

static void digest(mbedtls_md_type_t type, struct span data, unsigned char *out)
{
    int rc = mbedtls_md(mbedtls_md_info_from_type(type), (const unsigned char *)data.data, data.size, out);

    assert(rc == 0);
    (void)rc;
}

static void md5(struct span data, unsigned char out[16])
{
    digest(MBEDTLS_MD_MD5, data, out);
}

void sha256(struct span data, unsigned char out[32])
{
    digest(MBEDTLS_MD_SHA256, data, out);
}

struct named {
    const char *name;
    mbedtls_md_type_t type;
    size_t size;
};

/* NULL: nobody knows it. */
static const struct named *named_find(struct span algorithm)
{
    static const struct named known[] = {
        { "MD5", MBEDTLS_MD_MD5, 16 },        { "SHA-1", MBEDTLS_MD_SHA1, 20 },
        { "SHA-256", MBEDTLS_MD_SHA256, 32 }, { "SHA-384", MBEDTLS_MD_SHA384, 48 },
        { "SHA-512", MBEDTLS_MD_SHA512, 64 },
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (span_is(algorithm, known[i].name)) return &known[i];
    return NULL;
}

size_t digest_named(struct span algorithm, struct span data, unsigned char out[64])
{
    const struct named *named = named_find(algorithm);

    if (named) digest(named->type, data, out);
    return named ? named->size : 0;
}

/* --- in pieces ---------------------------------------------------------------------------------------------------- */

/* From so many bytes on it pays to load a library. */
#define LONG_BYTES (1024 * 1024)

/* By libcrypto where there is one and it has the algorithm, else by mbedTLS. */
struct digest_stream {
    size_t size;
    const struct digest_library *library; /* NULL: by mbedTLS */
    EVP_MD *algorithm;
    EVP_MD_CTX *by_library;
    mbedtls_md_context_t context;
};

static bool library_begin(struct digest_stream *d, const char *name)
{
    const struct digest_library *library = digest_library();

    if (!library || !(d->algorithm = library->fetch(NULL, name, NULL))) return false;
    d->library = library;
    d->by_library = library->ctx_new();
    if (!d->by_library || !library->begin(d->by_library, d->algorithm, NULL)) panic("a digest cannot be begun");
    return true;
}

struct digest_stream *digest_stream_begin(struct span algorithm, int64_t bytes)
{
    const struct named *named = named_find(algorithm);
    struct digest_stream *d;

    if (!named) return NULL;
    d = memory_new(1, sizeof *d);
    d->size = named->size;
    if ((bytes < 0 || bytes >= LONG_BYTES) && library_begin(d, named->name)) return d;
    mbedtls_md_init(&d->context);
    if (mbedtls_md_setup(&d->context, mbedtls_md_info_from_type(named->type), 0) || mbedtls_md_starts(&d->context))
        panic("a digest cannot be begun");
    return d;
}

void digest_stream_add(struct digest_stream *d, struct span data)
{
    bool is_added = d->library ? d->library->add(d->by_library, data.data, data.size) == 1
                               : mbedtls_md_update(&d->context, (const unsigned char *)data.data, data.size) == 0;

    if (!is_added) panic("a digest cannot go on");
}

static void library_end(struct digest_stream *d, unsigned char *out)
{
    if (d->library->end(d->by_library, out, NULL) != 1) panic("a digest cannot be ended");
    d->library->ctx_free(d->by_library);
    d->library->free(d->algorithm);
}

size_t digest_stream_end(struct digest_stream *d, unsigned char out[64])
{
    size_t size = d->size;

    if (d->library) library_end(d, out);
    else if (mbedtls_md_finish(&d->context, out)) panic("a digest cannot be ended");
    else mbedtls_md_free(&d->context);
    free(d);
    return size;
}

/* --- MACs --------------------------------------------------------------------------------------------------------- */

static void hmac(mbedtls_md_type_t type, struct span key, struct span data, unsigned char *out)
{
    int rc = mbedtls_md_hmac(mbedtls_md_info_from_type(type), (const unsigned char *)key.data, key.size,
                             (const unsigned char *)data.data, data.size, out);

    assert(rc == 0);
    (void)rc;
}

void hmac_sha256(struct span key, struct span data, unsigned char out[32])
{
    hmac(MBEDTLS_MD_SHA256, key, data, out);
}

void hmac_sha1(struct span key, struct span data, unsigned char out[20])
{
    hmac(MBEDTLS_MD_SHA1, key, data, out);
}

bool digest_equal(struct span a, struct span b)
{
    unsigned char difference = a.size != b.size;

    for (size_t i = 0; i < a.size && i < b.size; i++) difference |= (unsigned char)(a.data[i] ^ b.data[i]);
    return difference == 0;
}

uint32_t crc32_of(struct span data)
{
    return (uint32_t)crc32_z(0, (const unsigned char *)data.data, data.size);
}

void hex_encode(const unsigned char *bytes, size_t size, char *out)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < size; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * size] = '\0';
}

char *md5_hex(struct arena *a, struct span data)
{
    unsigned char bytes[16];
    char *out = arena_alloc(a, 33);

    md5(data, bytes);
    hex_encode(bytes, sizeof bytes, out);
    return out;
}

char *sha256_hex(struct arena *a, struct span data)
{
    unsigned char bytes[32];
    char *out = arena_alloc(a, 65);

    sha256(data, bytes);
    hex_encode(bytes, sizeof bytes, out);
    return out;
}

/* How many characters so many bytes become. */
static size_t base64_size(size_t bytes)
{
    return (bytes + 2) / 3 * 4;
}

/* Three bytes a turn. mbedtls' own takes the same time for any bytes, for secrets' sake, which these are not. */
static void base64_put(char *out, struct span bytes)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *at = (const unsigned char *)bytes.data;

    for (size_t left = bytes.size; left; left -= left < 3 ? left : 3, at += 3) {
        unsigned bits = (unsigned)at[0] << 16 | (left > 1 ? at[1] : 0u) << 8 | (left > 2 ? at[2] : 0u);
        *out++ = letters[bits >> 18];
        *out++ = letters[bits >> 12 & 63];
        *out++ = left > 1 ? letters[bits >> 6 & 63] : '=';
        *out++ = left > 2 ? letters[bits & 63] : '=';
    }
}

void base64_encode(struct buf *b, struct span bytes)
{
    char text[256];

    for (size_t at = 0; at < bytes.size; at += sizeof text / 4 * 3) {
        struct span piece = span_sub(bytes, at, sizeof text / 4 * 3);
        base64_put(text, piece);
        buf_add(b, text, base64_size(piece.size));
    }
}

struct span base64_text(struct arena *a, struct span bytes)
{
    size_t size = base64_size(bytes.size);
    char *text = arena_raw(a, size + 1, 1);

    base64_put(text, bytes);
    text[size] = '\0';
    return (struct span){ text, size };
}

static bool is_base64(struct span text)
{
    size_t padding = 0;

    if (text.size % 4) return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        bool letter =
            (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
        if (c == '=') padding++;
        if (c != '=' && (!letter || padding)) return false;
    }
    return padding <= 2;
}

bool base64_decode(struct arena *a, struct span text, struct span *bytes)
{
    unsigned char *out = arena_alloc(a, text.size / 4 * 3 + 1);
    size_t size = 0;

    if (!is_base64(text)) return false;
    if (text.size &&
        mbedtls_base64_decode(out, text.size / 4 * 3 + 1, &size, (const unsigned char *)text.data, text.size) != 0)
        return false;
    *bytes = (struct span){ (const char *)out, size };
    return true;
}
