/* Requests for certificates, and what may be changed of one. */
#ifndef NUBE_ACM_REQUESTS_H
#define NUBE_ACM_REQUESTS_H

#include "emulator/core/call.h"

/* Off the writer: checks it, and makes the certificate. */
int acm_request_prepare(struct call *c);
int acm_request_certificate(struct call *c);
int acm_renew_certificate(struct call *c);
int acm_resend_validation_email(struct call *c);
int acm_update_certificate_options(struct call *c);

#endif
