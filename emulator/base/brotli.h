/* Brotli (RFC 7932), by libbrotlienc, which is loaded when it is first needed. */
#ifndef NUBE_BROTLI_H
#define NUBE_BROTLI_H

#include "emulator/base/buf.h"

/* Appends the compressed bytes. False when the library is not installed. */
bool brotli_compress(struct buf *out, struct span bytes);

#endif
