/* Which runtimes a function may have. */
#ifndef NUBE_LAMBDA_RUNTIME_CHECK_H
#define NUBE_LAMBDA_RUNTIME_CHECK_H

#include "emulator/core/call.h"

/* 0, or -1 with AWS's fault for a runtime that AWS does not know or does not take any more, or with NotImplemented for
 * one that Nube, or this machine, cannot run. */
int lambda_runtime_check(struct call *c, struct span runtime);

#endif
