/* Processes that are kept ready for versions, whether anybody asks or not. */
#ifndef NUBE_LAMBDA_PROVIDED_H
#define NUBE_LAMBDA_PROVIDED_H

#include "emulator/services/lambda/lambda_targets.h"

/* So many are kept ready of the version, which is named by the qualifier that has them provisioned, until it is
 * deleted, or not told any more before the next `rest`. Of a version that the qualifier led to before they stay until
 * these are there. Without the lock, as the two below. */
void lambda_provided_put(const struct lambda_function *f, int64_t count);
void lambda_provided_rest(void);

/* How far that has come. */
struct lambda_readiness {
    int64_t count;   /* that are ready, of the qualifier's former version as well */
    bool is_done;    /* all were, at once */
    bool has_failed; /* they do not start: no more are tried until something is provisioned anew */
};

struct lambda_readiness lambda_provided_readiness(const struct lambda_function *f, int64_t wanted);

/* One of its processes is ready. Under the lock. */
void lambda_provided_look(struct lambda_target *t);

#endif
