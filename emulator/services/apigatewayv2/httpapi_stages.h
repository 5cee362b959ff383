/* Stages of HTTP APIs. */
#ifndef NUBE_HTTPAPI_STAGES_H
#define NUBE_HTTPAPI_STAGES_H

#include "emulator/core/call.h"

/* The stage that an API made by one call has: $default, with AutoDeploy. */
void httpapi_stage_quick(struct call *c);

int httpapi_delete_route_settings(struct call *c);
int httpapi_delete_access_log_settings(struct call *c);
int httpapi_reset_authorizers_cache(struct call *c);

#endif
