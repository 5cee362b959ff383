/* The front door for who waits a while only. */
#ifndef NUBE_FRONT_WITHIN_H
#define NUBE_FRONT_WITHIN_H

#include "emulator/core/front.h"

/* As front_serve_for, for so many milliseconds of the machine's time. False: it took longer; then it goes on by itself,
 * with a copy of the request, and the response stays as it was. What cannot wait, as front_waits has it, is served on
 * this thread, however long it takes. */
bool front_serve_within(const struct http_request *request, const struct identity *who, struct span service,
                        struct http_response *response, int64_t milliseconds);

#endif
