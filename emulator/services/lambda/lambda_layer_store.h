/* Rows of layers' versions. Their code is kept beside functions' (lambda_store_zip_keep), and a function that has one
 * goes on having its code when the version is deleted. */
#ifndef NUBE_LAMBDA_LAYER_STORE_H
#define NUBE_LAMBDA_LAYER_STORE_H

#include "emulator/core/call.h"

struct lambda_layer {
    int64_t id;
    struct span account, region, name;
    int64_t version;                               /* from 1 */
    struct span description, license, code_sha256; /* license absent: none */
    int64_t code_bytes, created_ms;
    struct doc *runtimes, *architectures; /* compatible ones, or NULL */
    struct doc *statements;               /* of its policy */
    struct span revision;                 /* the policy's */
};

/* A version. What comes back lies in the call's arena; false: there is none. */
bool lambda_layer_find(struct call *c, struct span account, struct span region, struct span name, int64_t version,
                       struct lambda_layer *l);

/* Numbers it, too: a number never comes again. */
void lambda_layer_insert(struct call *c, struct lambda_layer *l);
void lambda_layer_update_policy(struct call *c, const struct lambda_layer *l);
void lambda_layer_delete(struct call *c, const struct lambda_layer *l);

/* Which versions a list is of; what is absent does not matter. */
struct lambda_layer_filter {
    struct span runtime, architecture;
};

/* A layer's versions, the newest first, below the version `before`, `count` at most. */
struct lambda_layer *lambda_layer_versions(struct call *c, const struct lambda_layer *l,
                                           const struct lambda_layer_filter *filter, int64_t before, int count,
                                           int *found);

/* The newest of each of the caller's layers, behind the name `after`, sorted by name, `count` at most. */
struct lambda_layer *lambda_layer_newest(struct call *c, const struct lambda_layer_filter *filter, struct span after,
                                         int count, int *found);

/* The zip of a version; absent when it is gone. On a reader of its own. */
struct span lambda_layer_zip(struct arena *a, int64_t id);

#endif
