/* Which data plane, or which service and which operation, over which codec? */
#ifndef NUBE_ROUTE_H
#define NUBE_ROUTE_H

#include "emulator/core/service.h"
#include "emulator/wire/signature.h"
#include "emulator/wire/codecs.h"

struct route {
    const struct plane *plane;         /* that takes the request; NULL: it is an operation's */
    const struct service *service;     /* NULL: none that Nube has */
    const struct operation *operation; /* NULL: none of the service's that Nube has */
    const struct codec *codec;         /* never NULL where there is no plane: what the answer is written with */
    struct span service_name;          /* as the request names it, for the error */
    struct span operation_name;        /* likewise; absent when the request names none */
    struct span path;                  /* where REST rows find the request: its own, or what its host makes of it */
    const struct identity *who;        /* who asks, from inside; NULL: whom the signature names */
    const struct http_request *seen;   /* as rows and codecs see it: with what a URL has in place of headers */
};

/* `signature` is what signature_parse found, zeroed when nothing. */
void route_find(const struct http_request *request, const struct signature *signature, struct route *r);

#endif
