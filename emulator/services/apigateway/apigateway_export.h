/* GetExport: a stage's API as an OpenAPI document. */
#ifndef NUBE_APIGATEWAY_EXPORT_H
#define NUBE_APIGATEWAY_EXPORT_H

#include "emulator/core/call.h"

int api_get_export(struct call *c);

#endif
