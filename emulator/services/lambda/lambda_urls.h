/* Handlers of function URLs' configurations. https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html */
#ifndef NUBE_LAMBDA_URLS_H
#define NUBE_LAMBDA_URLS_H

#include "emulator/core/call.h"

int lambda_create_function_url_config(struct call *c);
int lambda_get_function_url_config(struct call *c);
int lambda_update_function_url_config(struct call *c);
int lambda_delete_function_url_config(struct call *c);
int lambda_list_function_url_configs(struct call *c);

#endif
