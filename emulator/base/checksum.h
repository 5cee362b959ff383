/* Checksums of bytes that come piece by piece, by the names that stores of objects give them. */
#ifndef NUBE_CHECKSUM_H
#define NUBE_CHECKSUM_H

#include "emulator/base/crc.h"

enum checksum_kind {
    CHECKSUM_CRC32,
    CHECKSUM_CRC32C,
    CHECKSUM_CRC64NVME,
    CHECKSUM_SHA1,
    CHECKSUM_SHA256,
    CHECKSUM_SHA512,
    CHECKSUM_MD5,
    CHECKSUM_XXHASH64,
    CHECKSUM_XXHASH3,
    CHECKSUM_XXHASH128
};

#define CHECKSUM_KINDS     10
#define CHECKSUM_BYTES_MAX 64

/* "CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256", "SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128"; how many bytes
 * it has; and can those of two pieces be combined? */
const char *checksum_name(enum checksum_kind kind);
size_t checksum_bytes(enum checksum_kind kind);
bool checksum_combines(enum checksum_kind kind);

/* False: nobody has that name. */
bool checksum_named(struct span name, enum checksum_kind *kind);

/* One that is under way, of about so many bytes (-1: unknown). Whoever gives it up ends it all the same. */
struct checksum {
    enum checksum_kind kind;
    uint64_t crc;
    struct digest_stream *digest; /* of those that are digests */
    struct xxhash *xxhash;        /* and of those that are xxHash's */
};

void checksum_begin(struct checksum *s, enum checksum_kind kind, int64_t bytes);
void checksum_add(struct checksum *s, struct span data);

/* Gives its bytes, a number's highest first, and how many they are. */
size_t checksum_end(struct checksum *s, unsigned char out[CHECKSUM_BYTES_MAX]);

/* Of bytes that are all there. */
size_t checksum_of(enum checksum_kind kind, struct span data, unsigned char out[CHECKSUM_BYTES_MAX]);

/* Of a kind that combines: `first` becomes that of its text with the second's behind it. */
void checksum_combine(enum checksum_kind kind, unsigned char *first, const unsigned char *second,
                      uint64_t second_bytes);

#endif
