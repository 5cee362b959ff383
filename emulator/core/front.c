/* The near side of the front door. */
#include "emulator/core/front.h"

#include <assert.h>

static const struct front *front;

void front_register(const struct front *f)
{
    front = f;
}

void front_serve(const struct http_request *request, const struct identity *who, struct http_response *response)
{
    assert(front);
    front->serve(request, who, (struct span){ NULL, 0 }, response);
}

void front_serve_for(const struct http_request *request, const struct identity *who, struct span service,
                     struct http_response *response)
{
    assert(front && who);
    front->serve(request, who, service, response);
}

bool front_waits(const struct http_request *request, struct span service)
{
    assert(front);
    return front->waits(request, service);
}

bool front_takes(const struct http_request *request)
{
    assert(front);
    return front->takes(request);
}
