/* Invoking a mapping's function with a batch. */
#ifndef NUBE_LAMBDA_SOURCE_INVOKE_H
#define NUBE_LAMBDA_SOURCE_INVOKE_H

#include "emulator/services/lambda/lambda_pool.h"
#include "emulator/services/lambda/lambda_source_store.h"

/* What a poller has to know of its mapping, as a document that it can keep: { account, region, name, qualifier,
 * reports }. */
struct doc *lambda_source_about(struct arena *a, const struct lambda_source *s);

/* An invocation, as its record tells it. */
struct lambda_source_try {
    char request_id[37];
    struct span version; /* of the function that runs, in the arena */
};

/* Runs the function with { "Records": … } on the way of `trace`, which may be absent; one that would run in a loop is
 * not run, and fails. `done` is told as by lambda_pool_run, perhaps before this returns, with
 * *try, which is the caller's, filled in. Not under the store's reader. False: the function is gone, and nothing is
 * told. */
bool lambda_source_invoke(struct arena *a, const struct doc *about, struct doc *records, struct span trace,
                          struct lambda_source_try *try, lambda_done_fn *done, void *arg);

#endif
