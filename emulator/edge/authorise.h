/* May this principal do this? The door asks it of every call. */
#ifndef NUBE_AUTHORISE_H
#define NUBE_AUTHORISE_H

#include "emulator/core/call.h"

/* 0, or -1 with AWS's AccessDenied in the call.
 * DIFFERS: policies are stored but not yet enforced: every authenticated principal may do everything. */
int authorise(struct call *c);

#endif
