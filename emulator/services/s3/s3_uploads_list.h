/* ListMultipartUploads and ListParts. */
#ifndef NUBE_S3_UPLOADS_LIST_H
#define NUBE_S3_UPLOADS_LIST_H

#include "emulator/core/call.h"

int s3_list_multipart_uploads(struct call *c);
int s3_list_parts(struct call *c);

#endif
