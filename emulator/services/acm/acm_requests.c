/* AWS: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
#include "emulator/services/acm/acm_requests.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/services/acm/acm_faults.h"
#include "emulator/services/acm/acm_find.h"
#include "emulator/services/acm/acm_issue.h"
#include "emulator/services/acm/acm_tags.h"
#include "emulator/services/acm/acm_words.h"

#define TOKEN_MS ((int64_t)60 * 60 * 1000) /* AWS: an hour */

/* --- checks ------------------------------------------------------------------------------------------------------- */

static int refuse_unemulated(struct call *c)
{
    if (doc_get_str(c->in, "CertificateAuthorityArn").size)
        return fault(c, &fault_not_implemented, "Certificates of private authorities are not emulated by Nube");
    if (doc_get_str(c->in, "ManagedBy").size || span_is(doc_get_str(c->in, "ValidationMethod"), "HTTP"))
        return fault(c, &fault_not_implemented, "Certificates managed by CloudFront are not emulated by Nube");
    if (span_is(doc_get_str(doc_get(c->in, "Options"), "Export"), "ENABLED"))
        return fault(c, &fault_not_implemented, "Certificates that can be exported are not emulated by Nube");
    return 0;
}

/* AWS: public certificates have keys of RSA with 2048 bits, or of ECDSA with 256 or 384. */
static bool is_public_algorithm(struct span algorithm)
{
    return !algorithm.size || span_is(algorithm, "RSA_2048") || span_is(algorithm, "EC_prime256v1") ||
           span_is(algorithm, "EC_secp384r1");
}

static bool is_asked_for(const struct doc *in, struct span name)
{
    const struct doc *more = doc_get(in, "SubjectAlternativeNames");

    if (span_eq_nocase(name, doc_get_str(in, "DomainName"))) return true;
    for (size_t i = 0; i < doc_count(more); i++)
        if (span_eq_nocase(name, doc_text(doc_at(more, i)))) return true;
    return false;
}

/* Is it the name, or one that it lies below? */
static bool is_above(struct span above, struct span name)
{
    size_t gap = name.size - above.size;

    if (name.size < above.size || !span_eq_nocase(span_sub(name, gap, SIZE_MAX), above)) return false;
    return gap == 0 || name.data[gap - 1] == '.';
}

static int options_check(struct call *c)
{
    const struct doc *options = doc_get(c->in, "DomainValidationOptions");

    for (size_t i = 0; i < doc_count(options); i++) {
        struct span name = doc_get_str(doc_at(options, i), "DomainName"),
                    above = doc_get_str(doc_at(options, i), "ValidationDomain");
        if (!is_asked_for(c->in, name) || !is_above(above, name))
            return fault(c, &acm_invalid_validation_options,
                         "The validation domain %.*s is not the domain %.*s of the request, or one above it.",
                         SPAN_ARG(above), SPAN_ARG(name));
    }
    return 0;
}

static int request_check(struct call *c)
{
    struct span algorithm = doc_get_str(c->in, "KeyAlgorithm");

    if (refuse_unemulated(c) || options_check(c)) return -1;
    if (is_public_algorithm(algorithm)) return acm_tags_check(c, doc_get(c->in, "Tags"));
    return fault(c, &acm_invalid_parameter, "The key algorithm %.*s is not supported for public certificates.",
                 SPAN_ARG(algorithm));
}

/* What a request becomes. */
struct acm_request {
    struct doc *detail;
    struct acm_issued issued;
};

/* --- RequestCertificate ------------------------------------------------------------------------------------------- */

static void name_add(struct call *c, struct doc *names, struct span given)
{
    struct span name = arena_lower(&c->arena, given);

    for (size_t i = 0; i < doc_count(names); i++)
        if (span_eq(doc_text(doc_at(names, i)), name)) return;
    doc_append_str(names, name);
}

/* The domain that e-mails go to. */
static struct span sent_to(const struct doc *in, struct span name)
{
    const struct doc *options = doc_get(in, "DomainValidationOptions");

    for (size_t i = 0; i < doc_count(options); i++)
        if (span_eq_nocase(doc_get_str(doc_at(options, i), "DomainName"), name))
            return doc_get_str(doc_at(options, i), "ValidationDomain");
    return name;
}

static void names_put(struct call *c, struct doc *detail)
{
    struct doc *names = doc_put_list(detail, "SubjectAlternativeNames"), *options;
    const struct doc *more = doc_get(c->in, "SubjectAlternativeNames");
    bool is_dns = span_is(doc_get_str(c->in, "ValidationMethod"), "DNS");

    name_add(c, names, doc_get_str(c->in, "DomainName"));
    for (size_t i = 0; i < doc_count(more); i++) name_add(c, names, doc_text(doc_at(more, i)));
    options = doc_put_list(detail, "DomainValidationOptions");
    for (size_t i = 0; i < doc_count(names); i++) {
        struct span name = doc_text(doc_at(names, i));
        doc_append(options, acm_validation(&c->arena, span_of(c->who.account), name, sent_to(c->in, name), is_dns));
    }
}

static struct doc *detail_of(struct call *c)
{
    struct doc *detail = doc_map(&c->arena);
    struct span name = arena_lower(&c->arena, doc_get_str(c->in, "DomainName")),
                logging = doc_get_str(doc_get(c->in, "Options"), "CertificateTransparencyLoggingPreference");

    doc_put_str(detail, "DomainName", name);
    names_put(c, detail);
    doc_put_cstr(detail, "Issuer", "Amazon");
    doc_put_int(detail, "CreatedAt", c->now_ms);
    doc_put_cstr(detail, "Type", "AMAZON_ISSUED");
    doc_put_str(doc_put_map(detail, "Options"), "CertificateTransparencyLoggingPreference",
                logging.size ? logging : SPAN("ENABLED"));
    return detail;
}

/* AWS: the same token for the same domain names within an hour means the same certificate. */
static bool is_again(struct call *c, const struct doc *detail, struct acm_certificate *found)
{
    struct span token = doc_get_str(c->in, "IdempotencyToken");
    struct rows *r;

    if (!token.size) return false;
    r = acm_store_by_token(c->db, span_of(c->who.account), span_of(c->who.region), token, c->now_ms - TOKEN_MS);
    while (acm_store_read(r, &c->arena, found))
        if (doc_equal(doc_get(found->detail, "SubjectAlternativeNames"), doc_get(detail, "SubjectAlternativeNames"))) {
            rows_close(r);
            return true;
        }
    return false;
}

int acm_request_prepare(struct call *c)
{
    const char *algorithm = doc_get_cstr(c->in, "KeyAlgorithm");
    struct acm_request *request = ARENA_NEW(&c->arena, struct acm_request);

    if (request_check(c)) return -1;
    request->detail = detail_of(c);
    c->scratch = request;
    if (acm_issue(&c->arena, algorithm ? algorithm : "RSA_2048", doc_get(request->detail, "SubjectAlternativeNames"),
                  &request->issued))
        return 0;
    return fault(c, &fault_internal, "The authority cannot sign a certificate");
}

int acm_request_certificate(struct call *c)
{
    const struct acm_request *request = c->scratch;
    struct doc *detail = request->detail, *tags = doc_get(c->in, "Tags");
    struct acm_certificate made;
    char name[37];

    if (!is_again(c, detail, &made)) {
        uuid_new(name);
        made = (struct acm_certificate){ .account = span_of(c->who.account),
                                         .region = span_of(c->who.region),
                                         .name = arena_span(&c->arena, span_of(name)),
                                         .token = doc_get_str(c->in, "IdempotencyToken"),
                                         .detail = detail,
                                         .tags = tags ? tags : doc_list(&c->arena) };
        acm_issued_put(c, &made, &request->issued);
        acm_store_insert(c->db, &c->arena, &made);
    }
    doc_put_str(c->out, "CertificateArn", acm_arn(&c->arena, &made));
    return 0;
}

/* --- of one that there is ----------------------------------------------------------------------------------------- */

static bool is_imported(const struct acm_certificate *certificate)
{
    return span_is(doc_get_str(certificate->detail, "Type"), "IMPORTED");
}

int acm_renew_certificate(struct call *c)
{
    struct acm_certificate certificate;

    if (acm_require(c, &certificate)) return -1;
    if (is_imported(&certificate))
        return fault(c, &fault_validation, "Certificate %.*s is not eligible for renewal.",
                     SPAN_ARG(acm_arn(&c->arena, &certificate)));
    acm_renew_later(c, &certificate);
    return 0;
}

int acm_resend_validation_email(struct call *c)
{
    struct acm_certificate certificate;

    if (acm_require(c, &certificate)) return -1;
    if (!is_above(doc_get_str(c->in, "ValidationDomain"), doc_get_str(c->in, "Domain")))
        return fault(c, &acm_invalid_validation_options,
                     "The validation domain %.*s is not the domain %.*s, or one above it.",
                     SPAN_ARG(doc_get_str(c->in, "ValidationDomain")), SPAN_ARG(doc_get_str(c->in, "Domain")));
    return fault(c, &acm_invalid_state, "Certificate %.*s does not wait for an e-mail to be answered.",
                 SPAN_ARG(acm_arn(&c->arena, &certificate)));
}

int acm_update_certificate_options(struct call *c)
{
    struct acm_certificate certificate;
    struct span logging = doc_get_str(doc_get(c->in, "Options"), "CertificateTransparencyLoggingPreference");

    if (acm_require(c, &certificate)) return -1;
    if (span_is(doc_get_str(doc_get(c->in, "Options"), "Export"), "ENABLED"))
        return fault(c, &fault_not_implemented, "Certificates that can be exported are not emulated by Nube");
    if (is_imported(&certificate))
        return fault(c, &acm_invalid_state, "Options of imported certificates cannot be changed.");
    if (logging.size)
        doc_put_str(doc_get(certificate.detail, "Options"), "CertificateTransparencyLoggingPreference", logging);
    acm_store_update(c->db, &c->arena, &certificate);
    return 0;
}
