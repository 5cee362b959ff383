/* Invoking a mapping's function with a batch. */
#ifndef NUBE_LAMBDA_SOURCE_INVOKE_H
#define NUBE_LAMBDA_SOURCE_INVOKE_H

#include "emulator/services/lambda/lambda_pool.h"
#include "emulator/services/lambda/lambda_source_store.h"

/* What a poller has to know of its mapping, as a document that it can keep: { account, region, name, qualifier,
 * reports }. */
struct doc *lambda_source_about(struct arena *a, const struct lambda_source *s);

/* Runs the function with { "Records": … }; `done` is told as by lambda_pool_invoke. The request's ID is put into
 * request_id. Not under the store's reader. False: the function is gone, and nothing is told. */
bool lambda_source_invoke(const struct doc *about, struct doc *records, char request_id[37], lambda_done_fn *done,
                          void *arg);

#endif
