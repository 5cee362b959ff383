/* Who sent a request. */
#ifndef NUBE_IDENTIFY_H
#define NUBE_IDENTIFY_H

#include "emulator/core/call.h"
#include "emulator/wire/signature.h"

/* Fills c->who from what signature_parse found. Credentials that Nube did not issue are the root of their account:
 * the access key id itself when that is 12 digits, else 000000000000. Those that it issued must be signed with their
 * secret. Who signs nothing is nobody, where the operation or its service takes such. 0, or -1 with AWS's fault in the
 * call, in the service's own words where it has them. */
int identify(struct call *c, const struct http_request *request, const struct signature *s, enum signature_found found);

#endif
