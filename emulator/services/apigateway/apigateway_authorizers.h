/* Who may call a method and with what: authorizers and request validators. */
#ifndef NUBE_APIGATEWAY_AUTHORIZERS_H
#define NUBE_APIGATEWAY_AUTHORIZERS_H

#include "emulator/core/call.h"

/* Before anything else is looked at (struct operation, prepare). AWS: the form of authorizerUri is checked before the
 * API is looked up. */
int api_authorizer_prepare(struct call *c);

int api_create_authorizer(struct call *c);
int api_get_authorizer(struct call *c);
int api_get_authorizers(struct call *c);
int api_update_authorizer(struct call *c);
int api_delete_authorizer(struct call *c);
int api_create_request_validator(struct call *c);
int api_get_request_validator(struct call *c);
int api_get_request_validators(struct call *c);
int api_update_request_validator(struct call *c);
int api_delete_request_validator(struct call *c);

#endif
