/* What a function has beside what its processes need: kept in `settings` as CreateFunction and
 * UpdateFunctionConfiguration gave it, and shown by FunctionConfiguration. */
#ifndef NUBE_LAMBDA_SETTINGS_H
#define NUBE_LAMBDA_SETTINGS_H

#include "emulator/services/lambda/lambda_function.h"

/* Takes what the call's input has over what the function had. 0, or -1 with AWS's fault, or with one that says what is
 * not emulated. */
int lambda_settings_take(struct call *c, struct lambda_function *f);

#endif
