/* Starting processes. */
#ifndef NUBE_LAMBDA_START_H
#define NUBE_LAMBDA_START_H

#include "emulator/services/lambda/lambda_targets.h"

/* Has a worker start a process for the target, and counts it as starting. */
void lambda_instance_start(struct lambda_target *t);

/* What a process of it that begins now is part of: "init", or "invoke" where the first in line has it begin again. */
const char *lambda_start_phase(const struct lambda_target *t);

#endif
