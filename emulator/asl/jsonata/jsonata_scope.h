/* What an expression is evaluated in, and the limits of an evaluation. */
#ifndef NUBE_JSONATA_SCOPE_H
#define NUBE_JSONATA_SCOPE_H

#include "emulator/base/doc.h"

#define JSONATA_DEPTH_MAX        10000
#define JSONATA_MILLISECONDS_MAX 5000
#define JSONATA_BYTES_MAX        ((size_t)64 * 1024 * 1024)

/* What an expression is evaluated in. */
struct jsonata_scope {
    struct arena *arena; /* the result and all work live here */
    struct doc *input;   /* `$`; NULL: undefined */

    /* The value of a variable that the expression itself does not bind, by its name without the `$`. A NULL function or
     * a NULL result: undefined. It is asked before the function library is. */
    struct doc *(*variable)(void *arg, struct span name);
    void *arg;

    /* AWS Step Functions' dialect: $partition, $range, $hash, $uuid, $parse and $random(seed) exist, $eval does not;
     * numbers that JSON has not are texts in the result ("Infinity", "-Infinity", "NaN"), not null. */
    bool is_aws;

    int64_t now_ms; /* what $now and $millis give: milliseconds since 1970 */

    /* How many evaluations may be nested (a call of a function counts about three) and how long it may take; 0: the
     * defaults. Past either, or past JSONATA_BYTES_MAX of memory, the error is U1001. */
    int depth_max;
    int64_t milliseconds_max;
};

#endif
