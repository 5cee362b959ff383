/* JSON by shape: what awsJson and restJson share. */
#ifndef NUBE_JSON_SHAPE_H
#define NUBE_JSON_SHAPE_H

#include "emulator/core/call.h"
#include "emulator/core/shape.h"
#include "emulator/base/buf.h"

/* Turns a JSON document into the neutral tree of `shape`, in the call's arena: timestamps to milliseconds, base64 to bytes,
 * nulls and unknown members dropped. NULL with SerializationException in the call when a type does not fit. */
struct doc *json_shape_read(struct call *c, const struct shape *shape, struct doc *json);

/* Writes the neutral tree as JSON. Members of a structure that the shape lacks are a mistake of ours: logged and left out. */
void json_shape_write(struct buf *b, const struct shape *shape, const struct doc *tree);

/* Writes one structure member by member, only those that travel in the body. */
void json_shape_write_body(struct buf *b, const struct shape *shape, const struct doc *tree);

/* The faults' JSON: {"__type": …, "message": …} and extra members; __type when `with_type`. */
void json_fault_write(struct buf *b, const struct call *c, bool with_type);

#endif
