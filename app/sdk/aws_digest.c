/* Digests and codings over mbedTLS. Only the generic message-digest interface is used: it is the same in 2.28 and
 * 3.x. */
#include "app/sdk/aws_digest.h"

#include <mbedtls/base64.h>
#include <mbedtls/md.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static const mbedtls_md_info_t *digest_sha256_info(void)
{
    const mbedtls_md_info_t *info = mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);

    if (!info) abort();
    return info;
}

void aws_sha256(const void *bytes, size_t length, unsigned char digest[AWS_SHA256_BYTES])
{
    if (mbedtls_md(digest_sha256_info(), bytes ? bytes : "", length, digest)) abort();
}

void aws_sha256_hex(const void *bytes, size_t length, char hex[AWS_SHA256_HEX])
{
    unsigned char digest[AWS_SHA256_BYTES];

    aws_sha256(bytes, length, digest);
    aws_hex(digest, sizeof digest, hex);
}

/* A digest of what comes piece by piece. */
static void digest_begin(mbedtls_md_context_t *context, const mbedtls_md_info_t *info)
{
    mbedtls_md_init(context);
    if (!info || mbedtls_md_setup(context, info, 0) || mbedtls_md_starts(context)) abort();
}

static void digest_end(mbedtls_md_context_t *context, size_t bytes, char *hex)
{
    unsigned char digest[MBEDTLS_MD_MAX_SIZE];

    if (mbedtls_md_finish(context, digest)) abort();
    mbedtls_md_free(context);
    aws_hex(digest, bytes, hex);
}

struct aws_sha256 {
    mbedtls_md_context_t context;
};

struct aws_sha256 *aws_sha256_new(void)
{
    struct aws_sha256 *sha = calloc(1, sizeof *sha);

    if (!sha) abort();
    digest_begin(&sha->context, digest_sha256_info());
    return sha;
}

void aws_sha256_add(struct aws_sha256 *sha, const void *bytes, size_t length)
{
    if (mbedtls_md_update(&sha->context, bytes, length)) abort();
}

void aws_sha256_end(struct aws_sha256 *sha, char hex[AWS_SHA256_HEX])
{
    digest_end(&sha->context, AWS_SHA256_BYTES, hex);
    free(sha);
}

struct aws_md5 {
    mbedtls_md_context_t context;
};

struct aws_md5 *aws_md5_new(void)
{
    struct aws_md5 *md5 = calloc(1, sizeof *md5);

    if (!md5) abort();
    digest_begin(&md5->context, mbedtls_md_info_from_type(MBEDTLS_MD_MD5));
    return md5;
}

void aws_md5_add(struct aws_md5 *md5, const void *bytes, size_t length)
{
    if (mbedtls_md_update(&md5->context, bytes, length)) abort();
}

void aws_md5_end(struct aws_md5 *md5, char hex[AWS_MD5_HEX])
{
    digest_end(&md5->context, (AWS_MD5_HEX - 1) / 2, hex);
    free(md5);
}

void aws_sha1_hex(const void *bytes, size_t length, char hex[AWS_SHA1_HEX])
{
    unsigned char digest[(AWS_SHA1_HEX - 1) / 2];
    const mbedtls_md_info_t *info = mbedtls_md_info_from_type(MBEDTLS_MD_SHA1);

    if (!info || mbedtls_md(info, bytes, length, digest)) abort();
    aws_hex(digest, sizeof digest, hex);
}

void aws_hmac_sha256(const void *key, size_t key_length, const void *bytes, size_t length,
                     unsigned char digest[AWS_SHA256_BYTES])
{
    if (mbedtls_md_hmac(digest_sha256_info(), key, key_length, bytes, length, digest)) abort();
}

void aws_hex(const void *bytes, size_t length, char *hex)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *byte = bytes;
    size_t i;

    for (i = 0; i < length; i++) {
        hex[2 * i] = digits[byte[i] >> 4];
        hex[2 * i + 1] = digits[byte[i] & 15];
    }
    hex[2 * length] = '\0';
}

void aws_base64_encode(struct text *out, const void *bytes, size_t length)
{
    size_t size = (length + 2) / 3 * 4 + 1, written = 0;
    unsigned char *encoded = malloc(size);

    if (!encoded || mbedtls_base64_encode(encoded, size, &written, bytes, length)) abort();
    text_append(out, encoded, written);
    free(encoded);
}

/* Would the encoder have written it? mbedTLS decodes line ends, and bits after the end, too. */
static bool digest_is_canonical(const void *bytes, size_t length, const char *encoded)
{
    struct text again;
    bool is_same;

    text_init(&again, strlen(encoded));
    aws_base64_encode(&again, bytes, length);
    is_same = !again.overflow && !strcmp(text_string(&again), encoded);
    text_release(&again);
    return is_same;
}

bool aws_base64_decode(struct text *out, const char *encoded)
{
    size_t length = strlen(encoded), size = length / 4 * 3 + 1, written = 0;
    unsigned char *bytes = malloc(size);
    bool ok;

    if (!bytes) abort();
    ok = length % 4 == 0 && !mbedtls_base64_decode(bytes, size, &written, (const unsigned char *)encoded, length) &&
         digest_is_canonical(bytes, written, encoded);
    if (ok) text_append(out, bytes, written);
    free(bytes);
    return ok && !out->overflow;
}

void aws_base64url_encode(struct text *out, const void *bytes, size_t length)
{
    size_t start = out->length;
    char *c;

    aws_base64_encode(out, bytes, length);
    if (out->overflow) return;
    while (out->length > start && out->bytes[out->length - 1] == '=') out->bytes[--out->length] = '\0';
    for (c = out->bytes + start; c && *c; c++) {
        if (*c == '+') *c = '-';
        else if (*c == '/') *c = '_';
    }
}

bool aws_base64url_decode(struct text *out, const char *encoded)
{
    struct text standard;
    bool ok;
    char *c;

    if (strpbrk(encoded, "+/=")) return false;
    text_init(&standard, strlen(encoded) + 4);
    text_put(&standard, encoded);
    for (c = standard.bytes; *c; c++) {
        if (*c == '-') *c = '+';
        else if (*c == '_') *c = '/';
    }
    while (standard.length % 4) text_append(&standard, "=", 1);
    ok = !standard.overflow && aws_base64_decode(out, text_string(&standard));
    text_release(&standard);
    return ok;
}

void aws_random(void *bytes, size_t length)
{
    if (getrandom(bytes, length, 0) != (ssize_t)length) abort();
}
