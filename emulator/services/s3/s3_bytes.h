/* The bytes of an object, wherever they lie: in one blob, in pieces, or nowhere, when there are none. */
#ifndef NUBE_S3_BYTES_H
#define NUBE_S3_BYTES_H

#include "emulator/services/s3/s3_objects_store.h"

struct source;

/* `length` bytes from `offset` on, which lie within it, as a source on the heap, which keeps them there until it is
 * closed,
 * whatever becomes of the object. NULL when they cannot be read. */
struct source *s3_bytes_read(struct call *c, const struct s3_object *o, int64_t offset, int64_t length);

#endif
