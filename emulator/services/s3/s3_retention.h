/* GetObjectRetention, PutObjectRetention, GetObjectLegalHold and PutObjectLegalHold. */
#ifndef NUBE_S3_RETENTION_H
#define NUBE_S3_RETENTION_H

#include "emulator/core/call.h"

int s3_get_object_retention(struct call *c);
int s3_put_object_retention(struct call *c);
int s3_get_object_legal_hold(struct call *c);
int s3_put_object_legal_hold(struct call *c);

#endif
