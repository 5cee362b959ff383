/* Integrations of methods, and their responses. */
#ifndef NUBE_APIGATEWAY_INTEGRATIONS_H
#define NUBE_APIGATEWAY_INTEGRATIONS_H

#include "emulator/core/call.h"

int api_put_integration(struct call *c);
int api_get_integration(struct call *c);
int api_update_integration(struct call *c);
int api_delete_integration(struct call *c);
int api_put_integration_response(struct call *c);
int api_get_integration_response(struct call *c);
int api_update_integration_response(struct call *c);
int api_delete_integration_response(struct call *c);

/* Can it be asked over HTTP: has it a scheme and a host, and no blanks? What is a variable of it is not looked into. */
bool api_is_http_endpoint(struct span uri);

#endif
