/* What an object that is uploaded in parts is made of: the parts that CompleteMultipartUpload lists, held against
 * those that
 * were uploaded. No I/O. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
#ifndef NUBE_S3_ASSEMBLY_H
#define NUBE_S3_ASSEMBLY_H

#include "emulator/services/s3/s3_uploads.h"

#define S3_PART_BYTES_MIN (INT64_C(5) * 1024 * 1024) /* of all but the last */

struct s3_assembly {
    const struct s3_part **parts; /* those that are listed, in their order */
    size_t count;
    int64_t size;
    struct span etag;     /* the MD5 of the parts' MD5s and how many there are, in hex */
    struct span checksum; /* as it is told: "5FRUiw==-3" where it is composed of the parts' */
};

/* `uploaded` are in the order of their numbers. 0, or -1 with InvalidRequest, InvalidPartOrder, InvalidPart, BadDigest,
 * EntityTooSmall or MalformedXML. */
int s3_assemble(struct call *c, const struct s3_upload *u, const struct s3_part *uploaded, size_t count,
                struct s3_assembly *a);

#endif
