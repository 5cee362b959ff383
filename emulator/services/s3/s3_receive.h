/* An object's bytes on their way in: into a blob, while their digests are taken and held against what the request
 * says. */
#ifndef NUBE_S3_RECEIVE_H
#define NUBE_S3_RECEIVE_H

#include "emulator/core/call.h"
#include "emulator/services/s3/s3_checksums.h"
#include "emulator/store/blobs.h"

#define S3_PUT_BYTES_MAX (INT64_C(5) * 1024 * 1024 * 1024)

struct s3_checksum {
    enum checksum_kind kind;
    unsigned char bytes[CHECKSUM_BYTES_MAX];
};

struct s3_received {
    struct blob blob;
    char etag[33];                 /* MD5 in hex */
    bool has_told;                 /* the request told a checksum, in a header or behind the payload */
    struct s3_checksum told, kept; /* the latter of the kind that was wished, or else the former, or else CRC64NVME */
};

/* Does the request tell a checksum, and of which kind? Nothing is read for that. 0, or -1 with InvalidRequest: several
 * kinds at once, or none where an SDK says that it sends one. */
int s3_receive_told(struct call *c, bool *has_told, enum checksum_kind *kind);

/* Reads c->body_in to its end. Checked are Content-MD5, the checksum that is told, and the size. `wished` (or NULL) is
 * the
 * kind that is to be kept. The blob is settled once the call has ended. 0, or -1 with the fault, and nothing left. For
 * `prepare`. */
int s3_receive(struct call *c, const enum checksum_kind *wished, struct s3_received *r);

#endif
