/* What calls to ACM ask.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html */
#ifndef NUBE_ACM_ASKS_H
#define NUBE_ACM_ASKS_H

#include "emulator/core/call.h"

void acm_ask_certificate(struct call *c); /* CertificateArn; where there is none, any of the account's */
void acm_condition_keys(struct call *c);

#endif
