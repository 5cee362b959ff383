/* A thread that has little stack, as the listener's have: what goes down into what it reads must know a bound. */
#ifndef NUBE_SMALL_STACK_H
#define NUBE_SMALL_STACK_H

#include <pthread.h>
#include <stddef.h>

/* Starts the thread, to be joined by the caller. The stack has so many bytes; more in builds whose frames the
 * sanitizers enlarge. */
pthread_t small_stack_start(size_t bytes, void *(*run)(void *arg), void *arg);

/* The same, up to its end. */
void small_stack_run(size_t bytes, void *(*run)(void *arg), void *arg);

#endif
