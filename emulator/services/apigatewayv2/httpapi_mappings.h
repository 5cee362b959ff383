/* API mappings: which API and stage is behind a path of a custom domain name. They are the other API's base path
 * mappings, which may have slashes in them here.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html */
#ifndef NUBE_HTTPAPI_MAPPINGS_H
#define NUBE_HTTPAPI_MAPPINGS_H

#include "emulator/core/call.h"

int httpapi_create_api_mapping(struct call *c);
int httpapi_get_api_mapping(struct call *c);
int httpapi_get_api_mappings(struct call *c);
int httpapi_update_api_mapping(struct call *c);
int httpapi_delete_api_mapping(struct call *c);

#endif
