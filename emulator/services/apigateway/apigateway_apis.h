/* Handlers of APIs, resources, methods, deployments and stages. */
#ifndef NUBE_APIGATEWAY_APIS_H
#define NUBE_APIGATEWAY_APIS_H

#include "emulator/services/apigateway/apigateway_store.h"

/* The API that the input's restApiId names. 0, or -1 with NotFoundException. */
int api_require(struct call *c, struct doc **api);

/* What the input calls the API. */
struct span api_id(const struct call *c);

/* The tags of the API of which the ARN is, or a part: see struct service, resource_tags. */
struct doc *api_resource_tags(struct call *c, struct span arn);

int api_create_rest_api(struct call *c);
int api_get_rest_api(struct call *c);
int api_get_rest_apis(struct call *c);
int api_delete_rest_api(struct call *c);
int api_get_resources(struct call *c);
int api_get_resource(struct call *c);
int api_create_resource(struct call *c);
int api_delete_resource(struct call *c);
int api_put_method(struct call *c);
int api_get_method(struct call *c);
int api_put_integration(struct call *c);
int api_get_integration(struct call *c);
int api_create_deployment(struct call *c);
int api_get_deployments(struct call *c);
int api_create_stage(struct call *c);
int api_get_stage(struct call *c);
int api_get_stages(struct call *c);
int api_delete_stage(struct call *c);

#endif
