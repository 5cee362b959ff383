/* What S3 says of signatures, which is all its own. Requests signed by keys that Nube did not issue are not verified,
 * but must be as they ought to be, and presigned URLs of theirs end when they say.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html */
#ifndef NUBE_S3_SIGNING_H
#define NUBE_S3_SIGNING_H

#include "emulator/core/service.h"

/* For service_faults. */
extern const struct service_signing s3_signing;

#endif
