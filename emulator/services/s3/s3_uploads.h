/* Uploads in parts: how they begin and how they are given up; what the others of their operations ask of them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
#ifndef NUBE_S3_UPLOADS_H
#define NUBE_S3_UPLOADS_H

#include "emulator/base/checksum.h"
#include "emulator/services/s3/s3_uploads_store.h"

int s3_create_multipart_upload_prepare(struct call *c);
int s3_create_multipart_upload(struct call *c);
int s3_abort_multipart_upload(struct call *c);

/* The upload that the input names by Key and UploadId, which is not completed. 0, or -1 with NoSuchUpload. */
int s3_upload_get(struct call *c, const struct s3_bucket *b, struct s3_upload *u);
int s3_raise_no_such_upload(struct call *c);

/* Which checksum an upload keeps of its parts. Without an algorithm that is CRC64NVME, of which its parts do not
 * tell. */
struct s3_upload_checksum {
    bool is_chosen; /* CreateMultipartUpload named an algorithm */
    bool is_composite;
    enum checksum_kind kind;
};
struct s3_upload_checksum s3_upload_checksum(const struct s3_upload *u);

/* What the object is to be told with, as CreateMultipartUpload had it: about, tags, storage class, lock. */
void s3_upload_object(struct call *c, const struct s3_upload *u, struct s3_object *o);

/* Initiator and Owner. */
void s3_upload_principals(struct doc *d, const struct s3_upload *u);

#endif
