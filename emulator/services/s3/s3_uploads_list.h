/* ListMultipartUploads and ListParts. */
#ifndef NUBE_S3_UPLOADS_LIST_H
#define NUBE_S3_UPLOADS_LIST_H

#include "emulator/core/call.h"

int s3_list_multipart_uploads(struct call *c);
int s3_list_parts(struct call *c);

/* A number from 0 on that an input's member has, `otherwise` where it has none; larger ones count as 2^31 - 1. 0, or -1
 * with InvalidArgument, which names the parameter. */
int s3_list_number(struct call *c, const char *member, const char *parameter, int64_t otherwise, int64_t *number);

#endif
