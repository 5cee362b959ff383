/* Which of the front listener's threads are held by requests that wait (long polls, invocations). A quarter of them
 * never is, so that waiting callers cannot starve the others; but half of that quarter may be held for a moment. Those
 * who wait for servers elsewhere hold half of what may be held at most. */
#ifndef NUBE_HTTP_WAITING_H
#define NUBE_HTTP_WAITING_H

#include <stdbool.h>

/* How many threads the front listener has. */
void http_waiting_init(int threads);

/* Takes a place for a request that may wait. False when none is left: answer at once. Each true is given back by
 * http_waiting_leave. */
bool http_waiting_enter(void);

/* The same for one that could also wait apart (http_apart.h): a quarter of the threads is as much as those get, so that
 * others keep their connections. */
bool http_waiting_enter_freely(void);
void http_waiting_leave(void);

/* The same for one that waits for a server elsewhere, which may hang. */
bool http_waiting_elsewhere_enter(void);
void http_waiting_elsewhere_leave(void);

/* Between http_waiting_enter and its leave: the place is from now on, and no longer, one of a request that waits for a
 * server elsewhere. */
bool http_waiting_goes_elsewhere(void);
void http_waiting_is_back(void);

/* The same for one that waits a second at most. */
bool http_waiting_moment_enter(void);
void http_waiting_moment_leave(void);

#endif
