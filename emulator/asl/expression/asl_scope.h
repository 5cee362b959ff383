/* What expressions see, and how an evaluation fails. */
#ifndef NUBE_ASL_SCOPE_H
#define NUBE_ASL_SCOPE_H

#include "emulator/base/doc.h"

/* An error of the language: `name` as States.Runtime; the cause is in the arena of who raised it. name is NULL while
 * all is well. `where` is the field of a JSONata expression that failed ("Output/total"). */
struct asl_error {
    struct span name, cause, where;
};

/* What paths see: `$` is input; `$$` and `$name` are asked for when an expression needs them. */
struct asl_scope {
    struct arena *arena;
    struct doc *input;
    struct doc *(*context)(void *arg);
    struct doc *(*variable)(void *arg, struct span name); /* NULL: never assigned */
    void *arg;
    struct doc *result, *failure; /* JSONata's $states.result and $states.errorOutput; NULL: not there */
    struct doc *states;           /* JSONata's $states, made when it is asked for */
    int64_t now_ms;
    struct asl_error error; /* set when an evaluation gives NULL */
};

/* Raises an error in the scope: formats the cause, gives NULL. */
struct doc *asl_scope_fail(struct asl_scope *s, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
