/* Issuing certificates, by the authority (base/authority.h). */
#ifndef NUBE_ACM_ISSUE_H
#define NUBE_ACM_ISSUE_H

#include "emulator/services/acm/acm_store.h"

/* A key that was made, and its certificate: PEM. */
struct acm_issued {
    const char *key, *body;
};

/* Makes them, for a key as ACM names it; a key of RSA takes a part of a second. False: the authority cannot sign, which
 * is logged. */
bool acm_issue(struct arena *a, const char *algorithm, const struct doc *names, struct acm_issued *issued);

/* The certificate is issued with them at the call's time; its domains are validated. */
void acm_issued_put(struct call *c, struct acm_certificate *certificate, const struct acm_issued *issued);

/* After the call's commit another key and certificate take the place of those that it has, which are made on a worker.
 * */
void acm_renew_later(struct call *c, const struct acm_certificate *certificate);

#endif
