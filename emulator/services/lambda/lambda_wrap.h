/* Debugging: a command that a function's processes run under, from Nube's environment. */
#ifndef NUBE_LAMBDA_WRAP_H
#define NUBE_LAMBDA_WRAP_H

#include "emulator/base/arena.h"

#define LAMBDA_WRAP_PREFIX "NUBE_LAMBDA_WRAP_"

/* What NUBE_LAMBDA_WRAP_<function> says: "gdbserver :1234", "node --inspect-brk=9229", "python3 -m debugpy --listen
 * 5678". What is no letter and no digit of the name may be _ in the variable's. NULL: there is none. */
const char *lambda_wrap_of(struct arena *a, struct span function_name);

#endif
