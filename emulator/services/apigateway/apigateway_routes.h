/* Which resource of an API is meant by a path? No I/O.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html */
#ifndef NUBE_APIGATEWAY_ROUTES_H
#define NUBE_APIGATEWAY_ROUTES_H

#include "emulator/base/doc.h"

/* A deeper resource than this is never met: no path that a client can send has so many parts. */
#define API_ROUTE_DEPTH_MAX 512

/* A tree by the parts of the resources' paths. At each part a literal goes before a variable, and that before a greedy
 * one; so an API of many resources is as quick as one of few. */
struct api_route_node;
struct api_routes {
    struct api_route_node *root;
};

/* `resources` is a list of Resource, with their paths and methods; it must last as long as the
 * routes, which lie in the arena. */
void api_routes_compile(struct arena *a, const struct doc *resources, struct api_routes *routes);

struct api_match {
    const struct doc *resource;
    const struct doc *method; /* the one of that name, or ANY */
    struct span method_name;  /* of the method: "GET", "ANY" */
};

/* The best resource that fits the path and has the method or ANY. The path begins with one slash, and is compared as it
 * came: what is percent-encoded stays so; slashes at its end do not count. False: none fits. */
bool api_route(const struct api_routes *routes, struct span method, struct span path, struct api_match *match);

/* The variables of a resource's path, by name, as parts of the request's path: AWS leaves them percent-encoded. A
 * map in the arena, empty when there are none or the path does not fit. */
struct doc *api_route_variables(struct arena *a, struct span resource_path, struct span path);

#endif
