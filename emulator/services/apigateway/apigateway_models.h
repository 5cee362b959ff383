/* Models: JSON Schemas of bodies. */
#ifndef NUBE_APIGATEWAY_MODELS_H
#define NUBE_APIGATEWAY_MODELS_H

#include "emulator/core/call.h"

/* The models that AWS gives each new API: Empty and Error. */
void api_models_begin(struct call *c, struct span api_id);

int api_create_model(struct call *c);
int api_get_model(struct call *c);
int api_get_models(struct call *c);
int api_get_model_template(struct call *c);
int api_update_model(struct call *c);
int api_delete_model(struct call *c);

#endif
