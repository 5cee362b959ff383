/* XML by shape: what Query writes, and restXml reads and writes.
 *
 * A list is an element that holds one a piece, named "member" or as the shape says; a flattened one has no element
 * of its own: its pieces bear the member's name. A map's entries are elements "entry" with "key" and "value".
 * Members flagged XML_ATTRIBUTE are attributes. https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings */
#ifndef NUBE_XML_SHAPE_H
#define NUBE_XML_SHAPE_H

#include "emulator/base/buf.h"
#include "emulator/base/xml_read.h"
#include "emulator/core/call.h"
#include "emulator/core/shape.h"

/* Writes the IN_BODY members of a structure, without an element around them. Members that the shape lacks are a
 * mistake of ours: logged and left out. */
void xml_shape_write_members(struct buf *b, const struct shape *shape, const struct doc *tree);

/* Writes a structure or a scalar as an element of that name; `head` (may be "") goes into its opening tag, a blank
 * in front: " xmlns=\"urn:x\"". */
void xml_shape_write(struct buf *b, const char *name, const char *head, const struct shape *shape,
                     const struct doc *tree);

/* Turns an element into the neutral tree of `shape`, whatever the element's own name. Unknown elements are dropped.
 * NULL with a fault of kind `malformed` in the call when a text does not fit. */
struct doc *xml_shape_read(struct call *c, const struct fault_kind *malformed, const struct shape *shape,
                           const struct xml_element *e);

#endif
