/* Response headers policies.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html */
#ifndef NUBE_CLOUDFRONT_RESPONSE_HEADERS_H
#define NUBE_CLOUDFRONT_RESPONSE_HEADERS_H

#include "emulator/base/doc.h"
#include "emulator/http/http.h"

/* Removes and adds what the policy says. `timing`: the value of Server-Timing, where the policy wants one. */
void cloudfront_response_headers(const struct doc *policy, const struct http_request *viewer, const char *timing,
                                 struct http_response *response);

#endif
