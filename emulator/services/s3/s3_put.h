/* PutObject. */
#ifndef NUBE_S3_PUT_H
#define NUBE_S3_PUT_H

#include "emulator/core/call.h"

int s3_put_object_prepare(struct call *c);
int s3_put_object(struct call *c);

#endif
