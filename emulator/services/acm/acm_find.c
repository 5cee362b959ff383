/* AWS: a certificate of another account or region is not found. */
#include "emulator/services/acm/acm_find.h"

#include "emulator/core/arn.h"
#include "emulator/services/acm/acm_faults.h"

int acm_require(struct call *c, struct acm_certificate *found)
{
    struct span text = doc_get_str(c->in, "CertificateArn");
    struct arn arn;

    if (!arn_parse_of(text, "acm", &arn) || !span_starts(arn.resource, "certificate/"))
        return fault(c, &acm_invalid_arn, "The ARN %.*s is invalid.", SPAN_ARG(text));
    if (arn_is_own(c, &arn) && acm_store_find(c->db, &c->arena, arn.account, arn.region, arn_last(arn.resource), found))
        return 0;
    return fault(c, &acm_resource_not_found, "Could not find certificate %.*s.", SPAN_ARG(text));
}

struct span acm_arn(struct arena *a, const struct acm_certificate *certificate)
{
    return arn_join(a, "acm", certificate->region, certificate->account, "certificate/", certificate->name);
}

struct span acm_status(const struct call *c, const struct acm_certificate *certificate)
{
    struct span status = doc_get_str(certificate->detail, "Status");
    int64_t until_ms = doc_get_int(certificate->detail, "NotAfter", INT64_MAX);

    return span_is(status, "ISSUED") && until_ms < c->now_ms ? SPAN("EXPIRED") : status;
}
