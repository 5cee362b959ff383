/* mbedTLS parses; what its older version keeps to itself is read here from the extensions' DER. */
#include "emulator/base/certificate.h"

#include <arpa/inet.h>
#include <mbedtls/asn1.h>
#include <mbedtls/ecp.h>
#include <mbedtls/oid.h>
#include <mbedtls/pk.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>
#include <stdio.h>

#include "emulator/base/certificate_write.h"
#include "emulator/base/private_key.h"
#include "emulator/base/times.h"

#define NAME_ROOM   1024
#define SERIAL_ROOM 128
#define ITEMS_MAX   1024

/* The caller frees it in any case. */
static int chain_parse(mbedtls_x509_crt *out, struct span pem)
{
    struct arena scratch = { 0 };
    const char *text = arena_string(&scratch, pem);
    int rc;

    mbedtls_x509_crt_init(out);
    rc = mbedtls_x509_crt_parse(out, (const unsigned char *)text, pem.size + 1);
    arena_release(&scratch);
    return rc;
}

/* --- extensions --------------------------------------------------------------------------------------------------- */

typedef void extension_read(struct arena *a, struct certificate *out, unsigned char *at, const unsigned char *end);

static bool element_take(unsigned char **at, const unsigned char *end, int tag, struct span *value)
{
    size_t size;

    if (mbedtls_asn1_get_tag(at, end, &size, tag)) return false;
    *value = (struct span){ (const char *)*at, size };
    *at += size;
    return true;
}

static bool sequence_enter(unsigned char **at, const unsigned char **end)
{
    size_t size;

    if (mbedtls_asn1_get_tag(at, *end, &size, MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE)) return false;
    *end = *at + size;
    return true;
}

static struct span address_text(struct arena *a, struct span bytes)
{
    char text[INET6_ADDRSTRLEN];

    if (bytes.size != 4 && bytes.size != 16) return (struct span){ NULL, 0 };
    inet_ntop(bytes.size == 4 ? AF_INET : AF_INET6, bytes.data, text, sizeof text);
    return arena_span(a, span_of(text));
}

/* GeneralNames: those that are no host or address are passed over. */
static void names_read(struct arena *a, struct certificate *out, unsigned char *at, const unsigned char *end)
{
    struct span *names = ARENA_ARRAY(a, struct span, ITEMS_MAX), value;

    if (!sequence_enter(&at, &end)) return;
    while (at < end && out->name_count < ITEMS_MAX) {
        int tag = *at;
        if (!element_take(&at, end, tag, &value)) break;
        if (tag == (MBEDTLS_ASN1_CONTEXT_SPECIFIC | 2)) value = arena_span(a, value);
        else if (tag == (MBEDTLS_ASN1_CONTEXT_SPECIFIC | 7)) value = address_text(a, value);
        else continue;
        if (value.size) names[out->name_count++] = value;
    }
    out->names = names;
}

static void usage_read(struct arena *a, struct certificate *out, unsigned char *at, const unsigned char *end)
{
    struct span bits;

    (void)a;
    if (!element_take(&at, end, MBEDTLS_ASN1_BIT_STRING, &bits) || bits.size < 2) return;
    for (size_t i = 0; i < 9 && i / 8 + 1 < bits.size; i++)
        if ((unsigned char)bits.data[i / 8 + 1] & 0x80 >> i % 8) out->key_usage |= 1u << i;
}

static const char *oid_text(struct arena *a, struct span oid)
{
    mbedtls_asn1_buf b = { MBEDTLS_ASN1_OID, oid.size, (unsigned char *)oid.data };
    char text[128];

    return mbedtls_oid_get_numeric_string(text, sizeof text, &b) < 0 ? "" : arena_string(a, span_of(text));
}

static void purposes_read(struct arena *a, struct certificate *out, unsigned char *at, const unsigned char *end)
{
    const char **purposes = ARENA_ARRAY(a, const char *, ITEMS_MAX);
    struct span oid;

    if (!sequence_enter(&at, &end)) return;
    while (out->purpose_count < ITEMS_MAX && element_take(&at, end, MBEDTLS_ASN1_OID, &oid))
        purposes[out->purpose_count++] = oid_text(a, oid);
    out->purposes = purposes;
}

static void constraints_read(struct arena *a, struct certificate *out, unsigned char *at, const unsigned char *end)
{
    struct span value;

    (void)a;
    if (!sequence_enter(&at, &end)) return;
    out->is_authority = element_take(&at, end, MBEDTLS_ASN1_BOOLEAN, &value) && value.size == 1 && value.data[0] != 0;
}

static const struct extension {
    struct span oid;
    extension_read *read;
} extensions[] = {
    { SPAN(MBEDTLS_OID_SUBJECT_ALT_NAME), names_read },
    { SPAN(MBEDTLS_OID_KEY_USAGE), usage_read },
    { SPAN(MBEDTLS_OID_EXTENDED_KEY_USAGE), purposes_read },
    { SPAN(MBEDTLS_OID_BASIC_CONSTRAINTS), constraints_read },
};

/* Extension ::= SEQUENCE { extnID OID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING } */
static bool extension_take(struct arena *a, struct certificate *out, unsigned char **at, const unsigned char *end)
{
    const unsigned char *own_end = end;
    struct span oid, critical, value;

    if (!sequence_enter(at, &own_end) || !element_take(at, own_end, MBEDTLS_ASN1_OID, &oid)) return false;
    element_take(at, own_end, MBEDTLS_ASN1_BOOLEAN, &critical);
    if (!element_take(at, own_end, MBEDTLS_ASN1_OCTET_STRING, &value)) return false;
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (span_eq(oid, extensions[i].oid))
            extensions[i].read(a, out, (unsigned char *)value.data, (const unsigned char *)value.data + value.size);
    *at = (unsigned char *)own_end;
    return true;
}

static void extensions_read(struct arena *a, struct certificate *out, const mbedtls_x509_crt *crt)
{
    unsigned char *at = crt->v3_ext.p;
    const unsigned char *end = at + crt->v3_ext.len;

    if (!at || !sequence_enter(&at, &end)) return;
    while (at < end && extension_take(a, out, &at, end)) continue;
}

/* --- fields ------------------------------------------------------------------------------------------------------- */

static struct span name_text(struct arena *a, const mbedtls_x509_name *name)
{
    char text[NAME_ROOM];

    return mbedtls_x509_dn_gets(text, sizeof text, name) < 0 ? SPAN("") : arena_span(a, span_of(text));
}

static struct span common_name(struct arena *a, const mbedtls_x509_name *name)
{
    for (; name; name = name->next)
        if (name->oid.p && span_eq((struct span){ (const char *)name->oid.p, name->oid.len }, SPAN(MBEDTLS_OID_AT_CN)))
            return arena_span(a, (struct span){ (const char *)name->val.p, name->val.len });
    return (struct span){ NULL, 0 };
}

/* mbedTLS writes "0F:A1"; AWS "0f:a1". */
static struct span serial_text(struct arena *a, const mbedtls_x509_buf *serial)
{
    char text[SERIAL_ROOM];

    if (mbedtls_x509_serial_gets(text, sizeof text, serial) < 0) return SPAN("");
    for (char *p = text; *p; p++)
        if (*p >= 'A' && *p <= 'F') *p += 'a' - 'A';
    return arena_span(a, span_of(text));
}

static int64_t moment_of(const mbedtls_x509_time *t)
{
    char text[32];
    int64_t ms = 0;

    snprintf(text, sizeof text, "%04d%02d%02dT%02d%02d%02dZ", t->year, t->mon, t->day, t->hour, t->min, t->sec);
    time_parse_basic(span_of(text), &ms);
    return ms;
}

static mbedtls_ecp_group_id curve_of(const mbedtls_pk_context *key)
{
#if MBEDTLS_VERSION_MAJOR < 3
    return mbedtls_pk_ec(*key)->grp.id;
#else
    return mbedtls_ecp_keypair_get_group_id(mbedtls_pk_ec(*key));
#endif
}

static const char *curve_name(mbedtls_ecp_group_id curve)
{
    switch (curve) {
    case MBEDTLS_ECP_DP_SECP256R1: return "EC_prime256v1";
    case MBEDTLS_ECP_DP_SECP384R1: return "EC_secp384r1";
    case MBEDTLS_ECP_DP_SECP521R1: return "EC_secp521r1";
    default: return "";
    }
}

static const char *key_name(struct arena *a, const mbedtls_pk_context *key)
{
    switch (mbedtls_pk_get_type(key)) {
    case MBEDTLS_PK_RSA: return arena_printf(a, "RSA_%zu", mbedtls_pk_get_bitlen(key));
    case MBEDTLS_PK_ECKEY:
    case MBEDTLS_PK_ECDSA: return curve_name(curve_of(key));
    default: return "";
    }
}

static const char *signature_name(struct arena *a, const mbedtls_x509_crt *crt)
{
    mbedtls_md_type_t digest;
    mbedtls_pk_type_t by;
    const char *name;

    if (mbedtls_oid_get_sig_alg(&crt->sig_oid, &digest, &by)) return "";
    switch (digest) {
    case MBEDTLS_MD_SHA1: name = "SHA1"; break;
    case MBEDTLS_MD_SHA224: name = "SHA224"; break;
    case MBEDTLS_MD_SHA256: name = "SHA256"; break;
    case MBEDTLS_MD_SHA384: name = "SHA384"; break;
    case MBEDTLS_MD_SHA512: name = "SHA512"; break;
    default: return "";
    }
    return arena_printf(a, "%sWITH%s", name, by == MBEDTLS_PK_ECDSA ? "ECDSA" : "RSA");
}

int certificate_read(struct arena *a, struct span pem, struct certificate *out)
{
    mbedtls_x509_crt crt;
    int rc = chain_parse(&crt, pem) ? -1 : 0;

    *out = (struct certificate){ .key_algorithm = "" };
    if (rc == 0) {
        out->subject = name_text(a, &crt.subject);
        out->issuer = name_text(a, &crt.issuer);
        out->common_name = common_name(a, &crt.subject);
        out->serial = serial_text(a, &crt.serial);
        out->from_ms = moment_of(&crt.valid_from);
        out->until_ms = moment_of(&crt.valid_to);
        out->key_algorithm = key_name(a, &crt.pk);
        out->signature_algorithm = signature_name(a, &crt);
        extensions_read(a, out, &crt);
    }
    mbedtls_x509_crt_free(&crt);
    return rc;
}

/* --- what fits what ----------------------------------------------------------------------------------------------- */

static int pair_check(const mbedtls_pk_context *public_key, const mbedtls_pk_context *key)
{
#if MBEDTLS_VERSION_MAJOR < 3
    return mbedtls_pk_check_pair(public_key, key);
#else
    return mbedtls_pk_check_pair(public_key, key, private_key_random, NULL);
#endif
}

bool certificate_has_key(struct span pem, struct span key_pem)
{
    mbedtls_x509_crt crt;
    mbedtls_pk_context key;
    bool fits = private_key_read(&key, key_pem) == 0;

    fits = chain_parse(&crt, pem) == 0 && fits && pair_check(&crt.pk, &key) == 0;
    mbedtls_x509_crt_free(&crt);
    mbedtls_pk_free(&key);
    return fits;
}

int certificate_chain_fits(struct span pem, struct span chain)
{
    mbedtls_x509_crt crt, above;
    uint32_t wrong = 0;
    int rc = chain_parse(&above, chain) ? -1 : 0;

    if (chain_parse(&crt, pem)) rc = -1;
    if (rc == 0) {
        mbedtls_x509_crt_verify(&crt, &above, NULL, NULL, &wrong, NULL, NULL);
        rc = wrong & MBEDTLS_X509_BADCERT_NOT_TRUSTED ? 1 : 0;
    }
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crt_free(&above);
    return rc;
}

int certificate_count(struct span pem)
{
    mbedtls_x509_crt crt;
    int count = chain_parse(&crt, pem) ? -1 : 0;

    for (const mbedtls_x509_crt *at = &crt; at && count >= 0; at = at->next) count++;
    mbedtls_x509_crt_free(&crt);
    return count;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

/* "*." stands for one name more. */
static bool name_fits(struct span pattern, struct span name)
{
    size_t dot;

    if (!span_starts(pattern, "*.")) return pattern.size && span_eq_nocase(pattern, name);
    dot = span_find(name, '.');
    return dot > 0 && dot < name.size && span_eq_nocase(span_sub(pattern, 1, SIZE_MAX), span_sub(name, dot, SIZE_MAX));
}

static bool address_is(struct span one, struct span other)
{
    unsigned char a[16], b[16];
    size_t size = certificate_address(one, a);

    return size && size == certificate_address(other, b) && memcmp(a, b, size) == 0;
}

bool certificate_covers(const struct certificate *c, struct span name)
{
    unsigned char ignored[16];

    if (certificate_address(name, ignored)) {
        for (size_t i = 0; i < c->name_count; i++)
            if (address_is(c->names[i], name)) return true;
        return false;
    }
    for (size_t i = 0; i < c->name_count; i++)
        if (name_fits(c->names[i], name)) return true;
    return !c->name_count && name_fits(c->common_name, name);
}
