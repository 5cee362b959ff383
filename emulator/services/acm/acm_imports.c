/* AWS: https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html, and for the words
 * https://repost.aws/knowledge-center/acm-import-troubleshooting */
#include "emulator/services/acm/acm_imports.h"

#include "emulator/base/certificate.h"
#include "emulator/base/clock.h"
#include "emulator/base/ids.h"
#include "emulator/services/acm/acm_faults.h"
#include "emulator/services/acm/acm_find.h"
#include "emulator/services/acm/acm_tags.h"
#include "emulator/services/acm/acm_words.h"

static bool has_text(struct span in, const char *text)
{
    return memmem(in.data, in.size, text, strlen(text)) != NULL;
}

static int body_check(struct call *c, struct span body, struct certificate *facts)
{
    int count = has_text(body, "-----BEGIN CERTIFICATE-----") ? certificate_count(body) : -1;

    if (count > 1)
        return fault(c, &fault_validation,
                     "The certificate field contains more than one certificate. You can specify only one certificate "
                     "in this field.");
    if (count != 1 || certificate_read(&c->arena, body, facts))
        return fault(c, &fault_validation,
                     "Unable to parse certificate. Please ensure the certificate is in PEM format.");
    if (!*facts->key_algorithm)
        return fault(c, &fault_validation, "The key algorithm of the certificate is not supported.");
    if (clock_real_ms() < facts->from_ms || clock_real_ms() > facts->until_ms)
        return fault(c, &fault_validation, "The certificate is not valid at this time.");
    return 0;
}

static int key_check(struct call *c, struct span body, struct span key)
{
    if (has_text(key, "ENCRYPTED")) return fault(c, &fault_validation, "Your private key should not be encrypted.");
    if (!has_text(key, "PRIVATE KEY-----")) return fault(c, &fault_validation, "The private key is not supported.");
    if (certificate_has_key(body, key)) return 0;
    return fault(c, &fault_validation, "The private key does not match the certificate.");
}

static int chain_check(struct call *c, struct span body, struct span chain)
{
    int fits = chain.size ? certificate_chain_fits(body, chain) : 0;

    if (fits < 0)
        return fault(c, &fault_validation,
                     "The certificate chain provided is not in a valid PEM format. Please ensure the certificate chain "
                     "is in PEM format.");
    if (fits > 0) return fault(c, &fault_validation, "Could not validate the certificate with the certificate chain.");
    return 0;
}

int acm_import_prepare(struct call *c)
{
    struct span body = doc_get_str(c->in, "Certificate"), key = doc_get_str(c->in, "PrivateKey");
    struct certificate facts;

    if (body_check(c, body, &facts) || key_check(c, body, key) ||
        chain_check(c, body, doc_get_str(c->in, "CertificateChain")))
        return -1;
    return acm_tags_check(c, doc_get(c->in, "Tags"));
}

/* --- what it becomes ---------------------------------------------------------------------------------------------- */

static void names_put(struct doc *detail, const struct certificate *facts)
{
    struct doc *names = doc_put_list(detail, "SubjectAlternativeNames"),
               *options = doc_put_list(detail, "DomainValidationOptions");
    struct span first = facts->common_name.size ? facts->common_name : facts->name_count ? facts->names[0] : SPAN("");

    doc_put_str(detail, "DomainName", first);
    for (size_t i = 0; i < facts->name_count; i++) doc_append_str(names, facts->names[i]);
    if (!facts->name_count && first.size) doc_append_str(names, first);
    for (size_t i = 0; i < doc_count(names); i++)
        doc_put_str(doc_append_map(options), "DomainName", doc_text(doc_at(names, i)));
}

static void detail_fill(struct call *c, struct doc *detail, const struct certificate *facts)
{
    names_put(detail, facts);
    acm_detail_describe(detail, facts);
    doc_put_str(detail, "Issuer", acm_issuer_shown(facts));
    doc_put_int(detail, "ImportedAt", c->now_ms);
    doc_put_cstr(detail, "Status", "ISSUED");
    doc_put_cstr(detail, "Type", "IMPORTED");
    doc_put_cstr(doc_put_map(detail, "Options"), "CertificateTransparencyLoggingPreference", "DISABLED");
}

/* AWS: one that is imported again keeps its ARN, its tags, and the kind of its key. */
static int again_require(struct call *c, const struct certificate *facts, struct acm_certificate *found)
{
    if (acm_require(c, found)) return -1;
    if (doc_get(c->in, "Tags")) return fault(c, &fault_validation, "Tagging is not permitted on re-import.");
    if (!span_is(doc_get_str(found->detail, "Type"), "IMPORTED"))
        return fault(c, &fault_validation, "Certificate %.*s was not imported.", SPAN_ARG(acm_arn(&c->arena, found)));
    if (span_eq(doc_get_str(found->detail, "KeyAlgorithm"),
                acm_algorithm_shown(&c->arena, span_of(facts->key_algorithm))))
        return 0;
    return fault(c, &fault_validation, "The key algorithm of a certificate that is imported again cannot change.");
}

static struct acm_certificate new_one(struct call *c)
{
    struct doc *tags = doc_get(c->in, "Tags"), *detail = doc_map(&c->arena);
    char name[37];

    uuid_new(name);
    doc_put_int(detail, "CreatedAt", c->now_ms);
    return (struct acm_certificate){ .account = span_of(c->who.account),
                                     .region = span_of(c->who.region),
                                     .name = arena_span(&c->arena, span_of(name)),
                                     .detail = detail,
                                     .tags = tags ? tags : doc_list(&c->arena) };
}

int acm_import_certificate(struct call *c)
{
    bool is_again = doc_get_str(c->in, "CertificateArn").size > 0;
    struct acm_certificate certificate;
    struct certificate facts;

    if (certificate_read(&c->arena, doc_get_str(c->in, "Certificate"), &facts))
        return fault(c, &fault_internal, "The certificate cannot be read");
    if (is_again && again_require(c, &facts, &certificate)) return -1;
    if (!is_again) certificate = new_one(c);
    detail_fill(c, certificate.detail, &facts);
    certificate.body = doc_get_str(c->in, "Certificate");
    certificate.key = doc_get_str(c->in, "PrivateKey");
    certificate.chain = doc_get_str(c->in, "CertificateChain");
    if (is_again) acm_store_update(c->db, &c->arena, &certificate);
    else acm_store_insert(c->db, &c->arena, &certificate);
    doc_put_str(c->out, "CertificateArn", acm_arn(&c->arena, &certificate));
    return 0;
}
