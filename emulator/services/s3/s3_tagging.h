/* GetObjectTagging, PutObjectTagging and DeleteObjectTagging. */
#ifndef NUBE_S3_TAGGING_H
#define NUBE_S3_TAGGING_H

#include "emulator/core/call.h"

int s3_get_object_tagging(struct call *c);
int s3_put_object_tagging(struct call *c);
int s3_delete_object_tagging(struct call *c);

#endif
