/* Gateway responses: what the gateway itself answers, by their types. */
#ifndef NUBE_APIGATEWAY_GATEWAY_RESPONSES_H
#define NUBE_APIGATEWAY_GATEWAY_RESPONSES_H

#include "emulator/core/call.h"

int api_put_gateway_response(struct call *c);
int api_get_gateway_response(struct call *c);
int api_get_gateway_responses(struct call *c);
int api_update_gateway_response(struct call *c);
int api_delete_gateway_response(struct call *c);

#endif
