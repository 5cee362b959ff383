/* What S3 says of forms that are not as they ought to be. */
#ifndef NUBE_S3_POST_FAULTS_H
#define NUBE_S3_POST_FAULTS_H

#include "emulator/core/call.h"

/* Of what comes before the file. */
#define S3_POST_FIELDS_BYTES_MAX 20480

extern const struct fault_kind s3_malformed_post, s3_invalid_policy_document;

/* Each of these raises a fault, and returns -1: a field is not there, by the name that AWS gives it; there is too much
 * before the file. */
int s3_raise_field_missing(struct call *c, const char *name);
int s3_raise_fields_too_large(struct call *c);

#endif
