/* What an integration answered as the method's response, for all integrations but proxies.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html */
#ifndef NUBE_APIGATEWAY_ANSWER_H
#define NUBE_APIGATEWAY_ANSWER_H

#include "emulator/services/apigateway/apigateway_parameters.h"

/* Selects the integration's response by that text (a status, or a function's error), and makes the request's answer by
 * its mappings, its template and what templates override. 0, or -1 with a refusal. */
int api_answer(struct api_request *r, const struct api_backend_answer *answer, struct span selection);

#endif
