/* The services as a whole. */
#ifndef NUBE_STARTUP_H
#define NUBE_STARTUP_H

/* Starts every service and its chores, in their order, and logs those that fail. 0, or -1 when one did. */
int services_start(void);
void services_stop(void);

/* Before the store is emptied; services_start follows. */
void services_reset(void);

#endif
