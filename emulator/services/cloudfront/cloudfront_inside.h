/* Origins that are Nube's own: buckets, websites, stages of APIs are asked through the front door, without a connection
 * that would take another of the listener's threads. */
#ifndef NUBE_CLOUDFRONT_INSIDE_H
#define NUBE_CLOUDFRONT_INSIDE_H

#include "emulator/core/identity.h"
#include "emulator/services/cloudfront/cloudfront_reply.h"

/* Asks; the reply's head is in the request's arena. `who` as front_serve takes it. `patience_ms`: how long it may take,
 * of the machine's own time; 0: as long as it does. Nobody waits longer for one whose body is no stream: it goes on
 * without us. */
void cloudfront_inside_ask(const struct http_request *request, const struct identity *who, int patience_ms,
                           struct cloudfront_reply *reply);

/* At the service's end: until those that nobody waits for any more have ended, so many milliseconds at most. */
void cloudfront_inside_wait(int milliseconds);

#endif
