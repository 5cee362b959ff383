/* HTTP requests as functions take them, and what they answer: Lambda's payload format 2.0, which function URLs and HTTP
 * APIs share. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
#ifndef NUBE_HTTP_EVENT_H
#define NUBE_HTTP_EVENT_H

#include "emulator/base/doc.h"
#include "emulator/http/http.h"

struct http_event {
    const struct http_request *http;
    struct span route_key; /* "GET /orders/{id}", "$default" */
    struct span path;      /* as the event has it */
    struct span stage, account, api_id, request_id;
    struct doc *authorizer;                              /* who was let in; NULL: nobody was asked for */
    const struct doc *path_parameters, *stage_variables; /* maps; NULL or empty: none */
    int64_t now_ms;
};

/* The event, in the request's arena. */
struct doc *http_event_make(const struct http_event *e);

/* Makes a function's answer (JSON) the response: {"statusCode": …} with headers, cookies and a body, which is of
 * `default_type` where no header says so; any other value is the body of a 200, a text without its quotes. False, with
 * the response as it was, where it is neither. */
bool http_event_answer(struct http_response *response, struct span answer, const char *default_type);

#endif
