/* APIs. */
#ifndef NUBE_APIGATEWAY_APIS_H
#define NUBE_APIGATEWAY_APIS_H

#include "emulator/core/call.h"

int api_create_rest_api(struct call *c);
int api_get_rest_api(struct call *c);
int api_get_rest_apis(struct call *c);
int api_update_rest_api(struct call *c);
int api_delete_rest_api(struct call *c);

/* Fills the API's document, which has its ids, with what the input tells of it. 0, or -1 with the fault. */
int api_rest_api_describe(struct call *c, struct doc *api);

#endif
