/* How ACM words what certificates say, and what validates a domain. Pure. */
#ifndef NUBE_ACM_WORDS_H
#define NUBE_ACM_WORDS_H

#include "emulator/base/certificate.h"
#include "emulator/base/doc.h"

/* "RSA_2048" as it is shown, "RSA-2048". */
struct span acm_algorithm_shown(struct arena *a, struct span algorithm);

/* Adds to a CertificateDetail what the certificate says: serial, subject, times, algorithms, uses. */
void acm_detail_describe(struct doc *detail, const struct certificate *facts);

/* The issuer as ACM shows that of an imported one: its organisation, or its common name. */
struct span acm_issuer_shown(const struct certificate *facts);

/* One of DomainValidationOptions for a domain name, by "DNS" or "EMAIL"; `sent_to` is the domain that e-mails go to.
 * AWS: the record of a domain is the same whenever the account asks for it, and that of a wildcard is the domain's. */
struct doc *acm_validation(struct arena *a, struct span account, struct span name, struct span sent_to, bool is_dns);

#endif
