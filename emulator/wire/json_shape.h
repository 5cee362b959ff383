/* JSON by shape: what awsJson and restJson write. */
#ifndef NUBE_JSON_SHAPE_H
#define NUBE_JSON_SHAPE_H

#include "emulator/base/buf.h"
#include "emulator/base/doc.h"
#include "emulator/core/shape.h"

/* Writes the neutral tree as JSON. Members of a structure that the shape lacks are a mistake of ours: logged and
 * left out. */
void json_shape_write(struct buf *b, const struct shape *shape, const struct doc *tree);

/* Writes one structure member by member, only those that travel in the body. */
void json_shape_write_body(struct buf *b, const struct shape *shape, const struct doc *tree);

#endif
