/* Zstandard (RFC 8878) as a source, through libzstd, which is loaded when it is first needed. */
#ifndef NUBE_ZSTD_SOURCE_H
#define NUBE_ZSTD_SOURCE_H

#include "emulator/base/source.h"

/* Gives what all frames hold, one after another, while it is read; on the heap, closes what is behind it. It breaks off
 * where that is no such frame, breaks off itself, or wants a window of more than 128 MB; nothing at all gives nothing.
 * NULL, with `behind` closed: there is no libzstd, which is logged. */
struct source *zstd_source_unpack(struct source *behind);

#endif
