/* By mbedTLS 2.28 or 3. */
#include "emulator/base/public_key.h"

#include <mbedtls/md.h>
#include <mbedtls/pk.h>

#include "emulator/base/digest.h"

static const unsigned char *bytes(struct span s)
{
    return (const unsigned char *)s.data;
}

/* mbedTLS wants the NUL counted. */
static bool key_read(struct arena *a, struct span pem, mbedtls_pk_context *key)
{
    const char *text = arena_string(a, pem);

    mbedtls_pk_init(key);
    return mbedtls_pk_parse_public_key(key, (const unsigned char *)text, pem.size + 1) == 0;
}

bool public_key_verify(struct arena *a, struct span pem, struct span digest, struct span data, struct span signature)
{
    mbedtls_md_type_t type = span_is(digest, "SHA-1")     ? MBEDTLS_MD_SHA1
                             : span_is(digest, "SHA-256") ? MBEDTLS_MD_SHA256
                                                          : MBEDTLS_MD_NONE;
    unsigned char hash[64];
    size_t size = digest_named(digest, data, hash);
    mbedtls_pk_context key;
    bool is_good = key_read(a, pem, &key) && type != MBEDTLS_MD_NONE &&
                   mbedtls_pk_verify(&key, type, hash, size, bytes(signature), signature.size) == 0;

    mbedtls_pk_free(&key);
    return is_good;
}

enum public_key_kind public_key_kind_of(struct arena *a, struct span pem, size_t *bits)
{
    enum public_key_kind kind = PUBLIC_KEY_NONE;
    mbedtls_pk_context key;

    if (key_read(a, pem, &key)) {
        kind = mbedtls_pk_can_do(&key, MBEDTLS_PK_RSA) ? PUBLIC_KEY_RSA : PUBLIC_KEY_EC;
        *bits = mbedtls_pk_get_bitlen(&key);
    }
    mbedtls_pk_free(&key);
    return kind;
}
