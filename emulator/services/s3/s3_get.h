/* GetObject and HeadObject. */
#ifndef NUBE_S3_GET_H
#define NUBE_S3_GET_H

#include "emulator/core/call.h"

int s3_get_object(struct call *c);
int s3_head_object(struct call *c);

#endif
