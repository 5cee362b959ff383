/* Nube's own pages: /_nube/health, /_nube/reset, /_nube/clock, /_nube/calls, and LocalStack's names for the first two. */
#ifndef NUBE_ADMIN_H
#define NUBE_ADMIN_H

#include "emulator/http/http.h"

#define NUBE_VERSION "0.1.0"

/* True when the path is one of ours and `response` holds the answer. */
bool admin_serve(const struct http_request *request, struct http_response *response);

/* Empties every service, the record and the clock's offset. */
void admin_reset(void);

#endif
