/* What S3 says of signatures, which is all its own. Requests signed by keys that Nube did not issue are not verified,
 * but must be as they ought to be, and presigned URLs of theirs end when they say.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html */
#ifndef NUBE_S3_SIGNING_H
#define NUBE_S3_SIGNING_H

#include "emulator/core/service.h"
#include "emulator/wire/signature.h"

/* For service_faults. */
extern const struct service_signing s3_signing;

/* AWS's words for what is wrong with a credential, as "AKID/20130524/us-east-1/s3/aws4_request"; NULL where nothing
 * is. */
const char *s3_credential_trouble(struct arena *a, struct span credential);

/* Each raises a fault, and returns -1: the way of signing is none, as version 2; and a signature does not hold, where
 * `string_to_sign` and `canonical` are what SIGNING_WRONG tells, and may be absent. */
int s3_mechanism_refuse(struct call *c);
int s3_signature_refuse(struct call *c, const struct signature *s, enum signing_trouble why, struct span string_to_sign,
                        struct span canonical);

#endif
