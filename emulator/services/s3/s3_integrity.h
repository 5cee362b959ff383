/* Is a request's body what it says it is? https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-
 * integrity.html */
#ifndef NUBE_S3_INTEGRITY_H
#define NUBE_S3_INTEGRITY_H

#include "emulator/core/call.h"

/* The sixteen bytes of Content-MD5; absent where there is none. 0, or -1 with InvalidDigest. */
int s3_md5_read(struct call *c, struct span *told);

/* Are they the body's own? Absent ones are. 0, or -1 with BadDigest. */
int s3_md5_check(struct call *c, struct span told, struct span own);

/* Of a body that is there as a whole, which is a document: its MD5 and its checksums are held against it, and some
 * operations must have one. 0, or -1 with InvalidRequest, InvalidDigest or BadDigest. */
int s3_integrity_check(struct call *c);

#endif
