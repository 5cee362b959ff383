/* UpdateStage: its paths, method settings and the promotion of canaries. */
#ifndef NUBE_APIGATEWAY_STAGE_PATCH_H
#define NUBE_APIGATEWAY_STAGE_PATCH_H

#include "emulator/core/call.h"

/* Applies the input's patchOperations. 0, or -1 with the fault. */
int api_stage_patch(struct call *c, struct doc *stage);

#endif
