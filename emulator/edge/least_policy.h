/* The least policy that allows what a principal was seen to ask, and what its policies allow beyond that.
 *
 *     GET  /_nube/iam/policy?principal=ARN    { "policy": …, "refused": […], "unused": […] }
 *     POST /_nube/iam/policy?principal=ARN    with such a policy in its body: 200 while it still suffices, 409 with what
 *                                             it lacks once the principal asks more: `curl --fail` in CI tells
 */
#ifndef NUBE_LEAST_POLICY_H
#define NUBE_LEAST_POLICY_H

#include "emulator/http/http.h"

void least_policy_page(const struct http_request *request, struct http_response *response);
void least_policy_check_page(const struct http_request *request, struct http_response *response);

#endif
