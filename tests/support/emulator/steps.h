/* Plays a file of cases through the door, step by step, on a store of its own. A step names the operation ("op"; "service"
 * where it is another one's) and its input ("in"), and either the members of the output that it must have ("out"; null:
 * must be absent) or the error ("error", and "code" where it is not a ValidationException). In an input {"$repeat": n}
 * stands for n letters x. "is" has pairs of a path and what must be there. "keep" gives names to parts of the output, by their path: {"h": ["Messages", 0,
 * "ReceiptHandle"]}; in a later input {"$kept": "h"} stands for that. "trace" is the header X-Amzn-Trace-Id, "later_ms"
 * moves the clock first. */
#ifndef NUBE_STEPS_H
#define NUBE_STEPS_H

#include <stddef.h>

/* Fails the test when a step does not hold, or the file has not more than so many. */
void steps_play(const char *service, const char *path, size_t at_least);

#endif
