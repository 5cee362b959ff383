/* AWS: seen in answers of ACM's for issued and imported certificates. */
#include "emulator/services/acm/acm_words.h"

#include "emulator/base/buf.h"
#include "emulator/base/digest.h"

static const char *const usages[] = { "DIGITAL_SIGNATURE", "NON_REPUDIATION", "KEY_ENCIPHERMENT",
                                      "DATA_ENCIPHERMENT", "KEY_AGREEMENT",   "CERTIFICATE_SIGNING",
                                      "CRL_SIGNING",       "ENCIPHER_ONLY",   "DECIPHER_ONLY" };

static const struct purpose {
    const char *oid, *name;
} purposes[] = {
    { "1.3.6.1.5.5.7.3.1", "TLS_WEB_SERVER_AUTHENTICATION" },
    { "1.3.6.1.5.5.7.3.2", "TLS_WEB_CLIENT_AUTHENTICATION" },
    { "1.3.6.1.5.5.7.3.3", "CODE_SIGNING" },
    { "1.3.6.1.5.5.7.3.4", "EMAIL_PROTECTION" },
    { "1.3.6.1.5.5.7.3.5", "IPSEC_END_SYSTEM" },
    { "1.3.6.1.5.5.7.3.6", "IPSEC_TUNNEL" },
    { "1.3.6.1.5.5.7.3.7", "IPSEC_USER" },
    { "1.3.6.1.5.5.7.3.8", "TIME_STAMPING" },
    { "1.3.6.1.5.5.7.3.9", "OCSP_SIGNING" },
    { "2.5.29.37.0", "ANY" },
};

struct span acm_algorithm_shown(struct arena *a, struct span algorithm)
{
    char *text = arena_string(a, algorithm), *at = strchr(text, '_');

    if (at) *at = '-';
    return (struct span){ text, algorithm.size };
}

static const char *purpose_name(const char *oid)
{
    for (size_t i = 0; i < sizeof purposes / sizeof *purposes; i++)
        if (strcmp(purposes[i].oid, oid) == 0) return purposes[i].name;
    return "CUSTOM";
}

static void uses_describe(struct doc *detail, const struct certificate *facts)
{
    struct doc *list = doc_put_list(detail, "KeyUsages");

    for (size_t i = 0; i < sizeof usages / sizeof *usages; i++)
        if (facts->key_usage & 1u << i) doc_put_cstr(doc_append_map(list), "Name", usages[i]);
    list = doc_put_list(detail, "ExtendedKeyUsages");
    for (size_t i = 0; i < facts->purpose_count; i++) {
        struct doc *one = doc_append_map(list);
        doc_put_cstr(one, "Name", purpose_name(facts->purposes[i]));
        doc_put_cstr(one, "OID", facts->purposes[i]);
    }
}

/* "C=AU, O=Nube" as ACM writes it, without blanks. */
static struct span subject_shown(struct arena *a, struct span subject)
{
    struct buf b = { 0 };
    struct span text;

    for (size_t i = 0; i < subject.size; i++) {
        buf_add_char(&b, subject.data[i]);
        if (subject.data[i] == ',' && i + 1 < subject.size && subject.data[i + 1] == ' ') i++;
    }
    text = arena_span(a, buf_span(&b));
    buf_release(&b);
    return text;
}

void acm_detail_describe(struct doc *detail, const struct certificate *facts)
{
    struct arena *a = doc_arena(detail);

    doc_put_str(detail, "Serial", facts->serial);
    doc_put_str(detail, "Subject", subject_shown(a, facts->subject));
    doc_put_int(detail, "NotBefore", facts->from_ms);
    doc_put_int(detail, "NotAfter", facts->until_ms);
    doc_put_str(detail, "KeyAlgorithm", acm_algorithm_shown(a, span_of(facts->key_algorithm)));
    doc_put_cstr(detail, "SignatureAlgorithm", facts->signature_algorithm);
    uses_describe(detail, facts);
}

/* The value of "O=" or the like among "C=AU, O=Nube". */
static struct span part_of(struct span name, const char *key)
{
    struct span part;

    while (span_split(&name, ',', &part)) {
        part = span_trim(part);
        if (span_starts(part, key)) return span_sub(part, strlen(key), SIZE_MAX);
    }
    return (struct span){ NULL, 0 };
}

struct span acm_issuer_shown(const struct certificate *facts)
{
    struct span organisation = part_of(facts->issuer, "O=");

    return organisation.size ? organisation : part_of(facts->issuer, "CN=");
}

/* --- validation --------------------------------------------------------------------------------------------------- */

static struct span bare(struct span name)
{
    return span_starts(name, "*.") ? span_sub(name, 2, SIZE_MAX) : name;
}

static void record_put(struct doc *option, struct span account, struct span name)
{
    struct arena *a = doc_arena(option);
    struct doc *record = doc_put_map(option, "ResourceRecord");
    const char *one = sha256_hex(a, arena_format(a, "%.*s %.*s", SPAN_ARG(account), SPAN_ARG(bare(name))));
    const char *other = sha256_hex(a, span_of(one));
    char letters[11];

    for (size_t i = 0; i < sizeof letters - 1; i++) letters[i] = (char)('a' + (other[32 + i] * 7 + (int)i) % 26);
    letters[sizeof letters - 1] = '\0';
    doc_put_format(record, "Name", "_%.32s.%.*s.", one, SPAN_ARG(bare(name)));
    doc_put_cstr(record, "Type", "CNAME");
    doc_put_format(record, "Value", "_%.32s.%s.acm-validations.aws.", other, letters);
}

static void emails_put(struct doc *option, struct span sent_to)
{
    static const char *const who[] = { "administrator", "hostmaster", "postmaster", "webmaster", "admin" };
    struct doc *list = doc_put_list(option, "ValidationEmails");

    for (size_t i = 0; i < sizeof who / sizeof *who; i++)
        doc_append_str(list, arena_format(doc_arena(option), "%s@%.*s", who[i], SPAN_ARG(bare(sent_to))));
}

struct doc *acm_validation(struct arena *a, struct span account, struct span name, struct span sent_to, bool is_dns)
{
    struct doc *option = doc_map(a);

    doc_put_str(option, "DomainName", name);
    doc_put_str(option, "ValidationDomain", sent_to);
    doc_put_cstr(option, "ValidationStatus", "PENDING_VALIDATION");
    doc_put_cstr(option, "ValidationMethod", is_dns ? "DNS" : "EMAIL");
    if (is_dns) record_put(option, account, name);
    else emails_put(option, sent_to);
    return option;
}
