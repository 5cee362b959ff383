/* Parameter mapping: what an integration changes of requests and answers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html */
#ifndef NUBE_HTTPAPI_PARAMETERS_H
#define NUBE_HTTPAPI_PARAMETERS_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"

/* What values may name. */
struct httpapi_values {
    struct arena *arena;
    const struct http_request *request;
    struct span path;                     /* without the stage */
    const struct doc *path_parameters;    /* or NULL */
    const struct doc *variables;          /* of the stage, or NULL */
    const struct doc *context;            /* $context, a map of maps and texts */
    const struct doc *body;               /* the request's as JSON; NULL: it is none */
    const struct http_response *response; /* of an answer; else NULL */
    const struct doc *response_body;      /* the answer's as JSON, or NULL */
};

/* Checks an integration's RequestParameters and ResponseParameters. 0, or -1 with the fault. */
int httpapi_parameters_check(struct call *c, const struct doc *integration);

/* The value of "$request.header.a", of "/a/${request.path.id}", or of a static text; absent where it names nothing. */
struct span httpapi_value(const struct httpapi_values *v, struct span expression);

/* The same, as the document that it names where it is a path into a body. NULL: nothing. */
struct doc *httpapi_value_doc(const struct httpapi_values *v, struct span expression);

/* A request that is about to be sent on: what mappings change of it. */
struct httpapi_outgoing {
    struct span path, query;
    struct http_header headers[HTTP_HEADERS_MAX];
    size_t header_count;
};

void httpapi_map_request(const struct httpapi_values *v, const struct doc *parameters, struct httpapi_outgoing *out);

/* Changes the answer by the mapping of its status, where there is one. */
void httpapi_map_response(const struct httpapi_values *v, const struct doc *by_status, struct http_response *response);

#endif
