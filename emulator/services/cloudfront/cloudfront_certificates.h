/* The certificates of distributions with alternate domain names. */
#ifndef NUBE_CLOUDFRONT_CERTIFICATES_H
#define NUBE_CLOUDFRONT_CERTIFICATES_H

#include "emulator/core/call.h"

/* Is the ViewerCertificate of a configuration that is filled in one that there is, and does it cover its aliases? 0, or
 * -1 with AWS's fault. */
int cloudfront_certificate_check(struct call *c, const struct doc *config);

/* Does a certificate's name ("*.example.com") cover a domain name, which may be a wildcard itself? */
bool cloudfront_name_covers(struct span name, struct span alias);

#endif
