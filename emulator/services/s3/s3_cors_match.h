/* Does a rule of CORS fit a request? Pure.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html */
#ifndef NUBE_S3_CORS_MATCH_H
#define NUBE_S3_CORS_MATCH_H

#include "emulator/base/doc.h"

struct s3_cors_request {
    struct span origin, method;
    struct span headers; /* those that it will have, parted by commas; absent: not told */
};

/* The first of the rules that fits; NULL: none does. */
const struct doc *s3_cors_rule(const struct doc *rules, const struct s3_cors_request *request);

/* May any origin use it? */
bool s3_cors_is_open(const struct doc *rule);

#endif
