/* Where a trace has come by: "…;Lineage=a87bd80c:1|68fd508a:5", a function's mark and how often it ran on the way. By it
 * Lambda finds functions that invoke themselves without end.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
#ifndef NUBE_LAMBDA_LINEAGE_H
#define NUBE_LAMBDA_LINEAGE_H

#include "emulator/services/lambda/lambda_function.h"

#define LAMBDA_HOPS_MAX 16 /* AWS: "approximately" */

/* A trace that begins here, in `a`. */
struct span lambda_trace_new(struct arena *a);

/* How often the function ran on the way of this trace. */
int64_t lambda_lineage_count(struct span trace, const struct lambda_function *f);

/* The trace with the function once more in its lineage, in `a`. */
struct span lambda_lineage_add(struct arena *a, struct span trace, const struct lambda_function *f);

/* Does it run in a loop that is to be broken? */
bool lambda_lineage_is_loop(struct span trace, const struct lambda_function *f);

#endif
