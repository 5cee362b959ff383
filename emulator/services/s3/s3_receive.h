/* An object's bytes on their way in: into a blob, while their digests are taken and held against what the request says.
 * */
#ifndef NUBE_S3_RECEIVE_H
#define NUBE_S3_RECEIVE_H

#include "emulator/base/checksum.h"
#include "emulator/core/call.h"
#include "emulator/store/blobs.h"

#define S3_PUT_BYTES_MAX (INT64_C(5) * 1024 * 1024 * 1024)

struct s3_received {
    struct blob blob;
    char etag[33]; /* MD5 in hex */
    bool has_checksum;
    enum checksum_kind kind;
    unsigned char checksum[CHECKSUM_BYTES_MAX];
};

/* Reads c->body_in to its end. Checked are Content-MD5, the checksum that a header or the trailer tells, and the size;
 * where neither tells one, `otherwise` is taken (NULL: none). The blob is settled once the call has ended. 0, or -1
 * with the fault, and nothing left. For `prepare`. */
int s3_receive(struct call *c, const enum checksum_kind *otherwise, struct s3_received *r);

/* The member of inputs and outputs that has a checksum of that kind: "ChecksumCRC32". */
const char *s3_checksum_member(enum checksum_kind kind);

/* Puts it into a document under that name. */
void s3_checksum_put(struct doc *d, enum checksum_kind kind, const unsigned char *bytes);

#endif
