/* Requests and answers as functions see them, and what functions make of them.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
#ifndef NUBE_CLOUDFRONT_EVENTS_H
#define NUBE_CLOUDFRONT_EVENTS_H

#include "emulator/base/doc.h"
#include "emulator/http/http.h"

struct cloudfront_event {
    struct span distribution, domain, request_id;
    const struct http_request *request;
    const struct http_response *response; /* NULL: it is a request's event */
};

/* The event as a document. */
struct doc *cloudfront_event_write(struct arena *a, const struct cloudfront_event *e);

/* Makes the request what the function returned: path, query, headers and cookies; its method and body stay. The value
 * lives as long as the arena. False: it is no request, or has what a function may not set. */
bool cloudfront_event_request(struct arena *a, const struct doc *value, struct http_request *request);

/* Makes the response what the function returned: status, headers and cookies, and its body, where there is one. False
 * as above. */
bool cloudfront_event_response(const struct doc *value, struct http_response *response);

#endif
