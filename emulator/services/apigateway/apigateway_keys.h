/* API keys, and how many requests are let through.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
#ifndef NUBE_APIGATEWAY_KEYS_H
#define NUBE_APIGATEWAY_KEYS_H

#include "emulator/services/apigateway/apigateway_request.h"

#define API_ACCOUNT_RATE  10000
#define API_ACCOUNT_BURST 5000

/* Looks up the key that came in the header x-api-key, where the method wants one and the API takes it from there. Gives
 * 0. */
int api_key_find(struct api_request *r);

/* A method that wants a key gets no further without one. 0, or -1 with a refusal. */
int api_key_check(struct api_request *r);

/* The plan's limits (of the method, of all, its quota), the method's at the stage, the account's, in AWS's order. A
 * plan counts only where the method wants a key. 0, or -1 with a refusal. */
int api_throttle_check(struct api_request *r);

#endif
