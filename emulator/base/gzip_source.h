/* gzip (RFC 1952) as sources: bytes that are packed, or unpacked, while they are read. Each is on the heap, holds some
 * tens of KB however much goes through it, and closes the source behind it. Their size is unknown. */
#ifndef NUBE_GZIP_SOURCE_H
#define NUBE_GZIP_SOURCE_H

#include "emulator/base/source.h"

/* Gives what is behind it as one member. */
struct source *gzip_source_pack(struct source *behind);

/* Gives what all members hold, one after another. It breaks off where that is no gzip, or breaks off itself; nothing at
 * all gives nothing. */
struct source *gzip_source_unpack(struct source *behind);

#endif
