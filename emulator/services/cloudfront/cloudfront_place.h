/* A place among the listener's threads that may wait for origins (http_waiting.h): a visit that has to wait takes one,
 * be it for an answer, for another visit's answer, or for the rest of a body. So origins that hang hold a part of the
 * threads. */
#ifndef NUBE_CLOUDFRONT_PLACE_H
#define NUBE_CLOUDFRONT_PLACE_H

#include "emulator/services/cloudfront/cloudfront_visit.h"

/* Before the visit waits; true at once where it has one already, or holds no thread of the listener's. False: there is
 * none left, so it must not wait. */
bool cloudfront_place_take(struct cloudfront_visit *v);

/* At the visit's end, by what it took: gives the place back when the response's body has been sent, or now. */
void cloudfront_place_end(struct cloudfront_place *place, struct http_response *response);

#endif
