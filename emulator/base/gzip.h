/* gzip (RFC 1952), and zlib's form (RFC 1950), which HTTP calls "deflate"; through zlib. */
#ifndef NUBE_GZIP_H
#define NUBE_GZIP_H

#include "emulator/base/buf.h"

/* Appends the inflated bytes of all members, at most `max`; what follows the last of them is left. False when the text
 * is no gzip, breaks off, or holds more. */
bool gzip_inflate(struct buf *out, struct span gzipped, size_t max);

/* The same of a text in zlib's form. */
bool gzip_inflate_zlib(struct buf *out, struct span packed, size_t max);

/* Appends the deflated bytes. */
bool gzip_deflate(struct buf *out, struct span bytes);

/* The same in zlib's form. */
bool gzip_deflate_zlib(struct buf *out, struct span bytes);

#endif
