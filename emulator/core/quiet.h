/* Does anything go on by itself? For tests, which wait for that in place of sleeping. */
#ifndef NUBE_QUIET_H
#define NUBE_QUIET_H

/* What goes on, in a word: the writer or the workers are at work, a timer is due, a service's chore is to run,
 * something is being delivered, a function runs. NULL: nothing, and nothing will before the clock moves on or somebody
 * calls. What others do is not seen: threads that do not belong to these, what a function's process does after its
 * answer. */
const char *quiet_who_is_busy(void);

#endif
