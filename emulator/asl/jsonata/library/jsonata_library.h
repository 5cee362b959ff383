/* The function library's table. */
#ifndef NUBE_JSONATA_LIBRARY_H
#define NUBE_JSONATA_LIBRARY_H

#include "emulator/asl/jsonata/run/jsonata_run.h"
#include "emulator/asl/jsonata/syntax/jsonata_signature.h"

/* Called with at least as many arguments as its signature has parameters: what was left out is undefined. */
typedef struct jval jbuiltin_fn(struct jrun *r, struct jval *arguments, int count);

enum jdialect { J_EVERYWHERE, J_AWS_ONLY, J_NOT_AWS };

struct jbuiltin {
    const char *name;
    const char *signature;
    jbuiltin_fn *call;
    int arity; /* how many arguments it wants when it is called back by another function */
    enum jdialect dialect;
    const struct jsignature *parsed;
};

/* The function of that name, without the `$`; NULL when there is none. */
const struct jbuiltin *jbuiltin_find(struct span name);

#endif
