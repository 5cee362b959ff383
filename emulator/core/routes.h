/* Which resource of an API is meant by a path: of REST APIs and HTTP APIs alike. No I/O.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html */
#ifndef NUBE_ROUTES_H
#define NUBE_ROUTES_H

#include "emulator/base/doc.h"

/* A deeper resource than this is never met: no path that a client can send has so many parts. */
#define ROUTES_DEPTH_MAX 512

/* A tree by the parts of the resources' paths. At each part a literal goes before a variable, and that before a greedy
 * one; so an API of many resources is as quick as one of few. */
struct routes_node;
struct routes {
    struct routes_node *root;
};

/* `resources` is a list of Resource, with their paths and methods; it must last as long as the
 * routes, which lie in the arena. */
void routes_compile(struct arena *a, const struct doc *resources, struct routes *routes);

struct routes_match {
    const struct doc *resource;
    const struct doc *method; /* the one of that name, or ANY */
    struct span method_name;  /* of the method: "GET", "ANY" */
};

/* The best resource that fits the path and has the method or ANY. The path begins with one slash, and is compared as it
 * came: what is percent-encoded stays so; slashes at its end do not count. False: none fits. */
bool routes_find(const struct routes *routes, struct span method, struct span path, struct routes_match *match);

/* The variables of a resource's path, by name, as parts of the request's path: AWS leaves them percent-encoded. A
 * map in the arena, empty when there are none or the path does not fit. */
struct doc *routes_variables(struct arena *a, struct span resource_path, struct span path);

#endif
