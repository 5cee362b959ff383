/* Certificates by their ARNs. */
#ifndef NUBE_ACM_FIND_H
#define NUBE_ACM_FIND_H

#include "emulator/services/acm/acm_store.h"

/* That of the input's CertificateArn. 0, or -1 with AWS's fault: it is of something else, or there is none. */
int acm_require(struct call *c, struct acm_certificate *found);

struct span acm_arn(struct arena *a, const struct acm_certificate *certificate);

/* The status by the call's time: one whose time is over is EXPIRED. */
struct span acm_status(const struct call *c, const struct acm_certificate *certificate);

#endif
