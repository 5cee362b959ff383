/* The MOCK integration: nobody is asked, the request's template says which status was answered.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html */
#ifndef NUBE_APIGATEWAY_MOCK_H
#define NUBE_APIGATEWAY_MOCK_H

#include "emulator/services/apigateway/apigateway_request.h"

/* 0, or -1 with a refusal. */
int api_mock(struct api_request *r);

/* The statusCode of an object in JSON; AWS: names need no quotes there, or single ones. 0: there is none. */
int api_mock_status(struct arena *a, struct span text);

#endif
