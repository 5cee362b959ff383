/* DeleteObject and DeleteObjects. */
#ifndef NUBE_S3_DELETE_H
#define NUBE_S3_DELETE_H

#include "emulator/core/call.h"

int s3_delete_object_check(struct call *c);
int s3_delete_object(struct call *c);
int s3_delete_objects_check(struct call *c);
int s3_delete_objects(struct call *c);

#endif
