/* Calls: of functions by nodes of the tree, and by other functions. */
#ifndef NUBE_JSONATA_CALL_H
#define NUBE_JSONATA_CALL_H

#include "emulator/asl/jsonata/run/jsonata_run.h"

struct jval jevaluate_call(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env,
                           const struct jval *first);
struct jval jevaluate_partial(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env);
struct jval jevaluate_apply(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env);

/* Calls a function with arguments, from a context. */
struct jval jcall(struct jrun *r, struct jval function, const struct jval *arguments, int count, struct jval context);

/* How many arguments it wants at most. */
int jarity(const struct jfunction *f);

#endif
