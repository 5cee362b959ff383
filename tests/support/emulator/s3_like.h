/* A service that has nothing of S3's but how it looks at signatures and payloads, and words errors. */
#ifndef NUBE_TESTS_S3_LIKE_H
#define NUBE_TESTS_S3_LIKE_H

#include "emulator/core/identity.h"
#include "emulator/core/service.h"

/* AWS's examples. */
#define S3_LIKE_KEY    "AKIAIOSFODNN7EXAMPLE"
#define S3_LIKE_SECRET "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

/* The only service from now on, with these operations; keys are looked up so. */
void s3_like_begin(const struct operation *operations, identity_lookup_fn *issued);

/* A handler. */
int s3_like_nothing(struct call *c);

#endif
