/* What goes to an integration: the method's request after mappings, templates and overrides.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-request.html */
#ifndef NUBE_APIGATEWAY_OUTGOING_H
#define NUBE_APIGATEWAY_OUTGOING_H

#include "emulator/services/apigateway/apigateway_request.h"

struct api_outgoing {
    struct span method, body;
    struct doc *headers, *query; /* maps of lists of texts */
    struct doc *path;            /* a map of texts: the variables of the URI */
};

/* By the integration's requestParameters alone: of proxy integrations. 0, or -1 with a refusal. */
int api_outgoing_map(struct api_request *r, struct api_outgoing *o);

/* The same with the body: what the template of its type makes of it, or what came, as passthroughBehavior and
 * contentHandling say. AWS: a body without a type is JSON. */
int api_outgoing_make(struct api_request *r, struct api_outgoing *o);

/* A URI with its {variables} and ${stageVariables.NAME} replaced. */
struct span api_outgoing_uri(struct api_request *r, const struct api_outgoing *o, struct span uri);

/* ${stageVariables.NAME} alone. */
struct span api_outgoing_variables(struct api_request *r, struct span text);

#endif
