/* Custom domain names: which API and stage a host and a path are mapped to.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html */
#ifndef NUBE_APIGATEWAY_DOMAINS_H
#define NUBE_APIGATEWAY_DOMAINS_H

#include "emulator/base/arena.h"

struct api_domain_match {
    struct span api_id; /* absent: nothing is mapped there */
    struct span stage;  /* absent: the path goes on with it */
    struct span rest;   /* of the path, behind its base path: empty, or beginning with a slash */
};

/* A Host header's value and a path that begins with one slash. The longest base path that fits counts. False: the
 * host is no custom domain. Where nobody has any it costs no more than a look; from any
 * thread, what is given lies in the arena or the path. */
bool api_domain_find(struct arena *a, struct span host, struct span path, struct api_domain_match *match);

/* Before the first request. */
void api_domains_start(void);

#endif
