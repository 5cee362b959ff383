/* Rows of aliases: a name for one version of a function, or for two that share what is invoked. */
#ifndef NUBE_LAMBDA_ALIAS_STORE_H
#define NUBE_LAMBDA_ALIAS_STORE_H

#include "emulator/services/lambda/lambda_function.h"

struct lambda_alias {
    struct span name, version, description, revision;
    struct doc *weights; /* AdditionalVersionWeights: of other versions, 0 to 1; or NULL */
};

/* What comes back lies in `a`. False: there is none. */
bool lambda_alias_find(struct db *db, struct arena *a, const struct lambda_function *f, struct span name,
                       struct lambda_alias *alias);
bool lambda_alias_find_named(struct db *db, struct arena *a, struct span account, struct span region,
                             struct span function, struct span name, struct lambda_alias *alias);

void lambda_alias_put(struct call *c, const struct lambda_function *f, const struct lambda_alias *alias);

/* With its policy and its configuration of asynchronous invocations. */
void lambda_alias_delete(struct call *c, const struct lambda_function *f, struct span name);

/* The function's, of that version or, when it is absent, of all, behind the name `after`, sorted; `count` at most. */
struct lambda_alias *lambda_alias_list(struct call *c, const struct lambda_function *f, struct span version,
                                       struct span after, int count, int *found);

/* The version that an invocation goes to. */
struct span lambda_alias_draw(const struct lambda_alias *alias);

#endif
