/* The checksums of objects and parts, as members of inputs and outputs have them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
#ifndef NUBE_S3_CHECKSUMS_H
#define NUBE_S3_CHECKSUMS_H

#include "emulator/base/checksum.h"
#include "emulator/base/doc.h"

/* The member that has a checksum of that kind, "ChecksumCRC32", its header, "x-amz-checksum-crc32", and the kind as
 * AWS's texts have it in lower case, "crc32". */
const char *s3_checksum_member(enum checksum_kind kind);
const char *s3_checksum_header(enum checksum_kind kind);
const char *s3_checksum_lower(enum checksum_kind kind);

/* Puts one into a document under its member's name, in base64. */
void s3_checksum_put(struct doc *d, enum checksum_kind kind, const unsigned char *bytes);

/* The first checksum that a document has: its kind, and its text. False: it has none. */
bool s3_checksum_first(const struct doc *d, enum checksum_kind *kind, struct span *text);

/* Reads the text of one. False: it is no base64, or of another length than the kind's. */
bool s3_checksum_read(struct arena *a, enum checksum_kind kind, struct span text, unsigned char *bytes);

/* The kind that a header's name tells, in any case. False: it is no checksum's. */
bool s3_checksum_of_header(struct span name, enum checksum_kind *kind);

/* Is a header's name that of a checksum whose kind nobody knows? */
bool s3_checksum_is_unknown(struct span name);

/* The first kind of those that a list of headers' names tells. False: it tells none. */
bool s3_checksum_announced(struct span names, enum checksum_kind *kind);

#endif
