/* GetObjectAttributes. */
#ifndef NUBE_S3_ATTRIBUTES_H
#define NUBE_S3_ATTRIBUTES_H

#include "emulator/core/call.h"

int s3_get_object_attributes(struct call *c);

#endif
