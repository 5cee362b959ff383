/* A digest that a thread of its own takes, while whoever has the bytes goes on with them. */
#ifndef NUBE_DIGEST_ASIDE_H
#define NUBE_DIGEST_ASIDE_H

#include "emulator/base/span.h"

#define DIGEST_ASIDE_BYTES ((size_t)128 * 1024) /* a piece; four of them are held */

struct digest_aside;

/* Of the algorithm that digest.h names so, for many bytes. NULL where no thread is to be had: there are as many at once
 * as the machine has cores, less one, but one at least and four at most. */
struct digest_aside *digest_aside_begin(struct span algorithm);

/* Room for the next piece; waits until there is some. */
char *digest_aside_room(struct digest_aside *d);

/* So many bytes were put there. They may be read on until room is asked for again. */
void digest_aside_add(struct digest_aside *d, size_t size);

/* Waits until the last is taken, gives the digest, and frees. Returns how many bytes it has. */
size_t digest_aside_end(struct digest_aside *d, unsigned char out[64]);

#endif
