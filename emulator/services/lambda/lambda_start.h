/* Starting processes. */
#ifndef NUBE_LAMBDA_START_H
#define NUBE_LAMBDA_START_H

#include "emulator/services/lambda/lambda_targets.h"

/* Has a worker start a process for the target, and counts it as starting. */
void lambda_instance_start(struct lambda_target *t);

/* Unpacks a function's package ahead of its first invocation. `code_sha256` in base64. Without the lock; takes as long
 * as it takes. */
void lambda_code_prepare(int64_t function_id, const char *code_sha256);

#endif
