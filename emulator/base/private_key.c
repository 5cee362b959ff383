/* By mbedTLS 2.28 or 3. */
#include "emulator/base/private_key.h"

#include <mbedtls/ecp.h>
#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>
#include <mbedtls/version.h>

#include "emulator/base/ids.h"
#include "emulator/base/panic.h"

#define PEM_ROOM 16384
#define EXPONENT 65537

static const struct kind {
    const char *name;
    int rsa_bits;
    mbedtls_ecp_group_id curve;
} kinds[] = {
    { "RSA_1024", 1024, MBEDTLS_ECP_DP_NONE },        { "RSA_2048", 2048, MBEDTLS_ECP_DP_NONE },
    { "RSA_3072", 3072, MBEDTLS_ECP_DP_NONE },        { "RSA_4096", 4096, MBEDTLS_ECP_DP_NONE },
    { "EC_prime256v1", 0, MBEDTLS_ECP_DP_SECP256R1 }, { "EC_secp384r1", 0, MBEDTLS_ECP_DP_SECP384R1 },
    { "EC_secp521r1", 0, MBEDTLS_ECP_DP_SECP521R1 },
};

int private_key_random(void *unused, unsigned char *out, size_t size)
{
    (void)unused;
    random_bytes(out, size);
    return 0;
}

static int key_generate(mbedtls_pk_context *key, const struct kind *kind)
{
    if (kind->rsa_bits)
        return mbedtls_pk_setup(key, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA)) ||
               mbedtls_rsa_gen_key(mbedtls_pk_rsa(*key), private_key_random, NULL, (unsigned)kind->rsa_bits, EXPONENT);
    return mbedtls_pk_setup(key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)) ||
           mbedtls_ecp_gen_key(kind->curve, mbedtls_pk_ec(*key), private_key_random, NULL);
}

static char *key_make(struct arena *a, const struct kind *kind)
{
    unsigned char *pem = arena_alloc(a, PEM_ROOM);
    mbedtls_pk_context key;

    mbedtls_pk_init(&key);
    if (key_generate(&key, kind) || mbedtls_pk_write_key_pem(&key, pem, PEM_ROOM)) panic("no private key can be made");
    mbedtls_pk_free(&key);
    return (char *)pem;
}

char *private_key_make(struct arena *a, const char *algorithm)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (span_is(span_of(algorithm), kinds[i].name)) return key_make(a, &kinds[i]);
    return NULL;
}

static int key_parse(mbedtls_pk_context *out, const unsigned char *pem, size_t size)
{
#if MBEDTLS_VERSION_MAJOR < 3
    return mbedtls_pk_parse_key(out, pem, size, NULL, 0);
#else
    return mbedtls_pk_parse_key(out, pem, size, NULL, 0, private_key_random, NULL);
#endif
}

/* A curve's table of multiples is computed with the first signature, into the key: not by two threads at once. */
static int key_sign_once(mbedtls_pk_context *key)
{
    const unsigned char hash[32] = { 1 };
    unsigned char signature[MBEDTLS_PK_SIGNATURE_MAX_SIZE];
    size_t size;

#if MBEDTLS_VERSION_MAJOR < 3
    return mbedtls_pk_sign(key, MBEDTLS_MD_SHA256, hash, sizeof hash, signature, &size, private_key_random, NULL);
#else
    return mbedtls_pk_sign(key, MBEDTLS_MD_SHA256, hash, sizeof hash, signature, sizeof signature, &size,
                           private_key_random, NULL);
#endif
}

int private_key_read(mbedtls_pk_context *out, struct span pem)
{
    struct arena scratch = { 0 };
    const char *text = arena_string(&scratch, pem);
    int rc;

    mbedtls_pk_init(out);
    rc = key_parse(out, (const unsigned char *)text, pem.size + 1) || key_sign_once(out) ? -1 : 0;
    arena_release(&scratch);
    return rc;
}
