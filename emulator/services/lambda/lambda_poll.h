/* What the watcher waits for: output and ends of processes, what their gates tell, and being woken. */
#ifndef NUBE_LAMBDA_POLL_H
#define NUBE_LAMBDA_POLL_H

#include "emulator/services/lambda/lambda_targets.h"

enum lambda_polled_what { LAMBDA_POLLED_END, LAMBDA_POLLED_OUTPUT, LAMBDA_POLLED_GATE };

struct lambda_polled {
    struct lambda_instance *instance; /* NULL: it was woken */
    enum lambda_polled_what what;
};

void lambda_poll_open(void);
void lambda_poll_close(void);

/* From any thread. */
void lambda_poll_wake(void);

void lambda_poll_add(struct lambda_instance *i);
void lambda_poll_forget_output(struct lambda_instance *i);
void lambda_poll_forget_gate(struct lambda_instance *i);
void lambda_poll_forget(struct lambda_instance *i);

/* Waits so long at most; gives what there is, `max` at most. */
int lambda_poll_wait(struct lambda_polled *polled, int max, int milliseconds);

#endif
