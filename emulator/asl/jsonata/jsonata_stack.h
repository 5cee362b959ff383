/* Recursion on small stacks: how much is left of the thread's, and more of it in a thread of its own. */
#ifndef NUBE_JSONATA_STACK_H
#define NUBE_JSONATA_STACK_H

#include <stdbool.h>

/* Is less left of this thread's stack than a recursive step and the functions it calls may need? */
bool jstack_is_low(void);

/* Runs fn(arg) on a new stack, of a thread of its own, and waits for it. False, and nothing run, when the system gives
 * no thread. */
bool jstack_run(void (*fn)(void *arg), void *arg);

#endif
