/* The queue of asynchronous invocations. */
#ifndef NUBE_LAMBDA_EVENTS_H
#define NUBE_LAMBDA_EVENTS_H

/* Takes up what is due. From any thread. */
void lambda_events_tend(void);

void lambda_events_start(void);
void lambda_events_stop(void);

#endif
