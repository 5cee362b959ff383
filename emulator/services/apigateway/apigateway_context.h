/* What is known of a request, as $context has it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference */
#ifndef NUBE_APIGATEWAY_CONTEXT_H
#define NUBE_APIGATEWAY_CONTEXT_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Gives the request its ids: extended_id, and trace_id (that of the request's own header, or a new one). */
void api_context_begin(struct api_request *r);

/* A Lambda proxy event's requestContext, in the request's arena. */
struct doc *api_context_event(struct api_request *r);

/* $context as a document: the same, and what an answer has been refused for. Made anew each time, so that who has it
 * may change it. */
struct doc *api_context_document(struct api_request *r);

/* The value of one of its variables as text, "identity.sourceIp", "status", "error.message"; absent: it has none. */
struct span api_context_value(struct api_request *r, struct span name);

#endif
