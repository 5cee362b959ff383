/* Integrations with AWS's services, Lambda's functions by what comes among them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-request-basic-setup.html */
#ifndef NUBE_APIGATEWAY_SERVICE_H
#define NUBE_APIGATEWAY_SERVICE_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Asks the service that the integration's URI names, by a path of its API or an action, in the name of its
 * credentials: a role, the caller's own, or, without, the gateway itself. 0, or -1 with a refusal. */
int api_service(struct api_request *r);

#endif
