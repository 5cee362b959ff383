/* By mbedTLS 2.28 or 3. */
#include "emulator/base/rsa_verify.h"

#include <mbedtls/md.h>
#include <mbedtls/rsa.h>
#include <mbedtls/version.h>

#include "emulator/base/digest.h"

#define BYTES_MIN 128

static const unsigned char *bytes(struct span s)
{
    return (const unsigned char *)s.data;
}

static mbedtls_md_type_t type_of(struct span digest)
{
    return span_is(digest, "SHA-256")   ? MBEDTLS_MD_SHA256
           : span_is(digest, "SHA-384") ? MBEDTLS_MD_SHA384
           : span_is(digest, "SHA-512") ? MBEDTLS_MD_SHA512
                                        : MBEDTLS_MD_NONE;
}

static void key_init(mbedtls_rsa_context *key)
{
#if MBEDTLS_VERSION_MAJOR < 3
    mbedtls_rsa_init(key, MBEDTLS_RSA_PKCS_V15, 0);
#else
    mbedtls_rsa_init(key);
#endif
}

static int key_verify(mbedtls_rsa_context *key, mbedtls_md_type_t type, size_t size, const unsigned char *hash,
                      struct span signature)
{
#if MBEDTLS_VERSION_MAJOR < 3
    return mbedtls_rsa_pkcs1_verify(key, NULL, NULL, MBEDTLS_RSA_PUBLIC, type, (unsigned)size, hash, bytes(signature));
#else
    return mbedtls_rsa_pkcs1_verify(key, type, (unsigned)size, hash, bytes(signature));
#endif
}

bool rsa_verify(struct span modulus, struct span exponent, struct span digest, struct span data, struct span signature)
{
    mbedtls_md_type_t type = type_of(digest);
    mbedtls_rsa_context key;
    unsigned char hash[64];
    size_t size = digest_named(digest, data, hash);
    bool is_good;

    if (type == MBEDTLS_MD_NONE || modulus.size < BYTES_MIN || !exponent.size) return false;
    key_init(&key);
    is_good = mbedtls_rsa_import_raw(&key, bytes(modulus), modulus.size, NULL, 0, NULL, 0, NULL, 0, bytes(exponent),
                                     exponent.size) == 0 &&
              mbedtls_rsa_complete(&key) == 0 && mbedtls_rsa_check_pubkey(&key) == 0 &&
              signature.size == mbedtls_rsa_get_len(&key) && key_verify(&key, type, size, hash, signature) == 0;
    mbedtls_rsa_free(&key);
    return is_good;
}
