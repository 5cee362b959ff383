/* mbedTLS writes the frame; the extensions that its older version has no function for are written here as DER.
 *
 *   SubjectAltName ::= SEQUENCE OF { [2] dNSName | [7] iPAddress }
 */
#include "emulator/base/certificate_write.h"

#include <arpa/inet.h>
#include <assert.h>
#include <mbedtls/oid.h>
#include <mbedtls/md.h>
#include <mbedtls/pem.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>

#include "emulator/base/der.h"
#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/private_key.h"
#include "emulator/base/times.h"

#define DER_ROOM      65536
#define PEM_ROOM      (DER_ROOM * 2)
#define SERIAL_BYTES  16
#define TAG_DNS_NAME  0x82
#define TAG_ADDRESS   0x87
#define NOT_IMPORTANT 0

/* 1.3.6.1.5.5.7.3.1, serverAuth, in a sequence. */
static const unsigned char server_use[] = { 0x30, 0x0A, 0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01 };

size_t certificate_address(struct span text, unsigned char out[16])
{
    char name[INET6_ADDRSTRLEN];

    if (!text.size || text.size >= sizeof name) return 0;
    memcpy(name, text.data, text.size);
    name[text.size] = '\0';
    return inet_pton(AF_INET, name, out) == 1 ? 4 : inet_pton(AF_INET6, name, out) == 1 ? 16 : 0;
}

/* --- the names ---------------------------------------------------------------------------------------------------- */

static int names_set(mbedtls_x509write_cert *c, const struct certificate_wish *wish)
{
    struct buf names = { 0 }, all = { 0 };
    int rc;

    for (size_t i = 0; i < wish->name_count; i++) {
        unsigned char address[16];
        size_t size = certificate_address(wish->names[i], address);
        if (size) der_add(&names, TAG_ADDRESS, (struct span){ (const char *)address, size });
        else der_add(&names, TAG_DNS_NAME, wish->names[i]);
    }
    assert(names.size < 0x10000);
    der_add(&all, DER_SEQUENCE, buf_span(&names));
    rc = mbedtls_x509write_crt_set_extension(c, MBEDTLS_OID_SUBJECT_ALT_NAME,
                                             MBEDTLS_OID_SIZE(MBEDTLS_OID_SUBJECT_ALT_NAME), NOT_IMPORTANT,
                                             (const unsigned char *)all.data, all.size);
    buf_release(&names);
    buf_release(&all);
    return rc;
}

/* --- the frame ---------------------------------------------------------------------------------------------------- */

/* AWS: 16 random bytes; the first is no zero, and the number is positive. */
static int serial_set(mbedtls_x509write_cert *c)
{
    unsigned char serial[SERIAL_BYTES];
#if MBEDTLS_VERSION_MAJOR < 3
    mbedtls_mpi number;
    int rc;
#endif

    random_bytes(serial, sizeof serial);
    serial[0] = (serial[0] & 0x3F) | 0x40;
#if MBEDTLS_VERSION_MAJOR < 3
    mbedtls_mpi_init(&number);
    rc = mbedtls_mpi_read_binary(&number, serial, sizeof serial) || mbedtls_x509write_crt_set_serial(c, &number);
    mbedtls_mpi_free(&number);
    return rc;
#else
    return mbedtls_x509write_crt_set_serial_raw(c, serial, sizeof serial);
#endif
}

/* 20261124042330 */
static const char *moment(struct arena *a, int64_t ms)
{
    struct span basic = time_basic(a, ms);

    return arena_printf(a, "%.*s%.*s", 8, basic.data, 6, basic.data + 9);
}

static int uses_set(mbedtls_x509write_cert *c, const struct certificate_wish *wish)
{
    if (wish->is_of_client) return 0;
    if (!wish->name_count)
        return mbedtls_x509write_crt_set_basic_constraints(c, 1, 0) ||
               mbedtls_x509write_crt_set_key_usage(c, MBEDTLS_X509_KU_KEY_CERT_SIGN | MBEDTLS_X509_KU_CRL_SIGN);
    return mbedtls_x509write_crt_set_basic_constraints(c, 0, -1) ||
           mbedtls_x509write_crt_set_key_usage(c,
                                               MBEDTLS_X509_KU_DIGITAL_SIGNATURE | MBEDTLS_X509_KU_KEY_ENCIPHERMENT) ||
           mbedtls_x509write_crt_set_extension(c, MBEDTLS_OID_EXTENDED_KEY_USAGE,
                                               MBEDTLS_OID_SIZE(MBEDTLS_OID_EXTENDED_KEY_USAGE), NOT_IMPORTANT,
                                               server_use, sizeof server_use) ||
           names_set(c, wish);
}

static int frame_set(struct arena *a, mbedtls_x509write_cert *c, const struct certificate_wish *wish,
                     mbedtls_pk_context *key, mbedtls_pk_context *issuer)
{
    mbedtls_x509write_crt_set_version(c, MBEDTLS_X509_CRT_VERSION_3);
    mbedtls_x509write_crt_set_md_alg(c, MBEDTLS_MD_SHA256);
    mbedtls_x509write_crt_set_subject_key(c, key);
    mbedtls_x509write_crt_set_issuer_key(c, issuer);
    return serial_set(c) || mbedtls_x509write_crt_set_subject_name(c, wish->subject) ||
           mbedtls_x509write_crt_set_issuer_name(c, wish->issuer_key ? wish->issuer_subject : wish->subject) ||
           mbedtls_x509write_crt_set_validity(c, moment(a, wish->from_ms), moment(a, wish->until_ms)) ||
           uses_set(c, wish) || mbedtls_x509write_crt_set_subject_key_identifier(c) ||
           mbedtls_x509write_crt_set_authority_key_identifier(c);
}

/* --- the signature ------------------------------------------------------------------------------------------------ */

/* AlgorithmIdentifier ::= SEQUENCE { algorithm OID, parameters ANY OPTIONAL }: with the first alone. False when it has
 * no more. */
static bool algorithm_bare(struct span algorithm, struct buf *out)
{
    struct span oid, whole;
    int tag;

    if (!der_take(&algorithm, &tag, &oid, &whole) || !algorithm.size) return false;
    der_add(out, DER_SEQUENCE, whole);
    return true;
}

/* TBSCertificate ::= SEQUENCE { version, serialNumber, signature AlgorithmIdentifier, … } with the bare one in its
 * place. */
static bool body_write(struct span body, struct buf *algorithm, struct buf *out)
{
    struct buf inner = { 0 };
    struct span version, serial, value, whole;
    int tag;
    bool is_else = der_take(&body, &tag, &value, &version) && der_take(&body, &tag, &value, &serial) &&
                   der_take(&body, &tag, &value, &whole) && algorithm_bare(value, algorithm);

    if (is_else) {
        buf_add_span(&inner, version);
        buf_add_span(&inner, serial);
        buf_add_span(&inner, buf_span(algorithm));
        buf_add_span(&inner, body);
        der_add(out, DER_SEQUENCE, buf_span(&inner));
    }
    buf_release(&inner);
    return is_else;
}

/* A bit string begins with the number of bits that its last byte does not use. */
static int signature_add(struct buf *out, mbedtls_pk_context *issuer, struct span body)
{
    unsigned char hash[32], signature[1 + MBEDTLS_PK_SIGNATURE_MAX_SIZE] = { 0 };
    size_t size = 0;
    int rc;

    sha256(body, hash);
#if MBEDTLS_VERSION_MAJOR < 3
    rc = mbedtls_pk_sign(issuer, MBEDTLS_MD_SHA256, hash, sizeof hash, signature + 1, &size, private_key_random, NULL);
#else
    rc = mbedtls_pk_sign(issuer, MBEDTLS_MD_SHA256, hash, sizeof hash, signature + 1, sizeof signature - 1, &size,
                         private_key_random, NULL);
#endif
    der_add(out, DER_BIT_STRING, (struct span){ (const char *)signature, size + 1 });
    return rc;
}

/* mbedTLS 2 gives the signature's algorithm parameters (NULL), also where there shall be none (ECDSA: RFC 5758, section
 * 3.2), and Chromium takes no such certificate: it is put together and signed anew without. */
static struct span without_parameters(struct arena *a, struct span der, mbedtls_pk_context *issuer)
{
    struct buf algorithm = { 0 }, body = { 0 }, all = { 0 }, out = { 0 };
    struct span outer, first, whole, rest = der;
    int tag;

    if (mbedtls_pk_get_type(issuer) != MBEDTLS_PK_RSA && der_take(&rest, &tag, &outer, &whole) &&
        der_take(&outer, &tag, &first, &whole) && body_write(first, &algorithm, &body)) {
        buf_add_span(&all, buf_span(&body));
        buf_add_span(&all, buf_span(&algorithm));
        if (signature_add(&all, issuer, buf_span(&body)) == 0) {
            der_add(&out, DER_SEQUENCE, buf_span(&all));
            der = arena_span(a, buf_span(&out));
        }
    }
    buf_release(&algorithm);
    buf_release(&body);
    buf_release(&all);
    buf_release(&out);
    return der;
}

/* mbedTLS writes DER from the end of its room. */
static char *frame_write(struct arena *a, mbedtls_x509write_cert *c, mbedtls_pk_context *issuer)
{
    unsigned char *der = arena_alloc(a, DER_ROOM), *pem = arena_alloc(a, PEM_ROOM);
    int size = mbedtls_x509write_crt_der(c, der, DER_ROOM, private_key_random, NULL);
    struct span bytes;
    size_t written;

    if (size < 0) return NULL;
    bytes = without_parameters(a, (struct span){ (const char *)der + DER_ROOM - size, (size_t)size }, issuer);
    if (mbedtls_pem_write_buffer("-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----\n",
                                 (const unsigned char *)bytes.data, bytes.size, pem, PEM_ROOM, &written))
        return NULL;
    return arena_string(a, span_of((const char *)pem));
}

char *certificate_write(struct arena *a, const struct certificate_wish *wish)
{
    struct arena scratch = { 0 };
    mbedtls_x509write_cert c;
    mbedtls_pk_context key, issuer;
    char *pem = NULL;

    assert(wish->name_count <= CERTIFICATE_NAMES_MAX);
    mbedtls_x509write_crt_init(&c);
    mbedtls_pk_init(&issuer);
    if (private_key_read(&key, span_of(wish->key)) ||
        (wish->issuer_key && private_key_read(&issuer, span_of(wish->issuer_key))))
        goto out;
    if (frame_set(&scratch, &c, wish, &key, wish->issuer_key ? &issuer : &key) == 0)
        pem = frame_write(&scratch, &c, wish->issuer_key ? &issuer : &key);
    if (pem) pem = arena_string(a, span_of(pem));
out:
    mbedtls_x509write_crt_free(&c);
    mbedtls_pk_free(&key);
    mbedtls_pk_free(&issuer);
    arena_release(&scratch);
    return pem;
}
