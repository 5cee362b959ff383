/* What calls to ACM ask. */
#include "emulator/services/acm/acm_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"

void acm_ask_certificate(struct call *c)
{
    struct span arn = doc_get_str(c->in, "CertificateArn");

    ask_for(c, arn.size ? arn : arn_own(c, "acm", "certificate/*"));
}

void acm_condition_keys(struct call *c)
{
    const struct doc *more = doc_get(c->in, "SubjectAlternativeNames");
    struct span name = doc_get_str(c->in, "DomainName"), method = doc_get_str(c->in, "ValidationMethod"),
                algorithm = doc_get_str(c->in, "KeyAlgorithm");

    if (!name.size) return;
    ask_key(c, "acm:DomainNames", name);
    for (size_t i = 0; i < doc_count(more); i++) ask_key(c, "acm:DomainNames", doc_text(doc_at(more, i)));
    ask_key(c, "acm:ValidationMethod", method.size ? method : SPAN("EMAIL"));
    ask_key(c, "acm:KeyAlgorithm", algorithm.size ? algorithm : SPAN("RSA_2048"));
}
