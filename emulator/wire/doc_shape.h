/* Documents by shape: what the protocols share whose bodies are documents, JSON's and CBOR's. */
#ifndef NUBE_DOC_SHAPE_H
#define NUBE_DOC_SHAPE_H

#include "emulator/core/call.h"
#include "emulator/core/shape.h"

/* Turns a document into the neutral tree of `shape`, in the call's arena: timestamps to milliseconds, base64 to
 * bytes (bytes stay), nulls and unknown members dropped. NULL with SerializationException in the call when a type
 * does not fit. */
struct doc *doc_shape_read(struct call *c, const struct shape *shape, struct doc *d);

/* The call's fault: {"__type": …, "message": …} and its extra members; __type when `with_type`. */
struct doc *doc_fault(struct arena *a, const struct call *c, bool with_type);

#endif
