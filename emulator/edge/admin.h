/* Nube's own pages: /_nube/health, /_nube/reset, /_nube/clock, /_nube/calls, LocalStack's names for some,
 * the front page, and those that services have. */
#ifndef NUBE_ADMIN_H
#define NUBE_ADMIN_H

#include "emulator/http/http.h"

/* Is the path that of a page, be it one that is not there? The services' pages are among them. */
bool admin_matches(const struct http_request *request);

/* Is it a person's or a script's question for a page, where no operation is named and nobody signed: "/", or a path
 * that only pages have? */
bool admin_is_asked(const struct http_request *request);

/* Answers such a request. */
void admin_serve(const struct http_request *request, struct http_response *response);

/* Empties every service, the record and the clock's offset. False: no database can be made any more, and what was
 * stored is still there. */
bool admin_reset(void);

#endif
