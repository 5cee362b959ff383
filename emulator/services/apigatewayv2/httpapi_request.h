/* A request to an HTTP API's stage on its way: what came, what was found, what was decided. Each step of the plane
 * (httpapi_plane.c) takes it, adds what it finds, and gives 0, or -1 with a refusal. */
#ifndef NUBE_HTTPAPI_REQUEST_H
#define NUBE_HTTPAPI_REQUEST_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"
#include "emulator/services/apigatewayv2/httpapi_live.h"

struct httpapi_request {
    struct call *call;
    const struct http_request *http;
    struct http_response *response;
    struct arena *arena;
    char id[17]; /* apigw-requestid: "JKJaXmPLvHcESHA=" */
    int64_t now_ms;

    /* Where it goes. */
    struct span api_id;
    struct span rest;         /* of the path, behind what names the API */
    struct span path;         /* behind the stage, as it came */
    struct span mapped_stage; /* of a custom domain name; absent: it came by another */
    const struct httpapi_live *live;
    const struct httpapi_stage *stage;
    const struct doc *route, *integration;
    struct doc *path_parameters; /* decoded */

    /* Who was let in, as the event's requestContext.authorizer has it; NULL: nobody was asked for. */
    struct doc *authorizer;

    int refused;         /* the status of a refusal; 0: there is none */
    const char *message; /* its words */
    struct doc *context; /* $context, once httpapi_context was called */
    const char *integration_error;
    bool is_too_large; /* for the function that was asked */
};

/* Refuses it, and gives -1. */
int httpapi_refuse(struct httpapi_request *r, int status, const char *message);

/* "Internal Server Error". */
int httpapi_refuse_internal(struct httpapi_request *r, const char *why);

/* What is known of it, as $context has it, in its arena.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
struct doc *httpapi_context(struct httpapi_request *r);

/* With the stage in front, unless that is $default, and decoded: as events have it. */
struct span httpapi_raw_path(const struct httpapi_request *r);

/* arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH, of the route or of the request. */
struct span httpapi_route_arn(const struct httpapi_request *r);

#endif
