/* What calls to API Gateway v2 ask. */
#ifndef NUBE_HTTPAPI_ASKS_H
#define NUBE_HTTPAPI_ASKS_H

#include "emulator/core/call.h"

void httpapi_ask_path(struct call *c);

#endif
