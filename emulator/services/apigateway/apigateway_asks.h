/* What calls to API Gateway ask to be allowed, for the rows: its resources are the paths of its own REST interface.
 * AWS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html */
#ifndef NUBE_APIGATEWAY_ASKS_H
#define NUBE_APIGATEWAY_ASKS_H

#include "emulator/core/call.h"

/* "arn:aws:apigateway:REGION::" and the path of the request. */
void api_ask_path(struct call *c);

#endif
