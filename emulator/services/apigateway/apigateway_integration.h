/* What a method is integrated with, by its kind. */
#ifndef NUBE_APIGATEWAY_INTEGRATION_H
#define NUBE_APIGATEWAY_INTEGRATION_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Asks the integration and makes its answer the request's. 0, or -1 with a refusal. */
int api_integration_run(struct api_request *r);

#endif
