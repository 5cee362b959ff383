/* The runtimes that functions name, and how Nube runs each: a program of one's own, or an interpreter of the machine's
 * with a runtime client of Nube's. AWS: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
#ifndef NUBE_LAMBDA_RUNTIMES_H
#define NUBE_LAMBDA_RUNTIMES_H

#include "emulator/base/span.h"

enum lambda_language { LAMBDA_PROVIDED, LAMBDA_PYTHON, LAMBDA_NODE, LAMBDA_RUBY };

struct lambda_runtime_kind {
    enum lambda_language language;
    int version; /* python3.12: 12; nodejs22.x: 22; ruby3.3: 33; provided: 0 */
};

struct lambda_runtime_row {
    const char *name;
    enum { LAMBDA_RUNS, LAMBDA_RUNS_NOT /* here, but on AWS */, LAMBDA_IS_OVER /* on AWS, too */ } state;
    struct lambda_runtime_kind kind; /* of one that runs */
};

/* In the order in which AWS lists those that it takes; NULL ends them. */
extern const struct lambda_runtime_row lambda_runtime_rows[];

/* NULL: AWS knows none of that name. */
const struct lambda_runtime_row *lambda_runtime_find(struct span runtime);

/* How a runtime is run. False: it is none, or none that Nube runs. */
bool lambda_runtime_kind_of(struct span runtime, struct lambda_runtime_kind *kind);

#endif
