/* API keys. */
#ifndef NUBE_APIGATEWAY_API_KEYS_H
#define NUBE_APIGATEWAY_API_KEYS_H

#include "emulator/core/call.h"

int api_create_api_key(struct call *c);
int api_get_api_key(struct call *c);
int api_get_api_keys(struct call *c);
int api_update_api_key(struct call *c);
int api_delete_api_key(struct call *c);
int api_import_api_keys(struct call *c);

#endif
