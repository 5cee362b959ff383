/* Server side encryption as S3 shows it. Nube encrypts nothing: what is asked for is checked, kept and told, and an
 * object
 * with a client's own key is given to nobody without it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html */
#ifndef NUBE_S3_ENCRYPTION_H
#define NUBE_S3_ENCRYPTION_H

#include "emulator/services/s3/s3_objects_store.h"

/* The headers of a write: what they ask for goes into `about`, as GetObject's members; nothing where they ask for
 * nothing. 0, or -1 with InvalidArgument and its like. For `prepare`. */
int s3_encryption_read(struct call *c, struct doc *about);

/* On the writer: what asks for nothing gets what the bucket has by default. 0, or -1 with AccessDenied where the bucket
 * blocks what was asked for. */
int s3_encryption_settle(struct call *c, const struct s3_bucket *b, struct doc *about);

/* An ETag of what is kept so. AWS: it is the MD5 of the bytes, unless they are encrypted with a key of KMS or of the
 * client's: then it is anything. */
struct span s3_encryption_etag(struct call *c, const struct doc *about, struct span md5);
bool s3_encryption_has_md5(const struct doc *about);

/* Tells it: those members that the operation's output has. */
void s3_encryption_tell(struct call *c, const struct doc *about);

/* Whose key: by the input's members SSECustomer… or CopySourceSSECustomer…. */
enum s3_customer_of { S3_CUSTOMER, S3_CUSTOMER_OF_SOURCE };

/* Who reads must have the client's key. 0, or -1 with InvalidRequest or AccessDenied. */
int s3_encryption_check(struct call *c, const struct doc *about, enum s3_customer_of of);

/* The same for a part of an upload. */
int s3_encryption_check_part(struct call *c, const struct doc *about);

#endif
