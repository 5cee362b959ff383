/* The front door for HTTP: what a client would send to Nube's port, asked from inside, without a connection. Declared
 * here, so that services can use it; what lies behind it (edge/request.c) stands above them and registers itself. */
#ifndef NUBE_FRONT_H
#define NUBE_FRONT_H

#include "emulator/core/identity.h"
#include "emulator/http/http.h"

struct front {
    void (*serve)(const struct http_request *request, const struct identity *who, struct span signed_for,
                  struct http_response *response);
    bool (*takes)(const struct http_request *request);
    bool (*waits)(const struct http_request *request, struct span signed_for);
};

void front_register(const struct front *front);

/* Answers the request, whatever it is, on this thread. `who` asks; NULL: whom its signature names, or nobody. The body
 * of the answer may be a source, on the heap; all else that it has is the request's arena's. */
void front_serve(const struct http_request *request, const struct identity *who, struct http_response *response);

/* The same of `who`, as if it were signed for that service, "sqs": it is nobody else's, whatever its host and path. */
void front_serve_for(const struct http_request *request, const struct identity *who, struct span service,
                     struct http_response *response);

/* Is it for an operation that may wait (a poll, an execution whose end is awaited), signed for that service? */
bool front_waits(const struct http_request *request, struct span service);

/* Is it for a data plane or an API of Nube's, by its Host? */
bool front_takes(const struct http_request *request);

#endif
