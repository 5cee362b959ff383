/* Mapping expressions of parameters, and the content types of templates, as they are checked when they are put.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html */
#ifndef NUBE_APIGATEWAY_MAPPINGS_H
#define NUBE_APIGATEWAY_MAPPINGS_H

#include "emulator/core/call.h"

/* Is it "PREFIX.PLACE.NAME" of a request's (path, querystring, header) or a response's (header) parameter, where the
 * prefix is "method.request", "integration.request" or "method.response"? */
bool api_mapping_is_parameter(struct span name, const char *prefix);

/* Raises BadRequestException in AWS's words for an expression that is none. -1. */
int api_mapping_refuse(struct call *c, struct span expression);

/* A request's mappings: from integration.request.… to what of the method's they take. `method` is the one they belong
 * to, `path` its resource's path. 0, or -1 with the fault. */
int api_mapping_check_request(struct call *c, const struct doc *mappings, const struct doc *method, struct span path);

/* A response's: from method.response.header.…, which the method's response must declare. */
int api_mapping_check_response(struct call *c, const struct doc *mappings, const struct doc *method_response);

/* A gateway response's: from gatewayresponse.header.…. */
int api_mapping_check_gateway(struct call *c, const struct doc *mappings);

/* The content types that a map of templates is by. */
int api_mapping_check_types(struct call *c, const struct doc *templates);

#endif
