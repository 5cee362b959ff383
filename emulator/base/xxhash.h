/* xxHash, by libxxhash, without a seed: XXH64, XXH3 of 64 bits and XXH3 of 128, of bytes that come piece by piece.
 * https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md */
#ifndef NUBE_XXHASH_H
#define NUBE_XXHASH_H

#include <stddef.h>

#include "emulator/base/span.h"

enum xxhash_kind { XXHASH_64, XXHASH_3, XXHASH_128 };

#define XXHASH_BYTES_MAX 16

/* How many bytes it has. */
size_t xxhash_bytes(enum xxhash_kind kind);

/* The end gives its bytes, the highest first, and frees. */
struct xxhash *xxhash_begin(enum xxhash_kind kind);
void xxhash_add(struct xxhash *h, struct span data);
void xxhash_end(struct xxhash *h, unsigned char out[XXHASH_BYTES_MAX]);

#endif
