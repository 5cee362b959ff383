/* Resources: the tree of an API's paths. */
#ifndef NUBE_APIGATEWAY_RESOURCES_H
#define NUBE_APIGATEWAY_RESOURCES_H

#include "emulator/core/call.h"

int api_create_resource(struct call *c);
int api_get_resource(struct call *c);
int api_get_resources(struct call *c);
int api_update_resource(struct call *c);
int api_delete_resource(struct call *c);

#endif
