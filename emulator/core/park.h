/* Where waiting calls are parked: calls that found nothing wait for a key or for a time, without a thread each. Who
 * waits: MAY_WAIT operations (long polls). Who wakes: effects of calls that made what is waited for, and the timers. */
#ifndef NUBE_PARK_H
#define NUBE_PARK_H

#include "emulator/core/call.h"

/* Parks a call that returned CALL_WAIT; `again` is called with it when it is woken, on the waker's thread. Must be
 * called from the store's writer, as park_wake is, so that nothing committed in between is missed. */
void park_add(struct call *c, void (*again)(struct call *c));

/* Wakes up to `count` calls waiting for the key, longest waiting first. */
void park_wake(const char *key, int count);

/* Does any call wait for the key? */
bool park_is_waited_for(const char *key);

/* How many are parked. */
int park_count(void);

/* Wakes this call, with is_final set, if it waits. */
void park_end(const struct call *c);

/* Wakes all, each with is_final set. */
void park_clear(void);

/* Closed, it wakes all, and whoever comes later at once. */
void park_close(bool closed);

#endif
