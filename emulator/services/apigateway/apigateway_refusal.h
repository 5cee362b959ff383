/* The gateway's own answers: what is said where the integration does not answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
#ifndef NUBE_APIGATEWAY_REFUSAL_H
#define NUBE_APIGATEWAY_REFUSAL_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Refuses the request in the kind's own words, and gives -1. The first refusal stands. */
int api_refuse(struct api_request *r, enum api_refusal kind);

/* The same in other words, which live in the request's arena. */
int api_refuse_words(struct api_request *r, enum api_refusal kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "Internal server error" with that status, 500 or 502. */
int api_refuse_internal(struct api_request *r, int status);

/* The same, a 500, for what the API's maker did wrong: the execution log tells why. */
int api_refuse_configuration(struct api_request *r, const char *why);

/* Puts the refusal into the answer, in place of all that was there. */
void api_refusal_answer(struct api_request *r);

#endif
