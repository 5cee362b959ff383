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

#endif
