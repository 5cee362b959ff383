/* gzip (RFC 1952), through zlib. */
#ifndef NUBE_GZIP_H
#define NUBE_GZIP_H

#include "emulator/base/buf.h"

/* Appends the inflated bytes, at most `max` of them. False when the text is no gzip, or holds more. */
bool gzip_inflate(struct buf *out, struct span gzipped, size_t max);

/* Appends the deflated bytes. */
bool gzip_deflate(struct buf *out, struct span bytes);

#endif
