/* Documentation of an API: its parts, and versions of them all.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-documenting-api.html */
#ifndef NUBE_APIGATEWAY_DOCUMENTATION_H
#define NUBE_APIGATEWAY_DOCUMENTATION_H

#include "emulator/core/call.h"

/* A version's document has the parts as they were, in its member "parts", which no answer tells. */

/* Completes a part's location as AWS does: what it does not say is "/" of the path, and "*" of the method and the status
 * code, where its type has them. */
void api_documentation_locate(struct doc *location);

int api_create_documentation_part(struct call *c);
int api_get_documentation_part(struct call *c);
int api_get_documentation_parts(struct call *c);
int api_update_documentation_part(struct call *c);
int api_delete_documentation_part(struct call *c);
int api_create_documentation_version(struct call *c);
int api_get_documentation_version(struct call *c);
int api_get_documentation_versions(struct call *c);
int api_update_documentation_version(struct call *c);
int api_delete_documentation_version(struct call *c);

/* Completes a part's location, and takes away the part that the API has there. */
void api_documentation_clear(struct call *c, struct span api_id, struct doc *location);

#endif
