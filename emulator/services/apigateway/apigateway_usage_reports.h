/* What keys used of their plans, day by day, and how much is left to one. */
#ifndef NUBE_APIGATEWAY_USAGE_REPORTS_H
#define NUBE_APIGATEWAY_USAGE_REPORTS_H

#include "emulator/core/call.h"

int api_get_usage(struct call *c);
int api_update_usage(struct call *c);

#endif
