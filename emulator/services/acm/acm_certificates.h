/* Certificates that there are: shown, listed, deleted. */
#ifndef NUBE_ACM_CERTIFICATES_H
#define NUBE_ACM_CERTIFICATES_H

#include "emulator/core/call.h"

int acm_describe_certificate(struct call *c);
int acm_get_certificate(struct call *c);
int acm_export_certificate(struct call *c);
int acm_delete_certificate(struct call *c);
int acm_list_certificates(struct call *c);

/* For struct service: the newest that is in use and stands for the name. */
bool acm_certificate_of(struct arena *a, struct span name, struct span *chain, struct span *key);

#endif
