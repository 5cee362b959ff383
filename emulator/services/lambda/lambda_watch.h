/* The watcher: one thread for what processes write, for their ends, deadlines and memory, and for idle ones. */
#ifndef NUBE_LAMBDA_WATCH_H
#define NUBE_LAMBDA_WATCH_H

void lambda_watch_start(void);

/* Waits until every process is gone. Without the lock. */
void lambda_watch_stop(void);

#endif
