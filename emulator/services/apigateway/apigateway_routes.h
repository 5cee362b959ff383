/* Which resource of an API is meant by a path? No I/O. */
#ifndef NUBE_APIGATEWAY_ROUTES_H
#define NUBE_APIGATEWAY_ROUTES_H

#include "emulator/base/doc.h"

struct api_match {
    const struct doc *resource, *method;
    struct doc *parameters; /* of the path, decoded; empty when there are none */
};

/* The resource of the definition that fits the raw path best, and its method of that name or ANY. At each segment a literal goes before a
 * variable, and that before a greedy one. False: none fits. */
bool api_route(struct arena *a, const struct doc *definition, struct span method, struct span path,
               struct api_match *match);

#endif
