/* What lies behind the one door (core/door.h): authorise, validate, run, commit, act, record. */
#ifndef NUBE_DISPATCH_H
#define NUBE_DISPATCH_H

/* Makes this what the door leads to; before the first call. */
void dispatch_register(void);

#endif
