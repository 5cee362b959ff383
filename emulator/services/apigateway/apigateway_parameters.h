/* Mapping expressions: what a parameter of the integration's or of an answer is taken from.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html */
#ifndef NUBE_APIGATEWAY_PARAMETERS_H
#define NUBE_APIGATEWAY_PARAMETERS_H

#include "emulator/services/apigateway/apigateway_request.h"

/* The value of method.request.{path, querystring, header, multivaluequerystring, multivalueheader}.NAME,
 * method.request.body (and body.JSONPATH), context.NAME, stageVariables.NAME or 'a text'; several values of one are
 * joined by commas. False: it has none, or is no such expression. */
bool api_parameter_value(struct api_request *r, struct span expression, struct span *value);

/* What a backend answered. */
struct api_backend_answer {
    int status;
    const struct http_header *headers;
    size_t header_count;
    struct span body;
    struct source *source; /* the body in place of that, where it is passed on as it comes; else NULL */
};

/* The same with integration.response.{header, multivalueheader}.NAME and integration.response.body in place of what is
 * the method's. */
bool api_parameter_answered(struct api_request *r, const struct api_backend_answer *answer, struct span expression,
                            struct span *value);

#endif
