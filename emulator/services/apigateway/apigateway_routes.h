/* Which resource of an API is meant by a path? No I/O. */
#ifndef NUBE_APIGATEWAY_ROUTES_H
#define NUBE_APIGATEWAY_ROUTES_H

#include "emulator/base/doc.h"

/* The resources of a snapshot (apigateway_store.h) in the order in which they are tried: at each segment a literal goes
 * before a variable, and that before a greedy one. */
struct api_routes {
    const struct doc **resources;
    size_t count;
};

/* `snapshot` must last as long as the routes. */
void api_routes_compile(struct arena *a, const struct doc *snapshot, struct api_routes *routes);

struct api_match {
    struct span resource_id, resource_path;
    struct doc *method;     /* the one of that name, or ANY */
    struct doc *parameters; /* of the path, decoded; empty when there are none */
};

/* The first resource that fits the raw path and has the method or ANY. All of the match lies in the arena. False:
 * none fits. */
bool api_route(struct arena *a, const struct api_routes *routes, struct span method, struct span path,
               struct api_match *match);

#endif
