/* ACM and IAM are asked through the door.
 * AWS: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements */
#include "emulator/services/cloudfront/cloudfront_certificates.h"

#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"

#define MORE                                                                                                \
    "For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html" \
    "#alternate-domain-names-requirements"

static int raise_unfit(struct call *c)
{
    return fault(c, &cloudfront_invalid_viewer_certificate,
                 "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't "
                 "include a valid certificate chain.");
}

/* A wildcard stands for one label. */
bool cloudfront_name_covers(struct span name, struct span alias)
{
    struct span rest;

    if (span_eq_nocase(name, alias)) return true;
    if (!span_starts(name, "*.")) return false;
    rest = span_sub(alias, span_find(alias, '.'), SIZE_MAX);
    return !span_starts(alias, "*.") && span_eq_nocase(span_sub(name, 1, SIZE_MAX), rest);
}

static bool is_covered(const struct doc *names, struct span alias)
{
    for (size_t i = 0; i < doc_count(names); i++)
        if (cloudfront_name_covers(doc_text(doc_at(names, i)), alias)) return true;
    return false;
}

static int check_aliases(struct call *c, const struct doc *aliases, const struct doc *names)
{
    for (size_t i = 0; i < doc_count(aliases); i++)
        if (!is_covered(names, doc_text(doc_at(aliases, i))))
            return fault(c, &cloudfront_invalid_viewer_certificate,
                         "The certificate that is attached to your distribution doesn't cover the alternate domain "
                         "name (CNAME) that you're trying to add. " MORE);
    return 0;
}

/* An operation of another service's, in CloudFront's own name; NULL: there is none, or it failed. To be freed. */
static struct call *ask(struct call *c, const char *service, const char *operation, const char *member,
                        struct span value)
{
    struct identity who;
    struct call *child;

    identity_of_service("cloudfront", span_of(c->who.account), SPAN("us-east-1"), (struct span){ NULL, 0 }, &who);
    child = door_open(service, operation, &who, c->endpoint);
    if (!child) return NULL;
    if (member) doc_put_str(child->in, member, value);
    if (!door_call_within(c, child)) return child;
    call_free(child);
    return NULL;
}

static int check_acm(struct call *c, struct span text, const struct doc *aliases)
{
    struct arn arn;
    struct call *child;
    const struct doc *certificate;
    int rc;

    if (!arn_parse_of(text, "acm", &arn) || !span_is(arn.region, "us-east-1") || !span_is(arn.account, c->who.account))
        return raise_unfit(c);
    child = ask(c, "acm", "DescribeCertificate", "CertificateArn", text);
    if (!child) return raise_unfit(c);
    certificate = doc_get(child->out, "Certificate");
    rc = span_is(doc_get_str(certificate, "Status"), "ISSUED")
             ? check_aliases(c, aliases, doc_get(certificate, "SubjectAlternativeNames"))
             : raise_unfit(c);
    call_free(child);
    return rc;
}

/* DIFFERS: which names a certificate of IAM's covers is not looked at. */
static int check_iam(struct call *c, struct span id)
{
    struct call *child = ask(c, "iam", "ListServerCertificates", NULL, SPAN(""));
    const struct doc *list = child ? doc_get(child->out, "ServerCertificateMetadataList") : NULL;
    bool is_there = false;

    for (size_t i = 0; i < doc_count(list); i++)
        is_there |= span_eq(doc_get_str(doc_at(list, i), "ServerCertificateId"), id);
    if (child) call_free(child);
    return is_there ? 0 : raise_unfit(c);
}

int cloudfront_certificate_check(struct call *c, const struct doc *config)
{
    const struct doc *certificate = doc_get(config, "ViewerCertificate"),
                     *aliases = doc_get(doc_get(config, "Aliases"), "Items");
    struct span acm = doc_get_str(certificate, "ACMCertificateArn"), iam = doc_get_str(certificate, "IAMCertificateId");

    if (acm.size && iam.size)
        return cloudfront_raise_argument(c, "Only one of ACMCertificateArn and IAMCertificateId can be specified.");
    if ((acm.size || iam.size) && !doc_get(certificate, "SSLSupportMethod"))
        return cloudfront_raise_argument(c, "The parameter SSLSupportMethod is required.");
    if (acm.size) return check_acm(c, acm, aliases);
    if (iam.size) return check_iam(c, iam);
    if (!doc_count(aliases)) return 0;
    return fault(c, &cloudfront_invalid_viewer_certificate,
                 "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted "
                 "certificate that validates your authorization to use the domain name. " MORE);
}
