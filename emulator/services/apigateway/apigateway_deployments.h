/* Deployments: an API as it was when one was made. */
#ifndef NUBE_APIGATEWAY_DEPLOYMENTS_H
#define NUBE_APIGATEWAY_DEPLOYMENTS_H

#include "emulator/core/call.h"

/* All that the call's API is made of, as a deployment keeps it. */
struct doc *api_snapshot(struct call *c, const struct doc *api);

int api_create_deployment(struct call *c);
int api_get_deployment(struct call *c);
int api_get_deployments(struct call *c);
int api_update_deployment(struct call *c);
int api_delete_deployment(struct call *c);

#endif
