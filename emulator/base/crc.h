/* Cyclic redundancy checks: those whose bits are reflected, and that begin and end inverted. */
#ifndef NUBE_CRC_H
#define NUBE_CRC_H

#include "emulator/base/span.h"

enum crc_kind {
    CRC_32,    /* IEEE 802.3, as zlib's */
    CRC_32C,   /* Castagnoli's, RFC 3720 */
    CRC_64NVME /* NVM Express, NVM Command Set Specification */
};

/* The check of what `crc` is the check of and of the data behind it; nothing's is 0. From any thread. */
uint64_t crc_add(enum crc_kind kind, uint64_t crc, struct span data);

/* Of two texts, one behind the other, of which each one's check is known, and how long the second is. */
uint64_t crc_combine(enum crc_kind kind, uint64_t first, uint64_t second, uint64_t second_bytes);

/* 4 or 8. */
size_t crc_bytes(enum crc_kind kind);

#endif
