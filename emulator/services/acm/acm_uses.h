/* Who uses certificates: CloudFront's distributions, which are asked for through the door. */
#ifndef NUBE_ACM_USES_H
#define NUBE_ACM_USES_H

#include "emulator/core/call.h"

/* A map of certificates' ARNs, each with a list of the ARNs of what uses it, of the call's account; in its arena. */
struct doc *acm_uses(struct call *c);

#endif
